"""The few marks every screen is made of: icons, faces, tiles, moments and numbers."""

from collections.abc import Sequence
from datetime import date, datetime
from functools import cache
from typing import Protocol

from django import template
from django.forms import BoundField
from django.templatetags.static import static
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from frontend.moments import calendar_day, clock, fixed_text, moment_text
from frontend.names import joined

register = template.Library()


class Face(Protocol):
    @property
    def name(self) -> str: ...

    @property
    def portrait_url(self) -> str: ...


@register.simple_tag
def icon(name: str, size: int = 20) -> SafeString:
    return _icon(name, size)


@register.simple_tag
def logo(size: int = 36) -> SafeString:
    return format_html(
        '<svg class="mark" width="{0}" height="{0}" aria-hidden="true">'
        '<use href="{1}#mark"/></svg>',
        size,
        _sprite(),
    )


@register.simple_tag
def avatar(person: Face | None, size: int = 40) -> SafeString:
    """Decoration: the name stands in text beside it. None is somebody who is no longer here."""
    if person is None:
        return format_html('<span class="av av-{} gone">{}</span>', size, _icon("user", size // 2))
    return format_html(
        '<span class="av av-{0}">'
        '<img src="{1}" alt="" width="{0}" height="{0}" loading="lazy"></span>',
        size,
        person.portrait_url,
    )


@register.simple_tag
def stack(people: Sequence[Face], size: int = 26, rest: int = 0) -> SafeString:
    """One picture of several faces, named in one label; `rest` people are counted but not shown."""
    if not people:
        return SafeString("")
    faces = format_html_join("", "{}", ((avatar(person, size),) for person in people))
    more = format_html('<span class="av av-{} more">+{}</span>', size, rest) if rest else ""
    return format_html(
        '<span class="stack" role="img" aria-label="{}">{}{}</span>',
        joined([person.name for person in people], rest),
        faces,
        more,
    )


@register.simple_tag
def tile(name: str, size: int = 56) -> SafeString:
    return format_html(
        '<span class="tile tile-{}" aria-hidden="true">{}</span>',
        size,
        _icon(name, max(13, round(size * 0.46))),
    )


@register.simple_tag
def moment(when: datetime) -> SafeString:
    return _time(when, moment_text(when, timezone.now()))


@register.simple_tag
def fixed_moment(when: datetime) -> SafeString:
    """For fragments that are stored: the text never says today, the browser does."""
    return _time(when, fixed_text(when))


@register.filter
def in_words(which: date) -> str:
    return calendar_day(which)


@register.filter
def number(value: int) -> str:
    return number_format(value, use_l10n=True, force_grouping=True)


@register.filter
def weight(size: int) -> str:
    """Of a file: in the largest unit that leaves whole numbers."""
    for power, unit in ((3, "GB"), (2, "MB"), (1, "kB")):
        if size >= 1000**power:
            return f"{number(round(size / 1000**power))} {unit}"
    return _("%(number)s bytes") % {"number": number(size)}


@register.filter
def as_lead(label: str) -> str:
    """What stands before an explanation: a question keeps its mark, a name gets a colon."""
    return label if label.endswith("?") else f"{label}:"


@register.simple_tag
def control(field: BoundField, **attributes: str) -> SafeString:
    """The input of a form field, dressed; data_controller="…" becomes data-controller="…"."""
    named = {name.replace("_", "-"): value for name, value in attributes.items()}
    css = f"{field.field.widget.attrs.get('class', '')} input".strip()
    return field.as_widget(attrs={"class": css, **named})


@register.simple_tag
def static_or_nothing(path: str) -> str:
    """For the page that says something broke: it must not break itself."""
    try:
        return static(path)
    except Exception:
        return ""


def _time(when: datetime, text: str) -> SafeString:
    return format_html(
        '<time datetime="{}" data-controller="moment" data-moment-clock-value="{}">{}</time>',
        timezone.localtime(when).isoformat(timespec="seconds"),
        clock(when),
        text,
    )


@cache
def _icon(name: str, size: int) -> SafeString:
    return format_html(
        '<svg class="i" width="{0}" height="{0}" aria-hidden="true"><use href="{1}#{2}"/></svg>',
        size,
        _sprite(),
        name,
    )


@cache
def _sprite() -> str:
    # A page shows hundreds of icons, and asking the static storage takes longer than drawing one.
    return static("icons.svg")
