"""The demo shows what writing can do: files with their pictures, polls, edits, what holds and what is in hand."""

from pathlib import Path

import pytest
from django.utils import timezone
from PIL import Image

from kenniscafe import richtext, uploads
from kenniscafe.uploads import making
from pages.seeding.content import FOLDER, read
from people.models import User
from posts.actions import verify_post
from posts.due import post_what_is_due
from posts.forms.writing import EditForm
from posts.history import updates
from posts.models import Attachment, Draft, Poll, PollVote, Post, Template
from posts.permissions import can_look_after, can_vote
from posts.upkeep import due_in, replacement, to_check
from tags.models import Tag
from tests.conftest import Visitor

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("seeded")]

FILES = FOLDER / "files"
WRITING = read("writing.toml")


def noor() -> User:
    return User.objects.get(handle="noor-terwiel")


def called(title: str) -> Post:
    return Post.objects.get(title__startswith=title)


def test_the_article_on_clay_shows_two_pictures_and_three_documents(visitor: Visitor) -> None:
    post = called("Wat de zware klei")
    page = visitor.visit(noor()).get(post.get_absolute_url())
    shown = {one.pk: one for one in post.attachments.filter(shown=True)}
    assert sorted(one.kind for one in shown.values()) == "pdf picture picture table text".split()
    assert richtext.files_in(post.html) == {pk for pk, one in shown.items() if one.is_picture}
    for one in shown.values():
        assert f"/bestanden/{one.pk}/" in page.content.decode()
        assert visitor.get(one.address).status_code == 200
        assert visitor.get(one.get_absolute_url()).status_code == 200
    for pk in richtext.files_in(post.html):
        assert visitor.get(f"/bestanden/{pk}/beeld/480").status_code == 200


def test_who_edits_a_post_with_files_finds_it_as_it_stands() -> None:
    for post in Post.objects.filter(attachments__shown=True).distinct():
        assert richtext.sanitise(post.html) == post.html
        form = EditForm(viewer=post.author, post=post)
        documents = post.attachments.exclude(pk__in=richtext.files_in(post.html))
        assert set(form.initial["files"]) == {one.pk for one in documents}


def test_every_file_is_what_taking_it_in_would_have_made(tmp_path: Path) -> None:
    for one in Attachment.objects.all():
        brought = uploads.part_of(one.key, "file")
        taken = uploads.take_in([brought.read_bytes()], name=one.name)
        told = (one.name, one.kind, one.content_type, one.width, one.height)
        assert told == (taken.name, taken.kind, taken.content_type, taken.width, taken.height)
        assert one.size == brought.stat().st_size
        made = {part.name for part in brought.parent.iterdir() if part.suffix == ".webp"}
        if one.kind == Attachment.Kind.PDF:
            assert (one.pages, one.previews) == making.look_into(uploads.part_of(taken.key, "file"))
        assert made == {part.name for part in uploads.part_of(taken.key, "").glob("*.webp")}


def test_a_small_picture_is_small_and_none_is_heavy() -> None:
    for one in WRITING["file"]:
        if "small" in one:
            with (
                Image.open(FILES / one["small"]) as small,
                Image.open(FILES / one["file"]) as large,
            ):
                assert (small.width, list(large.size)) == (480, one["size"])
                assert not large.getexif()
    assert all(path.stat().st_size <= 60_000 for path in FILES.iterdir())


def test_every_file_in_the_folder_is_used() -> None:
    names = {one["file"] for one in WRITING["file"]} | {one.get("small") for one in WRITING["file"]}
    sheets = {sheet for one in WRITING["file"] for sheet in one.get("sheets", [])}
    assert {path.name for path in FILES.iterdir()} == (names | sheets) - {None}


def test_every_picture_says_what_it_shows_in_the_language_of_its_post() -> None:
    clay, model = called("Wat de zware klei"), called("What my model")
    assert "sensoren" in clay.html
    assert 'alt="Chart from 20.00' in model.html
    for post in Post.objects.filter(html__contains="<figure>"):
        assert 'alt=""' not in post.html
        assert "<figcaption>" in post.html


def test_who_votes_may_and_does_so_once_where_one_choice_is_asked() -> None:
    polls = list(Poll.objects.select_related("post"))
    assert {poll.named for poll in polls} == {True, False}
    assert {poll.several for poll in polls} == {True, False}
    assert {poll.is_closed for poll in polls} == {True, False}
    for poll in polls:
        votes = PollVote.objects.filter(option__poll=poll).select_related("person")
        voters = [vote.person for vote in votes]
        assert poll.several or len(voters) == len(set(voters))
        assert poll.is_closed or all(can_vote(person, poll.post) for person in voters)
        assert all(poll.post.published_at < vote.at <= timezone.now() for vote in votes)
        assert not poll.closes_at or all(vote.at < poll.closes_at for vote in votes)


def test_an_edited_post_says_what_changed_and_its_first_version_differs() -> None:
    post = called("Wie doet wat")
    assert len(updates(post)) == 2
    first = post.revisions.order_by("number").first()
    assert first is not None
    assert ("8,20" in first.html, "8,20" in post.html) == (True, False)
    for edited in Post.objects.filter(revisions__isnull=False).distinct():
        last = edited.revisions.order_by("-number").first()
        assert last is not None
        assert last.at == edited.edited_at
        assert last.number == edited.revisions.count()


def test_noor_is_asked_whether_one_post_still_holds_and_so_is_her_community() -> None:
    [asked] = to_check(noor())
    assert asked.title == "De woorden die we te vaak gebruiken"
    assert asked.community is not None
    assert len(due_in(noor(), asked.community)) == 3
    verify_post(noor(), post=asked)
    assert not to_check(noor())


def test_who_looked_after_a_post_was_allowed_to() -> None:
    for post in Post.objects.exclude(check_every=None).select_related("owner", "author"):
        assert can_look_after(post.owner or post.author, post), post.title
        assert all(
            post.published_at <= row.at <= timezone.now() for row in post.verifications.all()
        )


def test_what_no_longer_holds_leads_to_what_does() -> None:
    old = called("Burcht in het binnentalud")
    other = replacement(noor(), old)
    assert other is not None
    assert other.title.startswith("Kalender graverij")
    assert can_look_after(old.obsolescence.by, old)


def test_two_communities_have_texts_to_begin_with() -> None:
    assert Template.objects.values("community").distinct().count() == 2
    for template in Template.objects.select_related("community", "by"):
        assert template.community.memberships.filter(person=template.by, role="manager").exists()


def test_noor_has_one_text_in_hand_and_one_planned_which_is_posted_at_its_time() -> None:
    draft, planned = Draft.objects.filter(author=noor()).order_by("-saved_at")
    assert draft.publish_at is None
    assert planned.publish_at > timezone.now()
    Draft.objects.filter(pk=planned.pk).update(publish_at=timezone.now())
    post_what_is_due()
    post = Post.objects.get(author=noor(), client_key=planned.key)
    assert post.title == planned.said["title"]
    assert post.community is not None
    assert sorted(post.tags.values_list("name", flat=True)) == ["bewoners", "dijkvak-12"]


def test_the_tags_most_used_are_told_in_both_languages() -> None:
    by_use = sorted(Tag.objects.all(), key=lambda tag: -tag.post_tags.count())
    for tag in by_use[:10]:
        assert tag.name_en, tag.name
        assert tag.description, tag.name
        assert tag.description_en, tag.name
        assert tag.synonyms.exists(), tag.name


def test_an_article_shows_its_first_picture_on_its_card_and_not_its_caption(
    visitor: Visitor,
) -> None:
    post = called("Wat de zware klei")
    [picture, _] = sorted(richtext.files_in(post.html))
    page = visitor.visit(noor()).get("/tags/klei/").content.decode()
    card = page.partition(f'id="bericht-{post.pk}"')[2].partition("</article>")[0]
    assert f'src="/bestanden/{picture}/beeld/480"' in card
    assert "In de zomer viel er" in card
    assert "drie blauwe punten" not in card
