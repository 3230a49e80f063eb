"""How a mail looks: a style in every element, because that is what mail programs read, and the same at night.

A look is written once, with the names of colours; the dark sheet is made of its colours alone.
"""

from functools import cache
from html import unescape
from typing import Final

from django import template
from django.utils.html import format_html, strip_tags
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

LIGHT: Final = {
    "paper": "#F7F2E8",
    "surface": "#FFFDF9",
    "line": "#E3D9C8",
    "ink": "#2A1C13",
    "ink2": "#544235",
    "ink3": "#6E5A4B",
    "delft": "#1B4B91",
    "delft_soft": "#E4ECF7",
    "delft_line": "#B4C8E6",
    "on_delft": "#FFFFFF",
    "cinnamon": "#A4441A",
    "cinnamon_soft": "#F9E8D8",
    "cinnamon_line": "#E6C1A2",
    "on_cinnamon": "#FFFFFF",
}
DARK: Final = {
    "paper": "#1A1410",
    "surface": "#251D18",
    "line": "#41342B",
    "ink": "#F5ECE0",
    "ink2": "#D0C1B1",
    "ink3": "#AC9A8A",
    "delft": "#90B7F4",
    "delft_soft": "#1A2740",
    "delft_line": "#344C76",
    "on_delft": "#0D1A30",
    "cinnamon": "#F0A37B",
    "cinnamon_soft": "#3A2116",
    "cinnamon_line": "#6B3E28",
    "on_cinnamon": "#2A1106",
}
FONTS: Final = {
    "plex": "'IBM Plex Sans','Segoe UI',Arial,sans-serif",
    "slab": "'Zilla Slab',Rockwell,Georgia,serif",
}
_BUTTON: Final = "display:inline-block;padding:13px 20px;font:600 15px/18px {plex};text-decoration:none;border-radius:6px;"
_CARD: Final = "width:100%;border-collapse:separate;border-radius:8px;"
LOOKS: Final = {
    "page": "margin:0;padding:0;background:{paper}",
    "preview": "display:none;max-height:0;overflow:hidden;mso-hide:all",
    "sheet": "width:100%;border-collapse:collapse;background:{paper}",
    "letter": "width:100%;max-width:600px;border-collapse:collapse;background:{surface}",
    "plain": "width:100%;border-collapse:collapse",
    "brand": "padding-left:11px;font:600 22px/36px {slab};letter-spacing:-.4px;color:{ink}",
    "when": "text-align:right;vertical-align:middle;font:400 13.5px/20px {plex};color:{ink3}",
    "top": "padding:24px 28px 0",
    "part": "padding:20px 28px 0",
    "title": "margin:0;font:600 32px/36px {slab};letter-spacing:-.6px;color:{ink}",
    "lead": "margin:8px 0 0;font:400 19px/27px {slab};color:{ink2}",
    "line": "border-top:1px solid {line};font-size:0;line-height:0",
    "kind": "margin:0;font:600 13.5px/20px {plex};color:{ink2}",
    "heading": "margin:2px 0 4px;font:600 22px/26px {slab};letter-spacing:-.2px;color:{ink}",
    "headlink": "text-decoration:none;color:{ink}",
    "text": "margin:0 0 14px;font:400 16px/25px {plex};color:{ink2}",
    "strong": "font-weight:600;color:{ink}",
    "because": "margin:6px 0 0;font:400 13.5px/20px {plex};color:{ink3}",
    "quote": "margin:0;padding:2px 0 2px 18px;border-left:4px solid {cinnamon};font:italic 400 20px/28px {slab};color:{ink}",
    "button": _BUTTON + "color:{on_delft};background:{delft}",
    "warm_button": _BUTTON + "color:{on_cinnamon};background:{cinnamon}",
    "card": _CARD + "background:{delft_soft};border:1px solid {delft_line}",
    "warm_card": _CARD + "background:{cinnamon_soft};border:1px solid {cinnamon_line}",
    "in_card": "padding:22px",
    "card_kind": "margin:0;font:600 13.5px/20px {plex};color:{delft}",
    "warm_kind": "margin:0;font:600 13.5px/20px {plex};color:{cinnamon}",
    "foot": "padding:22px 28px 28px;background:{paper};border-top:1px solid {line}",
    "foot_head": "margin:0 0 6px;font:600 13.5px/20px {plex};color:{ink}",
    "foot_text": "margin:0;font:400 13.5px/20px {plex};color:{ink2}",
    "ways": "margin:10px 0 0;font:400 13.5px/26px {plex};color:{ink2}",
    "way": "line-height:26px;text-decoration:underline;white-space:nowrap;color:{ink2}",
    "small": "margin:12px 0 0;font:400 12.5px/18px {plex};color:{ink3}",
}


@register.simple_tag
@cache
def look(name: str) -> SafeString:
    return format_html('class="{}" style="{}"', name, LOOKS[name].format_map(LIGHT | FONTS))


@register.filter
def plain(html: str) -> str:
    return unescape(strip_tags(html))


@register.simple_tag
@cache
def dark_looks() -> SafeString:
    """A line each: of long lines (more than 998 bytes) a mail has to be encoded, which takes as long as writing it."""
    rules = (f".{name}{{{_night(style)}}}\n" for name, style in LOOKS.items() if _night(style))
    return mark_safe(f"@media (prefers-color-scheme:dark){{{''.join(rules)}}}")  # noqa: S308 - from the tables above


def _night(style: str) -> str:
    coloured = [rule for rule in style.split(";") if any(f"{{{name}}}" in rule for name in DARK)]
    return "".join(f"{rule.format_map(DARK | FONTS)}!important;" for rule in coloured)
