"""A poll: asked while writing, chosen in by who reads the post, shown as was said beforehand."""

from datetime import UTC, datetime, timedelta

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from kenniscafe.permissions import NotAllowed
from people.models import User
from posts.actions import close_poll, start_poll, vote
from posts.models import Poll, PollOption, PollVote, Post
from posts.permissions import ChoiceIsUnknown, PollIsClosed, TooFewChoices
from tests.conftest import Visitor
from tests.factories import a_community, a_guest, a_member, a_person
from tests.factories.posts import a_post

pytestmark = pytest.mark.django_db

WRITE = "/schrijven/"
QUESTION = {
    "soort": "question",
    "title": "Wanneer lopen we de dijk?",
    "text": "",
    "audience": "everyone",
    "tags": "",
    "involved": "",
    "stage": "floated",
    "poll_options": "Maandag\nDinsdag\n\nMaandag\nWoensdag",
}


def a_poll(author: User | None = None, **said: object) -> Post:
    place = {"community": said.pop("community")} if "community" in said else {}
    post = a_post(author, **place)
    start_poll(post.author, post=post, choices=["Ja", "Nee", "Weet ik niet"], **said)
    return post


def choice(post: Post, text: str) -> int:
    return PollOption.objects.get(poll__post=post, text=text).pk


def poll_on(visitor: Visitor, post: Post, query: str = "") -> BeautifulSoup:
    page = BeautifulSoup(visitor.get(f"{post.get_absolute_url()}{query}").text, "html.parser")
    return page.select_one("#peiling")


@pytest.fixture
def me() -> User:
    return a_person()


@pytest.fixture
def mine(visitor: Visitor, me: User) -> Visitor:
    return visitor.visit(me)


def test_who_writes_adds_a_poll(mine: Visitor, me: User) -> None:
    answer = mine.post(WRITE, QUESTION | {"poll_several": "on"})
    assert answer.status_code == 302
    poll = Poll.objects.get()
    assert [option.text for option in poll.options.all()] == ["Maandag", "Dinsdag", "Woensdag"]
    assert (poll.several, poll.named, poll.closes_at) == (True, False, None)
    assert poll.post.author == me


def test_without_choices_there_is_no_poll(mine: Visitor) -> None:
    mine.post(WRITE, QUESTION | {"poll_options": " \n", "poll_named": "on"})
    assert Post.objects.count() == 1
    assert not Poll.objects.exists()


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("poll_options", "Alleen dit"),
        ("poll_options", "Dit\nDit\u200b\n Dit "),
        ("poll_options", "\n".join(f"Keuze {number}" for number in range(11))),
        ("poll_options", "Ja\n" + "n" * 121),
        ("poll_options", "Ja\n" + "n" * 1_000_000),
        ("poll_closes_at", "morgen"),
        ("poll_closes_at", "2020-01-01T10:00"),
        ("poll_closes_at", "99999-01-01T10:00"),
        ("poll_closes_at", "2037-03-29T02:30"),
    ],
)
def test_what_cannot_be_a_poll_is_said_and_nothing_is_lost(
    mine: Visitor, field: str, wrong: str
) -> None:
    answer = mine.post(WRITE, QUESTION | {field: wrong})
    soup = BeautifulSoup(answer.text, "html.parser")
    assert answer.status_code == 422
    assert soup.select_one(f"#id_{field}_error").text.strip()
    kept = soup.select_one(f"[name={field}]")
    assert (kept.text if kept.name == "textarea" else kept["value"]).strip() == wrong.strip()
    assert not Post.objects.exists()


def test_a_poll_closes_by_the_clock_of_who_asks(mine: Visitor, me: User) -> None:
    User.objects.filter(pk=me.pk).update(time_zone="America/Paramaribo")
    mine.post(WRITE, QUESTION | {"poll_closes_at": "2037-07-01T10:00"})
    assert Poll.objects.get().closes_at == datetime(2037, 7, 1, 13, tzinfo=UTC)


def test_one_chooses_changes_and_takes_back(mine: Visitor) -> None:
    post = a_poll()
    address = f"{post.get_absolute_url()}stem/"
    mine.post(address, {"option": choice(post, "Ja")})
    mine.post(address, {"option": choice(post, "Ja")})
    assert [row.option.text for row in PollVote.objects.all()] == ["Ja"]
    mine.post(address, {"option": choice(post, "Nee")})
    assert [row.option.text for row in PollVote.objects.all()] == ["Nee"]
    mine.post(address, {"option": choice(post, "Nee"), "nothing": "1"})
    assert not PollVote.objects.exists()


def test_of_one_choice_nobody_takes_two() -> None:
    post, several = a_poll(), a_poll(several=True)
    with pytest.raises(ChoiceIsUnknown):
        vote(a_person(), post=post, options=[choice(post, "Ja"), choice(post, "Nee")])
    vote(a_person(), post=several, options=[choice(several, "Ja"), choice(several, "Nee")])
    assert PollVote.objects.count() == 2


def test_choices_of_another_poll_are_none(mine: Visitor, me: User) -> None:
    post, other = a_poll(), a_poll()
    with pytest.raises(ChoiceIsUnknown):
        vote(me, post=post, options=[choice(other, "Ja")])
    for strange in ("0", "-1", "x", "9" * 40, "\x00"):
        mine.post(f"{post.get_absolute_url()}stem/", {"option": strange})
    assert not PollVote.objects.exists()


def test_numbers_show_once_one_has_voted_or_it_has_closed(mine: Visitor, me: User) -> None:
    post = a_poll()
    vote(a_person(name="Fenna Postma"), post=post, options=[choice(post, "Ja")])
    before = poll_on(mine, post)
    assert before.select("input[type=radio]")
    assert not before.select("meter")
    assert "1" not in before.select_one("fieldset").text
    vote(me, post=post, options=[choice(post, "Nee")])
    after = poll_on(mine, post)
    assert [meter["value"] for meter in after.select("meter")] == ["50", "50", "0"]
    assert "Fenna" not in after.text
    assert poll_on(mine, post, "?stem=opnieuw").select_one("input[checked]")
    close_poll(post.author, post=post)
    assert not poll_on(mine, post, "?stem=opnieuw").select("input[type=radio]")
    assert poll_on(Visitor().visit(a_person()), post).select("meter")


def test_choices_keep_the_order_in_which_they_were_written(mine: Visitor, me: User) -> None:
    post = a_poll()
    PollOption.objects.filter(poll__post=post, text="Ja").update(position=9)
    in_order = ["Nee", "Weet ik niet", "Ja"]
    assert [label.text.strip() for label in poll_on(mine, post).select("label")] == in_order
    vote(me, post=post, options=[choice(post, "Ja")])
    assert [meter["value"] for meter in poll_on(mine, post).select("meter")] == ["0", "0", "100"]


def test_names_show_only_where_that_was_said_and_only_of_who_one_sees(
    mine: Visitor, me: User
) -> None:
    community = a_community(kind="open")
    guest = a_member(a_guest(), community)
    post = a_poll(community.created_by, community=community, named=True)
    vote(a_person(name="Fenna Postma"), post=post, options=[choice(post, "Ja")])
    vote(guest, post=post, options=[choice(post, "Ja")])
    vote(me, post=post, options=[choice(post, "Ja")])
    shown = poll_on(mine, post).text
    assert "Fenna Postma" in shown
    assert guest.name in shown
    of_guest = poll_on(Visitor().visit(guest), post).text
    assert "Fenna" not in of_guest
    assert "en 2 anderen" in of_guest


def test_a_closed_poll_takes_no_votes() -> None:
    post = a_poll(closes_at=timezone.now() + timedelta(hours=1))
    vote(a_person(), post=post, options=[choice(post, "Ja")])
    Poll.objects.update(closes_at=timezone.now() - timedelta(seconds=1))
    with pytest.raises(PollIsClosed):
        vote(a_person(), post=post, options=[choice(post, "Ja")])


def test_its_author_closes_it_and_a_reader_does_not(mine: Visitor, me: User) -> None:
    post = a_poll()
    with pytest.raises(NotAllowed):
        close_poll(me, post=post)
    with pytest.raises(NotAllowed):
        start_poll(me, post=a_post(), choices=["Ja", "Nee"])
    close_poll(post.author, post=post)
    close_poll(post.author, post=post)
    assert Poll.objects.get().is_closed


def test_a_poll_has_two_to_ten_choices() -> None:
    post = a_post()
    for choices in (["Ja"], ["Ja", " Ja "], [str(number) for number in range(11)]):
        with pytest.raises(TooFewChoices):
            start_poll(post.author, post=post, choices=choices)
    assert not Poll.objects.exists()


def test_what_does_not_exist_for_somebody_takes_no_vote() -> None:
    community = a_community(kind="hidden")
    post = a_poll(community.created_by, community=community)
    person = a_person()
    outsider = Visitor().visit(person)
    address = f"{post.get_absolute_url()}stem/"
    assert outsider.post(address, {"option": choice(post, "Ja")}).status_code == 404
    with pytest.raises(NotAllowed):
        vote(person, post=post, options=[choice(post, "Ja")])
