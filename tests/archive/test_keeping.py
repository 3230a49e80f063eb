import pytest

from archive import actions
from archive.actions import Place
from archive.models import Bookmark
from kenniscafe.permissions import NotAllowed
from people.models import User
from posts.models import Involvement, Post
from tests.conftest import Visitor
from tests.factories import a_community, a_member, a_person
from tests.factories.posts import a_post
from threads.actions import post_message

pytestmark = pytest.mark.django_db

ADDRESS = "https://waterbouwblad.example/otter?utm_source=mail"


def kept_by(post: Post) -> set[int]:
    parts = Involvement.objects.filter(post=post, part="kept")
    return set(parts.values_list("person_id", flat=True))


def test_a_post_is_kept_in_one_gesture_and_only_for_oneself(visitor: Visitor) -> None:
    post, reader = a_post(), a_person()

    answer = visitor.visit(reader).post(f"/bewaren/?bericht={post.pk}")

    assert answer.status_code == 302
    bookmark = Bookmark.objects.get(owner=reader)
    assert (bookmark.post, bookmark.audience) == (post, "only_me")
    post.refresh_from_db()
    assert (post.kept, kept_by(post)) == (0, set())


def test_keeping_twice_is_keeping_once(visitor: Visitor) -> None:
    post, reader = a_post(), a_person()
    for _ in range(2):
        visitor.visit(reader).post(f"/bewaren/?bericht={post.pk}")
    assert Bookmark.objects.filter(owner=reader).count() == 1


def test_the_gesture_does_as_the_reader_chose_last(visitor: Visitor) -> None:
    first, second, reader = a_post(), a_post(), a_person()
    actions.keep(reader, thing=first, shared=True)

    visitor.visit(reader).post(f"/bewaren/?bericht={second.pk}")

    assert Bookmark.objects.get(owner=reader, post=second).audience == "shared"


def test_a_shared_bookmark_counts_and_is_a_part_in_the_post() -> None:
    post, reader = a_post(), a_person()
    bookmark = actions.keep(reader, thing=post, shared=True)
    post.refresh_from_db()
    assert (post.kept, kept_by(post)) == (1, {reader.pk})

    actions.change_bookmark(reader, bookmark=bookmark, note="", tags=[], place=Place("only_me"))

    post.refresh_from_db()
    assert (post.kept, kept_by(post)) == (0, set())


def test_dropping_a_shared_bookmark_takes_the_count_back() -> None:
    post, reader = a_post(), a_person()
    actions.drop_bookmark(reader, bookmark=actions.keep(reader, thing=post, shared=True))
    post.refresh_from_db()
    assert (post.kept, kept_by(post)) == (0, set())


def test_a_link_for_oneself_makes_no_post() -> None:
    reader = a_person()
    actions.keep_link(reader, address=ADDRESS, title="De otter telt mee")
    assert not Post.objects.exists()


def test_a_link_for_everyone_keeps_exactly_one_post() -> None:
    reader = a_person()
    for note in ("Kijk bij stap 3.", "Kijk vooral bij stap 3."):
        actions.keep_link(
            reader, address=ADDRESS, title="De otter", note=note, place=Place("everyone")
        )
    post = Post.objects.get()
    assert (post.kind, post.author, post.community) == ("link", reader, None)
    assert "vooral" in post.html
    assert post.origin_kind == "bookmark"


def test_back_to_only_me_withdraws_the_post_and_giving_it_again_restores_it() -> None:
    reader = a_person()
    keep = {"address": ADDRESS, "title": "De otter"}
    actions.keep_link(reader, **keep, place=Place("everyone"))
    actions.keep_link(reader, **keep)
    assert not Post.objects.published().exists()

    actions.keep_link(reader, **keep, place=Place("everyone"))

    assert Post.objects.published().count() == Post.objects.count() == 1


def test_a_link_moved_to_a_community_stands_there_and_nowhere_else() -> None:
    reader = a_person()
    place = a_community(manager=reader)
    actions.keep_link(reader, address=ADDRESS, title="De otter", place=Place("everyone"))
    actions.keep_link(reader, address=ADDRESS, title="De otter", place=Place("community", place))
    assert Post.objects.published().get().community == place


def test_nobody_publishes_a_link_where_they_do_not_write() -> None:
    place = a_community(kind="closed")
    with pytest.raises(NotAllowed):
        actions.keep_link(
            a_person(), address=ADDRESS, title="De otter", place=Place("community", place)
        )
    assert not Bookmark.objects.exists()


def test_two_spellings_of_an_address_are_one_link() -> None:
    reader = a_person()
    one = actions.keep_link(reader, address=ADDRESS, title="De otter")
    other = actions.keep_link(reader, address="https://WATERBOUWBLAD.example/otter/", title="Otter")
    assert one.pk == other.pk


def test_what_one_keeps_for_oneself_is_in_nobody_elses_archive_or_name(visitor: Visitor) -> None:
    post, reader, other = a_post(), a_person("Stille Lezer"), a_person()
    actions.keep(reader, thing=post, note="geheim woordje")
    actions.keep(other, thing=post)

    page = visitor.visit(other).get("/archief/", {"q": "geheim"})

    assert b"geheim woordje" not in page.content
    shown = visitor.get(post.get_absolute_url()).content
    assert b"Stille Lezer" not in shown


def test_who_may_no_longer_see_it_has_note_and_tags_but_no_title(visitor: Visitor) -> None:
    place = a_community(kind="hidden")
    reader = a_member(a_person(), place)
    post = a_post(place.created_by, community=place, title="Geheime schets")
    actions.keep(reader, thing=post, note="voor het atelier", tags=["landschap"])
    reader.memberships.all().delete()

    page = visitor.visit(reader).get("/archief/").content.decode()

    assert "voor het atelier" in page
    assert "#landschap" in page
    assert "Geheime schets" not in page


def test_the_archive_finds_by_note_title_tag_and_text(visitor: Visitor) -> None:
    reader = a_person()
    actions.keep(reader, thing=a_post(title="Zware klei"), note="emmer meenemen")
    actions.keep(reader, thing=a_post(title="Lichte veengrond"), tags=["bodem"])
    visitor.visit(reader)
    for words, found, missed in [
        ("emmer", "Zware klei", "Lichte veengrond"),
        ("zware", "Zware klei", "Lichte veengrond"),
        ("bodem", "Lichte veengrond", "Zware klei"),
    ]:
        page = visitor.get("/archief/", {"q": words}).content.decode()
        assert found in page, words
        assert missed not in page, words


def test_a_reply_and_a_person_are_kept_too(visitor: Visitor) -> None:
    post, reader = a_post(), a_person()
    reply = post_message(post.author, thread=post.thread, html="<p>Neem de emmer mee.</p>")
    visitor.visit(reader)

    visitor.post(f"/bewaren/?reactie={reply.pk}")
    visitor.post(f"/bewaren/?persoon={post.author.handle}")

    page = visitor.get("/archief/").content.decode()
    assert post.title in page
    assert post.author.name in page
    assert {(b.message, b.person) for b in Bookmark.objects.filter(owner=reader)} == {
        (reply, None),
        (None, post.author),
    }


def test_nobody_opens_or_drops_anothers_bookmark(visitor: Visitor) -> None:
    bookmark = actions.keep(a_person(), thing=a_post())
    visitor.visit(a_person())
    unknown = visitor.get("/archief/999999/")
    foreign = visitor.get(f"/archief/{bookmark.pk}/")
    assert (unknown.status_code, foreign.status_code) == (404, 404)
    assert visitor.post(f"/archief/{bookmark.pk}/weg/").status_code == 404
    assert Bookmark.objects.filter(pk=bookmark.pk).exists()


def test_also_saved_names_only_who_shares(visitor: Visitor) -> None:
    from archive.queries import also_saved

    post, viewer = a_post(), a_person()
    sharing, silent = a_person(), a_person()
    actions.keep(sharing, thing=post, shared=True)
    actions.keep(silent, thing=post)
    assert also_saved(viewer, [post]) == {post.pk: [sharing]}


@pytest.mark.parametrize("rows", [3, 30])
def test_the_archive_asks_as_many_questions_for_many_pieces(
    visitor: Visitor, rows: int, django_assert_max_num_queries: object
) -> None:
    reader: User = a_person()
    for number in range(rows):
        actions.keep(reader, thing=a_post(title=f"Stuk {number}"), tags=["klei"])
    visitor.visit(reader).get("/archief/")
    with django_assert_max_num_queries(25):  # type: ignore[operator]
        visitor.get("/archief/")
