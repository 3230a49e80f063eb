"""Bringing in a file, and getting it back."""

import io
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from PIL import Image

from people.models import User
from posts.actions import look_into
from posts.models import Attachment
from tests.conftest import Visitor
from tests.factories import a_guest, a_person
from tests.factories.files import CSV, PDF, a_file, a_picture, gif, jpeg, png

pytestmark = pytest.mark.django_db


def send(visitor: Visitor, content: bytes, name: str, **said: object) -> HttpResponse:
    return visitor.post("/bestanden/", {"file": SimpleUploadedFile(name, content), **said})


def body(answer: HttpResponse) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def stored() -> list[Path]:
    return [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]


def test_a_document_that_is_brought_in_comes_back_as_it_was(visitor: Visitor) -> None:
    answer = send(visitor.visit(a_person()), CSV, "vocht vak 12.csv")

    assert answer.status_code == 201
    told = answer.json()
    assert (told["name"], told["kind"], told["size"]) == ("vocht vak 12.csv", "table", len(CSV))
    assert told["src"] is None
    again = visitor.get(told["address"])
    assert body(again) == CSV
    assert again["Content-Disposition"].startswith("attachment")
    assert again["X-Content-Type-Options"] == "nosniff"
    assert again["Content-Security-Policy"].startswith("sandbox")
    assert again["Cache-Control"] == "private, no-cache"


@pytest.mark.parametrize("content", [jpeg(2000, 1000), png(2000, 1000)])
def test_a_picture_is_written_anew_in_two_sizes(visitor: Visitor, content: bytes) -> None:
    told = send(visitor.visit(a_person()), content, "dijk.jpg").json()

    assert told["src"] == f"/bestanden/{told['id']}/beeld/1440"
    assert (told["name"], told["width"], told["height"]) == ("dijk.webp", 1440, 720)
    for address, width in (
        (told["src"], 1440),
        (told["src"].replace("1440", "480"), 480),
        (told["address"], 2000),
    ):
        answer = visitor.get(address)
        picture = Image.open(io.BytesIO(body(answer)))
        assert answer["Content-Type"] == "image/webp"
        assert answer["Content-Disposition"].startswith("inline")
        assert (picture.format, picture.width) == ("WEBP", width)
        assert not picture.getexif()
        assert not {"exif", "xmp", "icc_profile"} & set(picture.info)


def test_where_a_picture_was_taken_is_kept_nowhere() -> None:
    a_file(content=jpeg(turned=True), name="dijk.jpg")
    assert stored()
    assert not any(b"GPS" in path.read_bytes() or b"Exif" in path.read_bytes() for path in stored())


def test_a_picture_that_lies_on_its_side_is_put_upright() -> None:
    attachment = a_file(content=jpeg(640, 360, turned=True), name="dijk.jpg")
    assert (attachment.width, attachment.height) == (360, 640)


def test_a_small_animation_keeps_moving(visitor: Visitor) -> None:
    told = send(visitor.visit(a_person()), gif(12), "golf.gif").json()
    picture = Image.open(io.BytesIO(body(visitor.get(told["src"]))))
    assert picture.n_frames == 12
    small = visitor.get(told["src"].replace("1440", "480"))
    assert getattr(Image.open(io.BytesIO(body(small))), "n_frames", 1) == 1


def test_the_same_sending_twice_is_one_file(visitor: Visitor) -> None:
    visitor.visit(a_person())
    before, key = len(stored()), str(uuid4())
    first, second = (send(visitor, CSV, "vocht.csv", client_key=key) for _ in range(2))
    assert first.json() == second.json()
    assert Attachment.objects.count() == 1
    assert len(stored()) == before + 1


def test_what_no_post_has_is_its_adders_alone(visitor: Visitor) -> None:
    attachment = a_picture()
    addresses = [
        attachment.get_absolute_url(),
        attachment.address,
        f"/bestanden/{attachment.pk}/beeld/480",
    ]
    others: list[User] = [a_person(), a_person(is_superuser=True), a_guest()]
    for other in others:
        visitor.visit(other)
        assert [visitor.get(address).status_code for address in addresses] == [404] * 3
    visitor.visit(attachment.by)
    assert [visitor.get(address).status_code for address in addresses] == [200] * 3


def test_a_part_of_a_file_can_be_asked_for(visitor: Visitor) -> None:
    attachment = a_file()
    visitor.visit(attachment.by)

    def ask(**headers: str) -> HttpResponse:
        return visitor.get(attachment.address, headers=headers)

    part = ask(Range="bytes=3-6")
    assert (part.status_code, body(part)) == (206, CSV[3:7])
    assert part["Content-Range"] == f"bytes 3-6/{len(CSV)}"
    assert body(ask(Range="bytes=20-")) == CSV[20:]
    assert body(ask(Range="bytes=-4")) == CSV[-4:]
    assert body(ask(Range="bytes=0-99999")) == CSV
    beyond = ask(Range=f"bytes={len(CSV)}-")
    assert (beyond.status_code, beyond["Content-Range"]) == (416, f"bytes */{len(CSV)}")
    assert ask(Range="bytes=-0").status_code == 416
    for odd in ("bytes=6-3", "bytes=a-b", "lines=1-2", "bytes=0-1,3-4", "bytes=٣-٤"):
        whole = ask(Range=odd)
        assert (whole.status_code, body(whole)) == (200, CSV)
    etag = part["ETag"]
    assert ask(**{"Range": "bytes=0-1", "If-Range": etag}).status_code == 206
    assert ask(**{"Range": "bytes=0-1", "If-Range": '"older"'}).status_code == 200
    assert ask(**{"If-None-Match": etag}).status_code == 304
    head = visitor.head(attachment.address)
    assert (head["Content-Length"], body(head)) == (str(len(CSV)), b"")


def test_a_copy_in_a_browser_is_no_way_round_access(visitor: Visitor) -> None:
    attachment = a_file()
    etag = visitor.visit(attachment.by).get(attachment.address)["ETag"]
    visitor.visit(a_person())
    answer = visitor.get(attachment.address, headers={"If-None-Match": etag})
    assert answer.status_code == 404


def test_a_pdf_is_looked_into_and_shows_its_first_pages(visitor: Visitor) -> None:
    attachment = a_file(content=PDF, name="keuring.pdf")
    look_into(attachment.pk)
    attachment.refresh_from_db()
    assert (attachment.kind, attachment.pages, attachment.previews) == ("pdf", 2, 2)
    visitor.visit(attachment.by)
    sheet = visitor.get(f"/bestanden/{attachment.pk}/blad/1")
    assert Image.open(io.BytesIO(body(sheet))).format == "WEBP"
    assert visitor.get(f"/bestanden/{attachment.pk}/blad/3").status_code == 404


def test_ones_own_unposted_file_can_be_taken_away(
    visitor: Visitor, django_capture_on_commit_callbacks: Any
) -> None:
    attachment = a_file()
    before = len(stored())
    assert visitor.visit(a_person()).post(f"/bestanden/{attachment.pk}/weg/").status_code == 404
    visitor.visit(attachment.by)
    with django_capture_on_commit_callbacks(execute=True):
        visitor.post(f"/bestanden/{attachment.pk}/weg/")
    assert not Attachment.objects.exists()
    assert len(stored()) == before - 1


def test_whose_session_ended_hears_that_on_the_page(organisation: object) -> None:
    answer = Client().post("/bestanden/", {"file": SimpleUploadedFile("vocht.csv", CSV)})
    assert answer.status_code == 401
    assert answer.json()["message"]
