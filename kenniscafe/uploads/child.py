"""Reads one file that nobody trusts, in a process of its own: little memory, little time, no way to the product.

Run as `python -I child.py pictures|pages PATH`; the answer is one line of JSON. It imports nothing of the product.
"""

import io
import json
import os
import resource
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypdfium2
from PIL import Image, ImageCms, ImageOps, ImageSequence

MEMORY = 1024**3  # bytes
SECONDS = 30  # of computing
LARGEST_FILE = 256 * 1024**2  # bytes written
MOST_PIXELS = 50_000_000
MOST_FRAMES = 300
MOST_MOVING_PIXELS = 150_000_000  # of all frames together, as they come in
LARGE, MIDDLE, SMALL, MOVING = 2880, 1440, 480, 800  # pixels wide
TALLEST = 4  # times the width
READABLE = ("JPEG", "PNG", "GIF", "WEBP")
PREVIEWS = 3


class Refused(Exception):
    """In a word that `making` knows."""


def pictures(source: Path) -> dict[str, Any]:
    """The source itself is written anew, as are 1440.webp and 480.webp beside it."""
    with Image.open(source, formats=READABLE) as picture:
        if picture.width * picture.height > MOST_PIXELS:
            raise Refused("too large")
        frames = getattr(picture, "n_frames", 1) if _fits(picture) else MOST_FRAMES + 1
        shown = still(picture, source) if frames == 1 else moving(picture, source, frames)
    return {"width": shown.width, "height": shown.height}


def still(picture: Image.Image, source: Path) -> Image.Image:
    # A JPEG can be read at a half or a quarter of its size, at that much of the price.
    picture.draft("RGB", (LARGE, LARGE))
    largest = clean(picture, LARGE)
    middle, small = fitted(largest, MIDDLE), fitted(largest, SMALL)
    write(largest, source)
    write(middle, source.with_name("1440.webp"))
    write(small, source.with_name("480.webp"))
    return middle


def moving(picture: Image.Image, source: Path, frames: int) -> Image.Image:
    """Of an animation the small one stands still."""
    if frames > MOST_FRAMES or frames * picture.width * picture.height > MOST_MOVING_PIXELS:
        raise Refused("too long")
    times, made = [], []
    for frame in ImageSequence.Iterator(picture):
        times.append(max(int(frame.info.get("duration", 0)) or 100, 20))
        made.append(clean(frame, MOVING))
    write(fitted(made[0], SMALL), source.with_name("480.webp"))
    for place in (source, source.with_name("1440.webp")):
        made[0].save(
            place,
            "WEBP",
            save_all=True,
            append_images=made[1:],
            duration=times,
            loop=0,
            quality=75,
            method=2,
            exif=b"",
            icc_profile=b"",
            xmp=b"",
        )
    return made[0]


def clean(picture: Image.Image, width: int) -> Image.Image:
    """Upright, in plain colours, with nothing but its pixels."""
    turned = picture.getexif().get(0x0112, 1) in (5, 6, 7, 8)
    # A palette cannot be scaled smoothly.
    scaled = picture.convert("RGBA") if picture.mode in ("P", "PA") else picture.copy()
    box = (TALLEST * width, width) if turned else (width, TALLEST * width)
    scaled.thumbnail(box, Image.Resampling.LANCZOS, reducing_gap=2.0)
    upright = ImageOps.exif_transpose(scaled)
    see_through = upright.mode in ("RGBA", "LA") or "transparency" in upright.info
    plain = as_on_screens(upright).convert("RGBA" if see_through else "RGB")
    plain.info = {}
    return plain


def as_on_screens(picture: Image.Image) -> Image.Image:
    """The colours of a telephone's or printer's own profile, in those of every screen."""
    profile = picture.info.get("icc_profile")
    if not profile or picture.mode not in ("RGB", "CMYK"):
        return picture
    try:
        theirs = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        ours = ImageCms.createProfile("sRGB")
        changed = ImageCms.profileToProfile(picture, theirs, ours, outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError):
        return picture
    return changed or picture


def fitted(picture: Image.Image, width: int) -> Image.Image:
    smaller = picture.copy()
    smaller.thumbnail((width, TALLEST * width), Image.Resampling.LANCZOS)
    return smaller


def write(picture: Image.Image, place: Path) -> None:
    # Trying harder (method 3) took three times as long for as many bytes, measured on photographs.
    picture.save(place, "WEBP", quality=82, method=1, exif=b"", icc_profile=b"", xmp=b"")


def pages(source: Path) -> dict[str, Any]:
    """How many there are, and page-1.webp … of the first three."""
    document = pypdfium2.PdfDocument(source)
    count, made = len(document), 0
    for number in range(min(count, PREVIEWS)):
        page = document[number]
        width, height = page.get_size()
        if not 0 < height <= TALLEST * width:
            break
        scale = min(MIDDLE / width, 8.0)
        image = page.render(scale=scale, may_draw_forms=False).to_pil().convert("RGB")
        write(image, source.with_name(f"page-{number + 1}.webp"))
        made += 1
    return {"pages": count, "previews": made}


def _fits(picture: Image.Image) -> bool:
    """Counting frames means reading them all, so a small file that claims many is counted only so far."""
    try:
        picture.seek(MOST_FRAMES)
    except EOFError:
        picture.seek(0)
        return True
    return False


def limit_myself() -> None:
    os.nice(5)
    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_FSIZE, LARGEST_FILE),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, 64),
    ):
        resource.setrlimit(what, (most, most))
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS


def main(job: str, path: str) -> None:
    jobs: dict[str, Callable[[Path], dict[str, Any]]] = {"pictures": pictures, "pages": pages}
    limit_myself()
    try:
        answer = jobs[job](Path(path))
    except Refused as refused:
        answer = {"refused": str(refused)}
    except Image.DecompressionBombError:
        answer = {"refused": "too large"}
    except Exception as error:
        answer = {"broken": type(error).__name__}
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main(*sys.argv[1:])
