"""What is said: to whom it calls, who wrote it, who follows it, and stand-ins of who is away."""

from typing import Any, Final

from communities.models import Level, Membership
from kenniscafe.richtext import mentioned_people
from notifications.models import Notice, Telling
from notifications.telling.news import News, Said
from people.models import Follow
from people.queries import stand_in_of, who_is_away
from posts.models import Involvement, Post, PostTag
from threads.models import Message, Thread, Watch
from threads.queries import all_readers

Kind = Notice.Kind
MANY: Final = (
    500  # people: named in a query up to here; above it, everybody who may read is fewer questions
)


def reply(telling: Telling, message_id: int, **_more: Any) -> News | None:
    message = _standing(message_id)
    if message is None:
        return None
    news = _about_message(telling, message)
    watches = Watch.objects.filter(thread=message.thread, since__lte=telling.at)
    levels = dict(watches.values_list("person_id", "level"))
    news.tell(mentioned_people(message.html), Kind.MENTION)
    if message.quotes is not None:
        news.tell([message.quotes.author_id], Kind.REPLY)
    news.tell(_hosts(message.thread), Kind.REPLY)
    news.tell((pk for pk, level in levels.items() if level == Level.ALL), Kind.FOLLOWED_REPLY)
    for person_id, level in levels.items():
        told = news.told.get(person_id)
        if level == Level.MENTIONS and told is not None and told.kind != Kind.MENTION:
            del news.told[person_id]
    return _to_readers(news, message.thread)


def called_in_reply(
    telling: Telling, message_id: int, mentioned: list[int], **_more: Any
) -> News | None:
    message = _standing(message_id)
    if message is None:
        return None
    news = _about_message(telling, message)
    news.tell(mentioned, Kind.MENTION)
    return _to_readers(news, message.thread)


def post(telling: Telling, post_id: int, person_id: int) -> News | None:
    post = Post.objects.select_related("thread__community").filter(pk=post_id).first()
    if post is None:
        return None
    news = News(telling.at, person_id, thread_id=post.thread_id)
    news.tell(_called(post), Kind.MENTION)
    tags = PostTag.objects.filter(content_object=post).values("tag")
    by_person = Follow.objects.filter(person=post.author_id, created_at__lte=telling.at)
    by_tag = Follow.objects.filter(tag__in=tags, created_at__lte=telling.at)
    for follow_id, follower_id in [
        *by_person.values_list("pk", "follower_id"),
        *by_tag.order_by("pk").values_list("pk", "follower_id"),
    ]:
        news.told.setdefault(follower_id, Said(Kind.FOLLOWED_POST, follow_id))
    if post.community_id is not None:
        members = Membership.objects.filter(community=post.community_id, level=Level.ALL)
        hears = members.filter(joined_at__lte=telling.at)
        news.tell(hears.values_list("person_id", flat=True).iterator(), Kind.COMMUNITY_POST)
    return _to_readers(news, post.thread)


def called_in_post(
    telling: Telling, post_id: int, person_id: int, mentioned: list[int]
) -> News | None:
    post = Post.objects.select_related("thread__community").filter(pk=post_id).first()
    if post is None:
        return None
    news = News(telling.at, person_id, thread_id=post.thread_id)
    news.tell(mentioned, Kind.MENTION)
    return _to_readers(news, post.thread)


def accepted(telling: Telling, message_id: int, person_id: int, **_more: Any) -> News | None:
    message = _standing(message_id)
    if message is None:
        return None
    thread, none_new = message.thread, message.thread.last_number + 1
    news = News(telling.at, person_id, thread_id=thread.pk, message=message, since=none_new)
    news.tell([message.author_id], Kind.ACCEPTED)
    watching = Watch.objects.filter(thread=message.thread, level=Level.ALL)
    news.tell(watching.values_list("person_id", flat=True), Kind.FOLLOWED_ACCEPTED)
    return _to_readers(news, message.thread)


def _standing(message_id: int) -> Message | None:
    rows = Message.objects.standing().select_related("thread__community", "quotes")
    return rows.filter(pk=message_id).first()


def _about_message(telling: Telling, message: Message) -> News:
    thread_id, since = message.thread_id, message.number
    return News(telling.at, message.author_id, thread_id=thread_id, message=message, since=since)


def _hosts(thread: Thread) -> list[int]:
    """Who wrote what the conversation is about."""
    wrote = Watch.objects.filter(thread=thread, because=Watch.Because.WROTE, level=Level.ALL)
    return list(wrote.values_list("person_id", flat=True))


def _called(post: Post) -> list[int]:
    """By its author; who is called in a reply is told of that reply."""
    named = Involvement.objects.filter(post=post, part=Involvement.Part.NAMED)
    return [*mentioned_people(post.html), *named.values_list("person_id", flat=True)]


def _ask_stand_ins(news: News) -> None:
    """Who is called while they are away hears of it when they are back; who stands in for them, now."""
    called = [pk for pk, said in news.told.items() if said.kind == Kind.MENTION]
    for absence in who_is_away(called):
        stand_in = stand_in_of(absence.person)
        if stand_in is not None:
            said = Said(Kind.STAND_IN, instead_of=absence.person_id)
            if news.told.get(stand_in.pk, said).kind != Kind.MENTION:
                news.told[stand_in.pk] = said


def _to_readers(news: News, thread: Thread) -> News:
    """Without its actor, who may not read it, and who wants to hear nothing of it."""
    _ask_stand_ins(news)
    told = news.told
    told.pop(news.actor_id or 0, None)
    deaf = set(
        Watch.objects.filter(thread=thread, level=Level.NOTHING).values_list("person_id", flat=True)
    )
    if thread.community_id is not None:
        left = Membership.objects.filter(community=thread.community_id, level=Level.NOTHING)
        deaf |= set(left.values_list("person_id", flat=True))
    readers = all_readers(thread)
    if len(told) < MANY:
        readers = readers.filter(pk__in=told)
    may = set(readers.values_list("pk", flat=True)) - deaf
    for person_id in told.keys() - may:
        del told[person_id]
    return news
