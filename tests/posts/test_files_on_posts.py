"""Files that a post shows: in its text, in its list, and no longer."""

from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile

from kenniscafe import uploads
from people.models import User
from posts.actions import edit_post, publish_post
from posts.models import Attachment, Post
from tests.conftest import Visitor
from tests.factories import a_community, a_member, a_person
from tests.factories.files import CSV, PDF, a_file, a_picture, jpeg
from tests.factories.posts import a_post
from tests.posts.test_writing import written
from threads.models import Message

pytestmark = pytest.mark.django_db

WRITE = "/schrijven/"


def shows(*files: Attachment) -> str:
    return "".join(f'<figure><img data-file="{one.pk}" alt="klei"></figure>' for one in files)


def with_files(author: User, *listed: Attachment, html: str = "<p>Kijk.</p>") -> Post:
    files = [one.pk for one in listed]
    return publish_post(author, kind="article", title="Klei", html=html, files=files)


def path_of(attachment: Attachment) -> Path:
    return uploads.part_of(attachment.key, "file")


def test_a_picture_in_a_text_gets_its_address_and_size_from_us() -> None:
    author = a_person()
    picture = a_picture(author)
    html = f'<p>Kijk.</p><img data-file="{picture.pk}" src="//evil.example/x" width="1" alt="klei">'
    post = with_files(author, html=html)
    assert post.html == (
        f'<p>Kijk.</p><figure><img data-file="{picture.pk}" src="/bestanden/{picture.pk}/beeld/1440"'
        ' alt="klei" width="640" height="360"></figure>'
    )
    picture.refresh_from_db()
    assert (picture.post, picture.shown) == (post, True)


def test_somebody_elses_file_is_taken_out_of_text_and_list(visitor: Visitor) -> None:
    author, other = a_person(), a_person()
    theirs, document = a_picture(other), a_file(other)
    posted = with_files(other, a_file(other))
    elsewhere = posted.attachments.get()
    post = with_files(author, document, elsewhere, html=f"<p>Kijk.</p>{shows(theirs)}")
    assert post.html == "<p>Kijk.</p><p>klei</p>"
    assert not post.attachments.exists()
    assert [Attachment.objects.get(pk=one.pk).post for one in (theirs, document)] == [None, None]
    assert visitor.visit(author).get(document.address).status_code == 404


def test_who_sees_the_post_sees_its_files(visitor: Visitor) -> None:
    hidden = a_community(kind="hidden")
    author = hidden.created_by
    picture, document = a_picture(author), a_file(author)
    post = publish_post(
        author,
        kind="article",
        title="Klei",
        html=shows(picture),
        community=hidden,
        files=[document.pk],
    )
    addresses = [picture.src, document.address, document.get_absolute_url()]
    visitor.visit(a_member(a_person(), hidden))
    assert [visitor.get(str(address)).status_code for address in addresses] == [200] * 3
    page = BeautifulSoup(visitor.get(post.get_absolute_url()).text, "html.parser")
    assert page.select_one(".prose figure img")["src"] == picture.src
    assert [" ".join(a.text.split()) for a in page.select(".doclist a")] == [
        "vocht.csvcsv, 30 bytes"
    ]
    visitor.visit(a_person())
    assert [visitor.get(str(address)).status_code for address in addresses] == [404] * 3


def test_a_document_taken_off_the_list_is_gone_with_its_bytes(
    django_capture_on_commit_callbacks: Any,
) -> None:
    author = a_person()
    stays, goes = a_file(author), a_file(author)
    post = with_files(author, stays, goes)
    with django_capture_on_commit_callbacks(execute=True):
        edit_post(author, post=post, title=post.title, html=post.html, files=[stays.pk])
    assert list(post.attachments.all()) == [stays]
    assert (path_of(stays).exists(), path_of(goes).exists()) == (True, False)
    post.refresh_from_db()
    assert post.edited_at


def test_what_an_earlier_text_shows_stays_for_who_reads_that(visitor: Visitor) -> None:
    community = a_community()
    author = a_member(a_person(), community)
    picture, linked = a_picture(author), a_file(author)
    html = f'{shows(picture)}<p><a href="{linked.address}">meting</a></p>'
    post = a_post(author, community=community, html=html)
    edit_post(author, post=post, title=post.title, html="<p>Zonder.</p>", files=[])
    for reader, status in ((author, 200), (community.created_by, 200), (a_person(), 404)):
        visitor.visit(reader)
        assert visitor.get(str(picture.src)).status_code == status
        assert visitor.get(linked.address).status_code == status
    edit_post(author, post=post, title=post.title, html=html)
    assert visitor.get(str(picture.src)).status_code == 200, "it came back"


def test_naming_people_leaves_the_files_alone() -> None:
    author = a_person()
    picture, document = a_picture(author), a_file(author)
    post = with_files(author, document, html=shows(picture))
    html = post.html
    edit_post(author, post=post, title="Zware klei", html=html)
    assert post.html == html
    assert post.attachments.filter(shown=True).count() == 2


def page_of(answer: Any) -> BeautifulSoup:
    return BeautifulSoup(answer.text, "html.parser")


def said_on(page: BeautifulSoup) -> dict[str, Any]:
    """What a browser would send of the form."""
    form = page.select_one("form.write")
    fields = form.select(
        "input[name]:not([type=file], [type=radio], [type=checkbox]), textarea[name]:not([disabled])"
    )
    said: dict[str, Any] = {}
    for one in fields:
        said.setdefault(one["name"], []).append(one.get("value", one.text.removeprefix("\n")))
    for one in form.select("input[type=radio][checked]"):
        said[one["name"]] = [one["value"]]
    for one in form.select("select[name]"):
        said[one["name"]] = [one.select_one("[selected]")["value"]]
    return said


def test_the_whole_way_without_a_script(visitor: Visitor) -> None:
    visitor.visit(a_person())
    chosen = [SimpleUploadedFile("vocht.csv", CSV), SimpleUploadedFile("dijk.jpg", jpeg())]
    answer = visitor.post(WRITE, written(attach="1", text="Voel *maar*.") | {"uploads": chosen})
    page = page_of(answer)
    assert (answer.status_code, Post.objects.count()) == (200, 0)
    assert page.select_one("textarea[name=title]").text.strip() == "Zware klei"
    assert [b.text for b in page.select(".upl li.ok b")] == ["vocht.csv", "dijk.webp"]
    assert not page.select(".errsum")

    picture = Attachment.objects.get(kind="picture")
    said = said_on(page) | {"place": str(picture.pk), f"alt-{picture.pk}": "klei in de hand"}
    page = page_of(visitor.post(WRITE, said))
    line = f"![klei in de hand](/bestanden/{picture.pk})"
    assert page.select_one("textarea[name=text]").text.strip() == f"Voel *maar*.\n\n{line}"
    assert [b.text for b in page.select(".upl li.ok b")] == ["vocht.csv"]

    assert visitor.post(WRITE, said_on(page)).status_code == 302
    post = Post.objects.get()
    assert {one.name for one in post.attachments.filter(shown=True)} == {"vocht.csv", "dijk.webp"}
    assert f'<img data-file="{picture.pk}"' in post.html

    edit = f"/berichten/{post.pk}/bewerken/"
    page = page_of(visitor.get(edit))
    assert [b.text for b in page.select(".upl li.ok b")] == ["vocht.csv"]
    visitor.post(edit, said_on(page) | {"title": "Lichte klei"})
    post.refresh_from_db()
    assert (post.title, post.attachments.filter(shown=True).count()) == ("Lichte klei", 2)


def test_a_file_that_was_only_chosen_is_posted_too(visitor: Visitor) -> None:
    brought = SimpleUploadedFile("keuring.pdf", PDF)
    visitor.visit(a_person()).post(WRITE, written() | {"uploads": [brought]})
    assert [one.name for one in Post.objects.get().attachments.all()] == ["keuring.pdf"]


def test_a_refused_file_is_said_and_nothing_typed_is_lost(visitor: Visitor) -> None:
    brought = [
        SimpleUploadedFile("setup.exe", b"MZ\x90\0\3\0\0\0"),
        SimpleUploadedFile("vocht.csv", CSV),
    ]
    answer = visitor.visit(a_person()).post(WRITE, written() | {"uploads": brought})
    page = page_of(answer)
    assert (answer.status_code, Post.objects.count()) == (422, 0)
    assert page.select_one("textarea[name=title]").text.strip() == "Zware klei"
    assert "Programma" in page.select_one(".upl .bad").text
    assert [b.text for b in page.select(".upl li.ok b")] == ["vocht.csv"]


def test_a_file_is_taken_off_the_form(visitor: Visitor) -> None:
    person = a_person()
    one, other = a_file(person), a_file(person)
    visitor.visit(person)
    said = written(detach=str(one.pk)) | {"files": [str(one.pk), str(other.pk)]}
    page = page_of(visitor.post(WRITE, said))
    assert [found["value"] for found in page.select("input[name=files]")] == [str(other.pk)]
    assert list(Attachment.objects.all()) == [other]


@pytest.mark.parametrize("forged", ["-1", "x", "٣", "9" * 400, "\x00", "999999999999", ""])
def test_forged_ids_on_the_form_are_none(visitor: Visitor, forged: str) -> None:
    visitor.visit(a_person())
    assert visitor.post(WRITE, written() | {"files": [forged, forged]}).status_code == 302
    for button in ("detach", "place", "attach"):
        assert visitor.post(WRITE, written(**{button: forged})).status_code == 200
    assert not Post.objects.get().attachments.exists()


def test_a_reply_has_no_pictures(visitor: Visitor) -> None:
    author = a_person()
    picture = a_picture(author)
    post = with_files(author, html=shows(picture))
    said = {"text": f"![klei](/bestanden/{picture.pk})"}
    visitor.visit(author).post(f"/gesprekken/{post.thread_id}/reacties", said)
    assert Message.objects.get().html == "<p>klei</p>"


def test_opening_a_post_with_files_to_edit_it_is_no_draft_yet(visitor: Visitor) -> None:
    author = a_person()
    picture, document = a_picture(author), a_file(author)
    post = with_files(author, document, html=f"<p>Kijk.</p>{shows(picture)}")
    visitor.visit(author)
    said = said_on(page_of(visitor.get(f"/berichten/{post.pk}/bewerken/")))
    said["post"] = [str(post.pk)]
    assert visitor.post("/schrijven/concept/", said).json()["number"] == 0
    said["files"] = []
    assert visitor.post("/schrijven/concept/", said).json()["number"] == 1
