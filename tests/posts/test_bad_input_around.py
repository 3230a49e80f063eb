"""The table of bad input on the smaller forms around a post, a tag and an account: said in words, nothing half written."""

import re
from collections.abc import Callable
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile

from people.models import User
from posts.actions import judge, report, save_draft
from posts.models import (
    Attachment,
    Case,
    Draft,
    Judgement,
    Obsolescence,
    Poll,
    PollVote,
    Post,
    Report,
    Template,
    Verification,
)
from tags.models import Tag
from tests.conftest import Visitor
from tests.factories import a_community, a_member, a_person, an_administrator
from tests.factories.files import CSV, a_file
from tests.factories.posts import a_post
from tests.factories.threads import a_reply
from threads.models import Withheld

pytestmark = pytest.mark.django_db

TOKENS = re.compile(r'(X-CSRFToken": "|csrfmiddlewaretoken" value="|nonce=")[^"]*')
FORM = "application/x-www-form-urlencoded"
KEY = "00000000-0000-4000-8000-000000000000"
NASTY = {
    "empty": "",
    "nothing visible": " \u200b\u2060\ufeff\n",
    "a megabyte": "x" * 1_000_000,
    "control characters": "ja\x01\x1b[31m nee\x7f",
    "a null": "ja\x00nee",
    "emoji": "👩‍👩‍👧‍👦 goed",
    "right to left": "مرحبا بالعالم \u202edef",
    "script": "</textarea><script>alert(1)</script>",
    "javascript": "javascript:alert(1)",
    "data": "data:text/html,<script>alert(1)</script>",
    "a template": "{{ 7|add:7 }}{% debug %}",
    "a number of nothing": "999999999",
    "a large number": "9" * 40,
    "a number of other letters": "²٣",
    "below nothing": "-1",
    "a query": "1 OR 1=1; --",
}
Made = tuple[str, dict[str, object], tuple[str, ...]]


def looked_after(me: User) -> Made:
    said = {"owner": f"@{me.handle}", "check_every": "12"}
    return f"/berichten/{a_post(me).pk}/bijhouden/", said, ("owner", "check_every")


def obsolete(me: User) -> Made:
    said = {"reason": "Er is iets nieuws.", "replacement": "", "chosen": ""}
    return f"/berichten/{a_post(me).pk}/achterhaald/", said, ("reason", "replacement", "chosen")


def moved(me: User) -> Made:
    post = a_post(me, community=a_community(manager=me))
    return f"/berichten/{post.pk}/verplaatsen/", {"to": "everyone"}, ("to",)


def tag(me: User) -> Made:
    a_post(tags=["klei"])
    said = {"name": "klei", "name_en": "clay", "description": "Grond.", "synonyms": "leem"}
    return "/tags/klei/bewerken/", said, (*said, "description_en")


def merged(me: User) -> Made:
    a_post(tags=["klei", "leem"])
    return "/tags/klei/samenvoegen/", {"into": "leem"}, ("into",)


def template(me: User) -> Made:
    place = a_community(manager=me)
    said = {"name": "Verslag", "soort": "article", "title": "", "text": "Wat zag je?"}
    return f"/communities/{place.slug}/sjablonen/", said, tuple(said)


def zone(me: User) -> Made:
    return "/account/tijdzone/", {"time_zone": "America/Paramaribo"}, ("time_zone",)


def autosaved(me: User) -> Made:
    said = {"client_key": KEY, "title": "Klei", "text": "Zwaar.", "draft_number": "0"}
    return "/schrijven/concept/", said, (*said, "post", "based_on", "tags", "publish_at", "files")


def edited(me: User) -> Made:
    said = {"title": "Klei", "text": "Zwaar.", "based_on": "0", "changed": "Een woord."}
    more = ("draft_number", "files", "settle", "began", "detach", "place", "attach")
    return f"/berichten/{a_post(me).pk}/bewerken/", said, (*said, *more)


def polled(me: User) -> Made:
    said = {"soort": "note", "text": "Kies.", "audience": "everyone", "poll_options": "Ja\nNee"}
    more = ("poll_several", "poll_named", "poll_closes_at", "publish_at", "files", "place")
    return "/schrijven/", said, ("poll_options", *more)


def uploaded(me: User) -> Made:
    file = SimpleUploadedFile("vocht.csv", CSV)
    return (
        "/bestanden/",
        {"file": file, "draft": KEY, "client_key": KEY},
        ("draft", "client_key", "file"),
    )


def reported(me: User) -> Made:
    return (
        f"/melden/?bericht={a_post().pk}",
        {"rule": "other", "words": "Dit klopt niet."},
        ("rule", "words"),
    )


def judged(me: User) -> Made:
    place = a_community(manager=me)
    case = report(
        a_person(),
        thing=a_post(a_member(a_person(), place), community=place),
        rule="other",
        words="Nee.",
    )
    said = {"what": "warn", "rule": "hurtful", "reason": "Speel de bal.", "seen": "0"}
    return f"/communities/{place.slug}/gemeld/{case.pk}/", said, tuple(said)


def adapted(me: User) -> Made:
    place = a_community()
    reply = a_reply(a_post(place.created_by, community=place).thread, by=me)
    case = report(a_person(), thing=reply, rule="hurtful")
    judge(place.created_by, case=case, what="hide", rule="hurtful", reason="Bal.", seen=0)
    address = f"/gesprekken/{reply.thread_id}/{reply.number}/bewerken/"
    return address, {"text": "Kom eens kijken."}, ("text",)


FORMS: dict[str, Callable[[User], Made]] = {
    made.__name__: made
    for made in (
        looked_after, obsolete, moved, tag, merged, template, zone, autosaved, edited, polled, uploaded,
        reported, judged, adapted,
    )
}  # fmt: skip


@pytest.mark.parametrize("case", NASTY)
@pytest.mark.parametrize("form", FORMS)
def test_any_value_in_any_field_is_taken_or_refused_in_words(
    visitor: Visitor, form: str, case: str
) -> None:
    me = an_administrator()
    address, said, fields = FORMS[form](me)
    visitor.visit(me)
    for field in fields:
        answer = visitor.post(address, said | {field: NASTY[case]})
        assert answer.status_code in (200, 201, 302, 404, 409, 422), (field, answer.status_code)
        if "json" in answer["Content-Type"]:
            assert answer.status_code < 400 or answer.json()["message"]
        else:
            assert "<script>alert(1)" not in answer.text
            if answer.status_code == 422:
                _says_where_and_keeps(answer, field, said, NASTY[case])
        for file in said.values():
            if isinstance(file, SimpleUploadedFile):
                file.seek(0)


def _says_where_and_keeps(answer: object, field: str, said: dict[str, object], typed: str) -> None:
    soup = BeautifulSoup(answer.text, "html.parser")
    problem = soup.select_one(f"#id_{field}_error") or soup.select_one(".errsum")
    assert problem is not None, field
    assert problem.text.strip(), field
    for name, value in (said | {field: typed}).items():
        kept = soup.select_one(f"textarea[name={name}], input[type=text][name={name}]")
        if kept is not None and "\x00" not in str(value):
            shown = kept.text if kept.name == "textarea" else kept.get("value", "")
            assert shown.strip() == " ".join(str(value).split("\n")).strip() or (
                shown.strip() == str(value).strip()
            ), name


@pytest.mark.parametrize("form", FORMS)
def test_bytes_that_are_no_text_break_nothing(visitor: Visitor, form: str) -> None:
    me = an_administrator()
    address, said, fields = FORMS[form](me)
    visitor.visit(me)
    for raw in ("%ED%A0%80", "%FF%FE", "a%C0%AFb"):
        body = "&".join(f"{name}={raw}" for name in (*said, *fields))
        answer = visitor.generic("POST", address, body, content_type=FORM)
        assert answer.status_code in (200, 302, 404, 422), answer.status_code


@pytest.mark.parametrize("form", FORMS)
def test_sent_with_nothing_in_it_nothing_is_done(visitor: Visitor, form: str) -> None:
    me = an_administrator()
    address, _, _ = FORMS[form](me)
    before = _everything()
    answer = visitor.visit(me).post(address, {})
    assert answer.status_code in (200, 302, 422)
    assert _everything() == before or form in ("zone", "edited")


@pytest.mark.parametrize("form", FORMS)
def test_sent_by_nobody_nothing_is_done(visitor: Visitor, form: str) -> None:
    me = an_administrator()
    address, said, _ = FORMS[form](me)
    before = _everything()
    assert visitor.post(address, said).status_code in (302, 401, 403)
    assert _everything() == before
    for method in ("put", "delete", "patch"):
        assert getattr(visitor.visit(me), method)(address).status_code == 405
    assert _everything() == before


@pytest.mark.parametrize("form", FORMS)
def test_sent_twice_it_is_done_once(visitor: Visitor, form: str) -> None:
    me = an_administrator()
    address, said, _ = FORMS[form](me)
    visitor.visit(me)
    said |= {"client_key": str(uuid4())} if form == "polled" else {}
    first = visitor.post(address, said)
    assert first.status_code in (200, 201, 302), first.text[:300]
    once = _everything()
    for file in said.values():
        if isinstance(file, SimpleUploadedFile):
            file.seek(0)
    again = visitor.post(address, said)
    assert again.status_code in (200, 201, 302, 404, 409, 422)
    assert _everything() == once


def _everything() -> tuple[object, ...]:
    """How much there is of what these forms make, and what they change."""
    kinds = (Post, Draft, Attachment, Template, Poll, PollVote, Obsolescence, Verification)
    judged = (Case, Report, Judgement)
    posts = list(
        Post.objects.order_by("pk").values_list("title", "html", "community", "check_every")
    )
    tags = list(Tag.objects.order_by("pk").values_list("name", "name_en", "merged_into"))
    zones = list(User.objects.order_by("pk").values_list("time_zone", flat=True))
    withheld = list(Withheld.objects.values_list("html", flat=True))
    counts = [kind.objects.count() for kind in (*kinds, *judged)]
    return (*counts, posts, tags, zones, withheld)


@pytest.mark.parametrize(
    "path",
    ["achterhaald", "bijhouden", "bewerken", "verplaatsen", "klopt-nog", "klopt-weer", "stem", "peiling/dicht"],
)  # fmt: skip
def test_the_post_of_a_place_one_does_not_know_is_not_there(visitor: Visitor, path: str) -> None:
    hidden = a_community(kind="hidden")
    post = a_post(hidden.created_by, community=hidden)
    visitor.visit(a_person())
    there, nowhere = (
        visitor.post(f"/berichten/{pk}/{path}/", {"to": "everyone"}) for pk in (post.pk, 10**9)
    )
    assert (there.status_code, nowhere.status_code) == (404, 404)
    assert TOKENS.sub("", there.text).replace(f"/{post.pk}/", f"/{10**9}/") == TOKENS.sub(
        "", nowhere.text
    )


def test_a_file_a_draft_and_a_template_of_another_are_not_there(visitor: Visitor) -> None:
    hidden = a_community(kind="hidden")
    file, owner = a_file(), a_person()
    draft = save_draft(owner, key=uuid4(), said={"title": "Klei"}, number=0)
    visitor.visit(a_person())
    for address in (
        f"/bestanden/{file.pk}/weg/",
        f"/schrijven/concept/{draft.key}/weg/",
        f"/communities/{hidden.slug}/sjablonen/",
        f"/communities/{hidden.slug}/sjablonen/1/",
    ):
        assert visitor.post(address, {}).status_code == 404, address
    assert visitor.get(f"/schrijven/?concept={draft.key}").status_code == 404
    answer = visitor.post("/schrijven/", {"files": [file.pk], "attach": "1"})
    assert file.name not in answer.text
    visitor.post("/schrijven/", {"detach": [file.pk]})
    assert Attachment.objects.filter(pk=file.pk).exists()
