"""Who is told what: each once per conversation, by the weightiest reason, and nobody who may not read it."""

from datetime import time, timedelta

import pytest
from django.utils import timezone

from archive.actions import keep
from communities.actions import choose_community_level, decline_request, leave_community, let_in
from notifications.actions import read_conversation, send_cups, tell
from notifications.models import Cup, Notice, Telling
from people.absence import agree_to_stand_in, go_away
from people.actions import follow_person, follow_tag
from people.models import User
from posts.actions import accept_answer, edit_post, take_back_acceptance, withdraw_post
from tests.factories import a_community, a_guest, a_member, a_person
from tests.factories.communities import a_request, an_invitation
from tests.factories.posts import a_post, a_question
from tests.factories.threads import a_reply
from tests.notifications.telling import after_work, kinds, never_quiet, told
from threads.actions import choose_level, edit_message, post_message, remove_message

pytestmark = pytest.mark.django_db
Kind = Notice.Kind


@pytest.fixture
def me() -> User:
    return a_person("Noor Terwiel")


def called(person: User, words: str = "kijk jij mee?") -> str:
    return f'<p><span class="mention" data-person="{person.pk}">@{person.handle}</span> {words}</p>'


def test_who_is_mentioned_hears_of_it(me: User) -> None:
    post = a_post()
    post_message(a_person("Marleen Dekkers"), thread=post.thread, html=called(me))
    [notice] = told(me)
    assert notice.kind == Kind.MENTION
    assert notice.actor.name == "Marleen Dekkers"
    assert notice.since == 1


def test_who_is_named_in_a_post_hears_of_it_and_its_writer_does_not(me: User) -> None:
    post = a_post(html=called(me))
    assert kinds(me) == [Kind.MENTION]
    assert kinds(post.author) == []
    other = a_person()
    a_post(involved=[(other, "dacht mee")])
    assert kinds(other) == [Kind.MENTION]


def test_a_reply_is_told_to_who_wrote_the_post(me: User) -> None:
    a_reply(a_post(me).thread)
    assert kinds(me) == [Kind.REPLY]


def test_many_replies_are_one_notice_of_the_latest(me: User) -> None:
    post = a_post(me)
    for _ in range(4):
        last = a_reply(post.thread)
    [notice] = told(me)
    assert (notice.since, notice.message) == (1, last)


def test_what_is_read_begins_anew(me: User) -> None:
    post = a_post(me)
    a_reply(post.thread)
    assert len(told(me)) == 1
    read_conversation(me, thread_id=post.thread_id)
    assert [notice.is_new for notice in told(me)] == [False]
    a_reply(post.thread)
    [notice] = told(me)
    assert notice.is_new
    assert notice.since == 2


def test_of_a_mention_and_later_replies_the_mention_is_told(me: User) -> None:
    post = a_post(me)
    a_reply(post.thread)
    mention = post_message(a_person(), thread=post.thread, html=called(me))
    a_reply(post.thread)
    [notice] = told(me)
    assert (notice.kind, notice.message, notice.since) == (Kind.MENTION, mention, 1)


def test_who_replied_or_keeps_it_follows_the_conversation(me: User) -> None:
    post, keeper = a_post(), a_person()
    a_reply(post.thread, by=me)
    keep(keeper, thing=post)
    after_work()
    a_reply(post.thread)
    assert kinds(me) == [Kind.FOLLOWED_REPLY]
    assert kinds(keeper) == [Kind.FOLLOWED_REPLY]


def test_who_is_quoted_hears_a_reply_to_their_own_words(me: User) -> None:
    mine = a_reply(a_post().thread, by=me)
    a_reply(mine.thread, quotes=mine)
    assert kinds(me) == [Kind.REPLY]


@pytest.mark.parametrize(
    ("level", "after_reply", "after_mention"),
    [
        ("all", [Kind.FOLLOWED_REPLY], [Kind.MENTION]),
        ("mentions", [], [Kind.MENTION]),
        ("nothing", [], []),
    ],
)
def test_a_level_says_how_much_one_hears(
    me: User, level: str, after_reply: list[str], after_mention: list[str]
) -> None:
    post = a_post()
    choose_level(me, thread=post.thread, level=level)
    a_reply(post.thread)
    assert kinds(me) == after_reply
    post_message(a_person(), thread=post.thread, html=called(me))
    assert kinds(me) == after_mention


def test_a_chosen_level_outlives_what_one_does_next(me: User) -> None:
    post = a_post()
    choose_level(me, thread=post.thread, level="nothing")
    a_reply(post.thread, by=me)
    keep(me, thing=post)
    a_reply(post.thread)
    assert kinds(me) == []


def test_an_accepted_answer_is_told_to_who_gave_it_and_who_follows(me: User) -> None:
    question, follower = a_question(), a_person()
    answer = a_reply(question.thread, by=me)
    a_reply(question.thread, by=follower)
    told(me), told(follower)
    accept_answer(question.author, post=question, message=answer)
    assert kinds(me) == [Kind.ACCEPTED]
    assert kinds(follower) == [Kind.FOLLOWED_ACCEPTED]
    take_back_acceptance(question.author, post=question)
    assert kinds(me) == [Kind.FOLLOWED_REPLY]  # the follower’s, which is still unread
    assert kinds(follower) == []


def test_a_new_post_is_told_to_the_community(me: User) -> None:
    community = a_community(kind="closed")
    a_member(me, community)
    outsider = a_person()
    post = a_post(community.created_by, community=community)
    assert kinds(me) == [Kind.COMMUNITY_POST]
    assert kinds(outsider) == []
    assert kinds(post.author) == []


@pytest.mark.parametrize("level", ["mentions", "nothing"])
def test_a_community_can_be_turned_down(me: User, level: str) -> None:
    community = a_community()
    a_member(me, community)
    choose_community_level(me, community=community, level=level)
    a_post(community.created_by, community=community)
    assert kinds(me) == []
    a_post(community.created_by, community=community, html=called(me))
    assert kinds(me) == ([Kind.MENTION] if level == "mentions" else [])


def test_followers_of_a_person_and_of_a_tag_hear_of_a_post(me: User) -> None:
    author, tagged = a_person(), a_post(tags=["klei"])
    other = a_person()
    follow_person(me, person=author)
    follow_tag(other, tag=tagged.tags.get())
    a_post(author, tags=["klei"])
    assert kinds(me) == [Kind.FOLLOWED_POST]
    assert kinds(other) == [Kind.FOLLOWED_POST]
    assert told(me)[0].follow.person == author


def test_an_edit_is_news_only_for_whom_it_calls(me: User) -> None:
    keeper = a_person()
    post = a_post()
    keep(keeper, thing=post)
    edit_post(post.author, post=post, title=post.title, html=called(me))
    assert kinds(me) == [Kind.MENTION]
    assert kinds(keeper) == []
    reply = a_reply(post.thread)
    other = a_person()
    edit_message(reply.author, message=reply, html=called(other))
    assert kinds(other) == [Kind.MENTION]
    read_conversation(other, thread_id=post.thread_id)
    edit_message(reply.author, message=reply, html=called(other, "nogmaals"))
    assert [notice.is_new for notice in told(other)] == [False]


def test_what_is_removed_is_told_no_more(me: User) -> None:
    post = a_post(me)
    first, second = a_reply(post.thread), a_reply(post.thread)
    told(me)
    remove_message(second.author, message=second)
    [notice] = told(me)
    assert notice.message == first
    remove_message(first.author, message=first)
    assert told(me) == []


def test_what_is_taken_away_before_the_work_is_done_is_never_told(me: User) -> None:
    reply = a_reply(a_post(me).thread)
    remove_message(reply.author, message=reply)
    post = a_post(html=called(me))
    withdraw_post(post.author, post=post)
    assert told(me) == []
    assert not Telling.objects.exists()


def test_who_may_no_longer_read_it_sees_no_notice(me: User) -> None:
    community = a_community(kind="closed")
    a_member(me, community)
    a_post(community.created_by, community=community, html=called(me))
    assert len(told(me)) == 1
    leave_community(me, community=community)
    assert told(me) == []


def test_a_guest_hears_nothing_of_what_is_for_everyone() -> None:
    guest = a_guest(of=a_community())
    a_post(html=called(guest))
    assert told(guest) == []


def test_a_manager_hears_that_somebody_asks_and_who_asked_what_was_decided(me: User) -> None:
    community = a_community(kind="closed", manager=me)
    first, second = a_request(community=community), a_request(community=community)
    [notice] = told(me)
    assert (notice.kind, notice.actor) == (Kind.WAITS, second.person)
    let_in(me, request=first)
    decline_request(me, request=second)
    assert kinds(first.person) == [Kind.DECIDED]
    assert kinds(second.person) == [Kind.DECIDED]


def test_an_invitation_is_told_as_long_as_it_stands(me: User) -> None:
    invitation = an_invitation(me, community=a_community(kind="hidden"))
    [notice] = told(me)
    assert (notice.kind, notice.actor) == (Kind.INVITED, invitation.invited_by)
    invitation.decision = "withdrawn"
    invitation.save()
    assert told(me) == []


def test_a_task_that_was_killed_goes_on_after_the_last_person_it_told(me: User) -> None:
    community = a_community()
    members = [a_member(a_person(), community) for _ in range(3)]
    a_post(community.created_by, community=community)
    telling = Telling.objects.latest("pk")
    first = min(person.pk for person in members)
    Telling.objects.filter(pk=telling.pk).update(done=first)  # told, and read since
    tell(telling.pk)
    assert set(Notice.objects.values_list("person", flat=True)) == {
        person.pk for person in members if person.pk != first
    }
    tell(telling.pk)
    assert Notice.objects.count() == 2


def test_nobody_is_told_of_what_they_read_before(me: User) -> None:
    """A task that comes late finds the same people, and tells of what happened then."""
    post = a_post(me)
    a_reply(post.thread)
    Telling.objects.update(at=timezone.now() - timedelta(hours=1))
    [notice] = told(me)
    assert notice.at < timezone.now() - timedelta(minutes=59)


def away_with(person: User, stand_in: User | None = None) -> None:
    today = timezone.localdate()
    absence = go_away(
        person, first_day=today, last_day=today + timedelta(days=3), stand_in=stand_in
    )
    if stand_in is not None:
        agree_to_stand_in(stand_in, absence=absence)


def test_who_stands_in_hears_of_a_call_for_who_is_away(me: User) -> None:
    absent = a_person("Joris Meulendijk")
    away_with(absent, me)
    a_post(html=called(absent))
    [notice] = told(me)
    assert (notice.kind, notice.instead_of) == (Kind.STAND_IN, absent)
    assert Kind.MENTION in kinds(absent)


def test_who_stands_in_hears_nothing_of_what_they_may_not_read(me: User) -> None:
    community = a_community(kind="closed")
    absent = a_member(a_person(), community)
    away_with(absent, me)
    a_post(community.created_by, community=community, html=called(absent))
    assert kinds(me) == []


def test_nobody_is_disturbed_while_they_are_away(me: User) -> None:
    never_quiet(me, budget=5)
    away_with(me)
    a_post(html=called(me))
    [notice] = told(me)
    assert (notice.mailed_at, bool(notice.held_at)) == (None, True)
    never_quiet(me, bundle_at=time(0))
    send_cups()
    assert not Cup.objects.filter(person=me).exists()
