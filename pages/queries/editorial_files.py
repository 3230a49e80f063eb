"""Whose a picture or document of editors is: its collection says who reads it.

A community's collection is for who reads the community; any other is for employees.
"""

from dataclasses import dataclass
from mimetypes import guess_type
from pathlib import PurePosixPath
from typing import Any, Final

from wagtail.documents.models import Document
from wagtail.images.models import Image, Rendition

from communities.models import CommunityPage
from communities.permissions import can_read
from people.models import User

PICTURES: Final = {"image/webp", "image/jpeg", "image/png", "image/gif", "image/avif"}


@dataclass(frozen=True, slots=True)
class EditorialFile:
    file: Any

    @property
    def name(self) -> str:
        return PurePosixPath(self.file.name).name

    @property
    def content_type(self) -> str:
        return guess_type(self.name)[0] or "application/octet-stream"

    @property
    def is_picture(self) -> bool:
        return self.content_type in PICTURES

    def open(self) -> Any:
        return self.file.open("rb")


def file_at(viewer: User, name: str) -> EditorialFile | None:
    """None: there is no such file, it is not the viewer's to see, or it is gone from the disk."""
    found = _row_of(name.replace("\x00", ""))
    if found is None:
        return None
    file, collection_id = found
    if not can_read_collection(viewer, collection_id) or not file.storage.exists(file.name):
        return None
    return EditorialFile(file)


def can_read_collection(viewer: User, collection_id: int) -> bool:
    of = CommunityPage.objects.filter(collection=collection_id)  # visibility: judged below
    page = of.select_related("community").first()
    if page is not None:
        return can_read(viewer, page.community)
    return viewer.is_employee and viewer.may_enter


def _row_of(name: str) -> tuple[Any, int] | None:
    rendition = Rendition.objects.filter(file=name).select_related("image").first()
    if rendition is not None:
        return rendition.file, rendition.image.collection_id
    for model in (Image, Document):
        row = model.objects.filter(file=name).first()
        if row is not None:
            return row.file, row.collection_id
    return None
