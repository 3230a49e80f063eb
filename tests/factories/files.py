"""Files as people bring them in, made small and on the spot."""

import io
import struct
import zipfile
import zlib
from typing import Any

from PIL import Image

from people.models import User
from posts.actions import add_attachment
from posts.models import Attachment
from tests.factories import a_person

PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[3 0 R 4 0 R]/Count 2>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 400]>>endobj\n"
    b"4 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 400]>>endobj\n"
    b"trailer<</Root 1 0 R>>\n%%EOF\n"
)
CSV = b"dijkvak;vocht\n12;0,31\n13;0,29\n"
WHERE = {1: "N", 2: (52.0, 5.0, 11.0), 3: "E", 4: (4.0, 18.0, 22.0)}  # GPS


def jpeg(width: int = 640, height: int = 360, *, turned: bool = False) -> bytes:
    """With the place where it was taken."""
    exif = Image.Exif()
    exif[0x0112] = 6 if turned else 1
    exif[0x8825] = WHERE
    return _saved(Image.new("RGB", (width, height), (40, 90, 60)), "JPEG", exif=exif)


def png(width: int = 640, height: int = 360) -> bytes:
    return _saved(Image.new("RGBA", (width, height), (40, 90, 60, 128)), "PNG")


def gif(frames: int, size: int = 16) -> bytes:
    """Each frame differs from the one before, so that none is left out."""
    shades = [Image.new("L", (size, size), 40 + number % 2 * 100) for number in range(frames)]
    return _saved(shades[0], "GIF", save_all=True, append_images=shades[1:], duration=50)


def png_that_claims(width: int, height: int) -> bytes:
    """A few bytes that open into an enormous picture."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = zlib.compress(b"\0" * 1_000_000, 9)
    chunks = ((b"IHDR", head), (b"IDAT", rows), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in chunks)


def packed(**parts: bytes) -> bytes:
    place = io.BytesIO()
    with zipfile.ZipFile(place, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in parts.items():
            file.writestr(name, data)
    return place.getvalue()


def a_file(
    by: User | None = None, content: bytes = CSV, name: str = "vocht.csv", **said: Any
) -> Attachment:
    return add_attachment(by or a_person(), chunks=[content], name=name, **said)


def a_picture(by: User | None = None, **said: Any) -> Attachment:
    return a_file(by, jpeg(), "dijk.jpg", **said)


def _saved(picture: Image.Image, kind: str, **said: Any) -> bytes:
    place = io.BytesIO()
    picture.save(place, kind, **said)
    return place.getvalue()


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
