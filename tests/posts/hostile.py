"""What a page may hold that shows other people's words: only what the product itself put there."""

import re
from collections import Counter
from html.parser import HTMLParser

from django.http import HttpResponse

from tests.kenniscafe.test_richtext_xss import PAYLOADS

# Those that want out of an attribute, a field or a script of the page, and one in seven of the rest.
SHARP = [
    one
    for number, one in enumerate(PAYLOADS)
    if number % 7 == 0 or re.match(r"[\"'\]\-}<]?[\"'>/-]", one)
]
ADDRESSES = {
    "href",
    "src",
    "action",
    "formaction",
    "data",
    "poster",
    "xlink:href",
    "srcset",
    "background",
}
OURS = re.compile(r"(?:/(?!/)|#|\?|$)")
ELSEWHERE = re.compile(r"https?://|mailto:")  # for links that people wrote
NEVER = {
    "base",
    "iframe",
    "frame",
    "object",
    "embed",
    "applet",
    "style",
    "marquee",
    "math",
    "portal",
}


class Page(HTMLParser):
    """`faults` says what in a page nobody of us wrote. Its own scripts and styles carry the nonce of the answer."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.faults: list[str] = []
        self.ids: Counter[str] = Counter()
        self.feed(html)
        self.close()
        self.faults += [f"id {name} stands twice" for name, times in self.ids.items() if times > 1]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        self.ids.update([said["id"]] if "id" in said else [])
        if tag in NEVER or (tag == "script" and not _ours(said)):
            self.faults.append(tag)
        for name, value in said.items():
            if name.startswith("on") or name in ("style", "srcdoc", "http-equiv"):
                self.faults.append(f"{tag} {name}={value}")
            if (
                name in ADDRESSES
                and not OURS.match(value)
                and not (tag == "a" and ELSEWHERE.match(value))
            ):
                self.faults.append(f"{tag} {name}={value}")

    handle_startendtag = handle_starttag


def _ours(script: dict[str, str]) -> bool:
    return (
        "nonce" in script
        or script.get("src", "").startswith("/")
        or script.get("type") == "application/json"
    )


def faults_of(answer: HttpResponse) -> list[str]:
    return Page(answer.content.decode()).faults
