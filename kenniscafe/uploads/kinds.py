"""What a file is, told by its first bytes; its name only chooses between kinds that look alike."""

import re
from typing import Final, NamedTuple

import filetype

from .refusals import (
    FileIsEmpty,
    KindIsUnknown,
    PageIsRefused,
    PictureIsUnknown,
    ProgramIsRefused,
)

HEAD: Final = 8192  # bytes that tell


class Kind(NamedTuple):
    name: str
    content_type: str
    endings: tuple[str, ...]  # the first is put on a name that has none of them


PICTURE: Final = Kind("picture", "image/webp", ("webp",))  # what every picture becomes
PDF: Final = Kind("pdf", "application/pdf", ("pdf",))
TEXT: Final = Kind("text", "text/plain", ("txt", "md", "log", "ics", "vcf", "srt", "json", "yaml"))
TABLE: Final = Kind("table", "text/csv", ("csv", "tsv"))
INLINE: Final = {PICTURE.name, PDF.name}  # shown by the browser; the rest is downloaded

_OFFICE: Final = "application/vnd.openxmlformats-officedocument"
_OPEN: Final = "application/vnd.oasis.opendocument"
_KINDS: Final = [
    PDF,
    Kind("text", "application/msword", ("doc", "dot")),
    Kind("text", f"{_OFFICE}.wordprocessingml.document", ("docx", "dotx")),
    Kind("text", f"{_OPEN}.text", ("odt",)),
    Kind("text", "application/rtf", ("rtf",)),
    Kind("text", "application/epub+zip", ("epub",)),
    Kind("table", "application/vnd.ms-excel", ("xls", "xlt")),
    Kind("table", f"{_OFFICE}.spreadsheetml.sheet", ("xlsx", "xltx")),
    Kind("table", f"{_OPEN}.spreadsheet", ("ods",)),
    Kind("slides", "application/vnd.ms-powerpoint", ("ppt", "pps")),
    Kind("slides", f"{_OFFICE}.presentationml.presentation", ("pptx", "ppsx", "potx")),
    Kind("slides", f"{_OPEN}.presentation", ("odp",)),
    Kind("sound", "audio/mpeg", ("mp3",)),
    Kind("sound", "audio/mp4", ("m4a",)),
    Kind("sound", "audio/aac", ("aac",)),
    Kind("sound", "audio/amr", ("amr",)),
    Kind("sound", "audio/ogg", ("ogg", "oga", "opus")),
    Kind("sound", "audio/x-flac", ("flac",)),
    Kind("sound", "audio/x-wav", ("wav",)),
    Kind("film", "video/mp4", ("mp4",)),
    Kind("film", "video/x-m4v", ("m4v",)),
    Kind("film", "video/quicktime", ("mov",)),
    Kind("film", "video/webm", ("webm",)),
    Kind("film", "video/x-matroska", ("mkv",)),
    Kind("film", "video/x-msvideo", ("avi",)),
    Kind("film", "video/mpeg", ("mpg", "mpeg")),
    Kind("film", "video/3gpp", ("3gp",)),
    Kind("film", "video/x-ms-wmv", ("wmv",)),
    Kind("packed", "application/zip", ("zip",)),
    Kind("packed", "application/x-7z-compressed", ("7z",)),
    Kind("packed", "application/x-rar-compressed", ("rar",)),
    Kind("packed", "application/x-tar", ("tar",)),
    Kind("packed", "application/gzip", ("gz", "tgz")),
    Kind("packed", "application/x-bzip2", ("bz2",)),
    Kind("packed", "application/x-xz", ("xz",)),
    Kind("packed", "application/zstd", ("zst",)),
]
_BY_TYPE: Final = {kind.content_type: kind for kind in _KINDS}
_IN_A_ZIP: Final = {
    ending: kind
    for kind in _KINDS
    if kind.content_type.startswith(_OFFICE)
    for ending in kind.endings
}
_READABLE: Final = {"image/jpeg", "image/png", "image/apng", "image/gif", "image/webp"}
_PROGRAMS: Final = {
    "application/x-msdownload",
    "application/x-executable",
    "application/x-shockwave-flash",
    "application/x-google-chrome-extension",
    "application/wasm",
    "application/x-deb",
    "application/x-rpm",
}
# Endings on which a computer runs what is in a file, whatever it looks like.
_RUNS: Final = set(
    "exe com scr pif dll sys bat cmd msi msp msix js jse mjs vbs vbe wsf wsh ps1 psm1 hta jar apk app dmg pkg deb rpm sh"
    " bash zsh lnk reg cpl jnlp docm dotm xlsm xltm xlam pptm ppsm potm ppam crx xpi swf".split()
)
_PAGES: Final = set(
    "html htm xhtml xht shtml mht mhtml svg svgz php asp aspx jsp xml xsl xslt url".split()
)
KNOWN_ENDINGS: Final = {
    ending for kind in [PICTURE, TEXT, TABLE, *_KINDS] for ending in kind.endings
} | set("jpg jpeg jpe png apng gif bmp tif tiff heic heif avif".split())

_PAGE: Final = re.compile(
    r"(?:\s|<!--.*?-->)*<(?:!doctype|\?|html|head|body|script|style|svg|iframe|title|table|div|p|a|h1|br|b|font|img)\b",
    re.IGNORECASE | re.DOTALL,
)
_CONTROLS: Final = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")


def ending_of(name: str) -> str:
    return name.rpartition(".")[2].strip().lower() if "." in name else ""


def kind_of(head: bytes, name: str) -> Kind:
    """`head` are the first HEAD bytes. Refuses in words what would run, and what we do not know."""
    if not head:
        raise FileIsEmpty
    ending = ending_of(name)
    if ending in _RUNS:
        raise ProgramIsRefused
    if ending in _PAGES:
        raise PageIsRefused
    text = _text(head)
    if text is not None and not text.startswith(("%PDF-", "{\\rtf")):
        return _written(text, ending)
    return _binary(head, ending)


def _written(text: str, ending: str) -> Kind:
    if text.startswith("#!"):
        raise ProgramIsRefused
    if _PAGE.match(text):
        raise PageIsRefused
    return TABLE if ending in TABLE.endings else TEXT


def _binary(head: bytes, ending: str) -> Kind:
    told = filetype.guess_mime(head) or ""
    if told in _READABLE:
        return PICTURE
    if told.startswith("image/"):
        raise PictureIsUnknown
    if told in _PROGRAMS or head[:4] in (
        b"\xca\xfe\xba\xbe",
        b"\xcf\xfa\xed\xfe",
        b"\xfe\xed\xfa\xcf",
    ):
        raise ProgramIsRefused
    if told == "application/zip":
        return _packed(head, ending)
    if told not in _BY_TYPE:
        raise KindIsUnknown
    return _BY_TYPE[told]


def _packed(head: bytes, ending: str) -> Kind:
    """An office document whose parts come in an order of its own looks like any zip."""
    if ending in _IN_A_ZIP and b"[Content_Types].xml" in head:
        return _IN_A_ZIP[ending]
    return _BY_TYPE["application/zip"]


def _text(head: bytes) -> str | None:
    """None: it is not written text, in none of the three ways in which offices write it."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _decoded(head[: len(head) // 2 * 2], "utf-16")
    # The head may end within a character.
    for cut in range(4):
        if (text := _decoded(head[: len(head) - cut], "utf-8-sig")) is not None:
            return text
    return _decoded(head, "cp1252")


def _decoded(head: bytes, encoding: str) -> str | None:
    try:
        text = head.decode(encoding)
    except UnicodeDecodeError:
        return None
    return None if _CONTROLS.search(text) else text
