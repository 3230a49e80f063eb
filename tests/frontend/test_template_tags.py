from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from django import forms
from django.template import Context, Template
from django.utils import timezone, translation

from frontend.moments import fixed_text, moment_text


@dataclass(frozen=True)
class Person:
    name: str
    portrait_url: str = "/portrait/7.svg"


def render(source: str, **context: object) -> str:
    return Template("{% load cafe %}" + source).render(Context(context)).strip()


def test_an_icon_is_a_reference_into_the_sprite() -> None:
    html = render('{% icon "bookmark" 18 %}')
    assert 'width="18"' in html
    assert 'icons.svg#bookmark"' in html
    assert 'aria-hidden="true"' in html


def test_a_face_is_decoration() -> None:
    html = render("{% avatar person 40 %}", person=Person("Fenna Postma"))
    assert 'class="av av-40"' in html
    assert 'alt=""' in html


def test_somebody_who_is_gone_has_no_face() -> None:
    assert "<img" not in render("{% avatar person 40 %}", person=None)


def test_a_stack_names_everybody_in_one_label() -> None:
    people = [Person("Fenna Postma"), Person('Ravi "R" Ramdin')]
    with translation.override("en"):
        assert "and 4 others" in render("{% stack people 26 rest=4 %}", people=people)
        assert "and 1 other" in render("{% stack people 26 rest=1 %}", people=people)
        html = render("{% stack people 26 %}", people=people)
    assert 'role="img"' in html
    assert "Fenna Postma and Ravi &quot;R&quot; Ramdin" in html


def test_nobody_makes_no_stack() -> None:
    assert render("{% stack people %}", people=[]) == ""


@pytest.mark.parametrize(("language", "shown"), [("nl", "1.224"), ("en", "1,224")])
def test_numbers_are_grouped_as_the_reader_does(language: str, shown: str) -> None:
    with translation.override(language):
        assert render("{{ 1224|number }}") == shown


def at(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=timezone.get_current_timezone())  # type: ignore[misc]


NOW = at(2025, 11, 18, 15, 0)


@pytest.mark.parametrize(
    ("when", "shown"),
    [
        (at(2025, 11, 18, 14, 30), "today 2:30 pm"),
        (at(2025, 11, 18, 0, 0), "today 12:00 am"),
        (at(2025, 11, 17, 16, 10), "yesterday 4:10 pm"),
        (at(2025, 11, 17, 23, 59), "yesterday 11:59 pm"),
        (at(2025, 11, 4, 9, 0), "4 November"),
        (at(2024, 11, 4, 9, 0), "4 November 2024"),
    ],
)
def test_a_moment_reads_well_without_a_script(when: datetime, shown: str) -> None:
    with translation.override("en"):
        assert moment_text(when, NOW) == shown


def test_a_kept_fragment_never_says_today() -> None:
    with translation.override("en"):
        assert fixed_text(at(2025, 11, 18, 14, 30)) == "18 November 2025, 2:30 pm"


def test_the_browser_gets_the_moment_with_its_offset() -> None:
    html = render("{% moment when %}", when=timezone.now() - timedelta(days=40))
    assert 'data-controller="moment"' in html
    assert "+0" in html


class Form(forms.Form):
    title = forms.CharField(label="Title", help_text="Short.", max_length=5)
    kind = forms.ChoiceField(choices=[("a", "Open")], widget=forms.RadioSelect)
    secret = forms.CharField(widget=forms.PasswordInput)


def field(name: str, data: dict[str, str] | None = None) -> str:
    source = '{% include "components/form_field/form_field.html" with field=field %}'
    return render(source, field=Form(data)[name])


def test_a_field_ties_hint_and_error_to_its_input() -> None:
    html = field("title", {"title": "too long <b>"})
    assert 'aria-describedby="id_title_helptext id_title_error"' in html
    assert 'id="id_title_helptext"' in html
    assert 'id="id_title_error"' in html
    assert 'aria-invalid="true"' in html
    assert "too long &lt;b&gt;" in html


def test_radios_stand_in_a_fieldset_the_summary_can_point_at() -> None:
    html = field("kind", {})
    assert '<fieldset class="field" id="id_kind"' in html
    summary = render(
        '{% include "components/error_summary/error_summary.html" %}', form=Form({"title": ""})
    )
    assert 'href="#id_kind"' in summary


def test_a_password_never_comes_back_in_the_page() -> None:
    assert "geheim" not in field("secret", {"secret": "geheim"})
