"""Everything people write with is offered what would run, lead astray or reach into the page: it comes out as words."""

import json
from collections.abc import Iterator, Sequence
from html import escape

import pytest

from kenniscafe import richtext
from people.models import User
from posts.actions import add_template, edit_post, start_poll
from posts.forms.fields import LONGEST_TEXT
from posts.models import Attachment, Draft, Post
from tests.conftest import Visitor
from tests.factories import a_community, a_person
from tests.factories.files import a_file, a_picture
from tests.factories.posts import a_post
from tests.kenniscafe.test_richtext_xss import PAYLOADS, Inspector
from tests.posts.hostile import SHARP, Page, faults_of

pytestmark = pytest.mark.django_db

WRITE, AUTOSAVE = "/schrijven/", "/schrijven/concept/"
SOUND = {"soort": "article", "title": "Zware klei", "text": "Voel maar.", "audience": "everyone"}


def by(most: int, payloads: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(payloads), most):
        yield payloads[start : start + most]


@pytest.fixture
def author(visitor: Visitor) -> User:
    person = a_person()
    visitor.visit(person)
    return person


def test_a_page_with_a_payload_in_it_is_seen_to_have_one() -> None:
    assert sum(bool(Page(payload).faults) for payload in PAYLOADS) > 200
    assert Page('<p id="a"></p><p id="a"></p>').faults != []


@pytest.mark.same_everywhere
@pytest.mark.parametrize("field", ["text", "html"])
def test_what_is_posted_is_harmless_in_either_form(
    visitor: Visitor, author: User, field: str
) -> None:
    for payload in PAYLOADS:
        said = {"soort": "question", "title": payload[:200].strip() or "Leeg", field: payload}
        answer = visitor.post(WRITE, SOUND | {"text": ""} | said)
        assert answer.status_code == 302, payload
    for post in Post.objects.all():
        assert Inspector(post.html).faults == []
        assert richtext.sanitise(post.html) == post.html
    for post in Post.objects.order_by("pk")[::9]:
        assert faults_of(visitor.get(post.get_absolute_url())) == [], post.html
        assert faults_of(visitor.get(f"{post.get_absolute_url()}bewerken/")) == [], post.html
    assert faults_of(visitor.get("/?toon=alles")) == []


@pytest.mark.same_everywhere
def test_what_is_saved_by_itself_comes_back_harmless(visitor: Visitor, author: User) -> None:
    for number, payload in enumerate(PAYLOADS):
        key = f"00000000-0000-4000-8000-{number:012}"
        field = "html" if number % 2 else "text"
        said = {
            "client_key": key,
            "title": payload,
            field: payload,
            "tags": payload,
            "onload": payload,
        }
        answer = visitor.post(AUTOSAVE, SOUND | {"text": ""} | said)
        assert answer.status_code == 200, payload
        assert Inspector(Draft.objects.get(key=key).said["html"]).faults == [], payload
        if payload in SHARP:
            assert faults_of(visitor.get(f"{WRITE}?concept={key}")) == [], payload
        if number % 50 == 49:
            assert faults_of(visitor.get("/schrijven/concepten/")) == []
            Draft.objects.all().delete()


def test_what_another_device_saved_is_told_as_data(visitor: Visitor, author: User) -> None:
    key = "00000000-0000-4000-8000-000000000000"
    for payload in SHARP:
        Draft.objects.all().delete()
        visitor.post(AUTOSAVE, SOUND | {"client_key": key, "title": payload, "html": payload})
        answer = visitor.post(AUTOSAVE, SOUND | {"client_key": key, "text": "Een ander."})
        if answer.status_code == 409:
            assert answer["Content-Type"] == "application/json"
            assert Inspector(json.loads(answer.content)["html"]).faults == [], payload


def test_a_refused_form_shows_it_as_it_was_typed(visitor: Visitor, author: User) -> None:
    fields = [
        "title",
        "text",
        "html",
        "tags",
        "involved",
        "stage",
        "publish_at",
        "files",
        "draft_number",
    ]
    fields += ["poll_options", "poll_closes_at", "client_key", "soort", "audience"]
    for payload in SHARP:
        answer = visitor.post(WRITE, dict.fromkeys(fields, payload))
        assert answer.status_code == 422
        assert faults_of(answer) == [], payload


@pytest.mark.same_everywhere
def test_the_page_of_two_texts_shows_both_harmless(visitor: Visitor, author: User) -> None:
    post = a_post(author, title="Klei", html="<p>Zware klei.</p>")
    edit_post(
        author, post=post, title="<script>1</script>", html="<p>Lichte klei.</p>", tags=["<b>"]
    )
    address = f"/berichten/{post.pk}/bewerken/"
    for payload in SHARP:
        said = {
            "title": payload[:200] or "x",
            "html": f"<p>Zware klei.</p>{payload}",
            "tags": "klei",
        }
        said |= {"changed": payload[:200], "based_on": "0", f"alt-1{payload}": payload}
        answer = visitor.post(address, said)
        assert answer.status_code == 409, payload
        assert faults_of(answer) == [], payload
        again = visitor.post(address, said | {"settle": "merge", "began": "0", "based_on": "1"})
        assert again.status_code == 200
        assert faults_of(again) == [], payload


@pytest.mark.same_everywhere
def test_what_edits_changed_and_why_is_shown_harmless(visitor: Visitor, author: User) -> None:
    for payloads in by(30, PAYLOADS):
        post = a_post(author, title="Klei", html="<p>Zware klei.</p>")
        for number, payload in enumerate(payloads):
            edit_post(
                author,
                post=post,
                title=payload[:200].strip() or "Klei",
                html=f"<p>Zware klei {number}.</p>{payload}",
                changed=payload,
            )
            post.refresh_from_db()
        for path in ("", "eerder/", "eerder/?van=1&tot=9"):
            assert faults_of(visitor.get(post.get_absolute_url() + path)) == [], path


@pytest.mark.same_everywhere
def test_a_template_offers_it_as_words(visitor: Visitor, author: User) -> None:
    community = a_community(manager=author)
    address = f"/communities/{community.slug}/sjablonen/"
    for payload in SHARP:
        said = {"name": payload[:80], "soort": "note", "title": payload[:200], "text": payload}
        assert faults_of(visitor.post(address, said | {"soort": payload})) == [], payload
        made = add_template(
            author, community=community, name=payload[:80], kind="note", title=payload[:200],
            html=f"<p>x</p>{payload}",
        )  # fmt: skip
        assert Inspector(made.html).faults == [], payload
        assert faults_of(visitor.get(f"{WRITE}?sjabloon={made.pk}")) == [], payload
    assert faults_of(visitor.get(address)) == []
    assert faults_of(visitor.get(f"{WRITE}?community={community.slug}")) == []


def test_a_poll_shows_its_choices_as_words(visitor: Visitor, author: User) -> None:
    for payloads in by(10, [*dict.fromkeys(one.strip()[:100] for one in PAYLOADS)][:-1]):
        post = a_post(author)
        choices = [f"{number} {payload}" for number, payload in enumerate(payloads)]
        start_poll(author, post=post, choices=[*choices, "en nog een"][:10], named=True)
        assert faults_of(visitor.get(post.get_absolute_url())) == [], payloads
        visitor.post(f"{post.get_absolute_url()}stem/", {"option": post.poll.options.all()[0].pk})
        assert faults_of(visitor.get(post.get_absolute_url())) == [], payloads


def test_a_file_is_called_by_its_words_wherever_it_stands(visitor: Visitor, author: User) -> None:
    for payloads in by(40, PAYLOADS):
        Attachment.objects.all().delete()
        pks = [a_file(author, name=payload).pk for payload in payloads]
        answer = visitor.post(WRITE, SOUND | {"files": pks, "attach": "1"})
        assert answer.status_code == 200
        assert faults_of(answer) == [], payloads
        post = a_post(author, files=pks)
        assert faults_of(visitor.get(post.get_absolute_url())) == [], payloads
        for file in Attachment.objects.all()[::8]:
            assert faults_of(visitor.get(f"/bestanden/{file.pk}/")) == [], file.name
            shown = visitor.get(file.address)["Content-Disposition"]
            assert "\n" not in shown
            assert shown.startswith("attachment;")


def test_words_of_a_picture_stay_words(visitor: Visitor, author: User) -> None:
    """As the editor writes them, and as a line of the plain form."""
    for payloads in by(40, PAYLOADS):
        pictures = [a_picture(author).pk]
        html = "".join(
            f'<figure><img data-file="{pictures[0]}" src="{escape(one)}" alt="{escape(one)}">'
            f"<figcaption>{escape(one)}{one}</figcaption></figure>"
            for one in payloads
        )
        lines = [f'![{one}](/bestanden/{pictures[0]} "{one}")' for one in payloads]
        for field, text in (("html", html), ("text", "\n\n".join(lines))):
            answer = visitor.post(WRITE, SOUND | {"text": "", field: f"<p>x</p>{text}"})
            assert answer.status_code == 302
            post = Post.objects.latest("pk")
            assert (
                Inspector(post.html.replace(' width="640"', "").replace(' height="360"', "")).faults
                == []
            )
            assert faults_of(visitor.get(post.get_absolute_url())) == [], payloads
            assert faults_of(visitor.get(f"/berichten/{post.pk}/bewerken/")) == [], payloads


@pytest.mark.parametrize("most", [10_000, 5_000])
def test_ten_thousand_mentions_call_fifty_at_most(
    visitor: Visitor, author: User, most: int
) -> None:
    colleagues = [a_person() for _ in range(60)]
    called = [colleagues[number % 60] for number in range(most)]
    spans = "".join(f'<span class="mention" data-person="{one.pk}">@x</span> ' for one in called)
    words = " ".join(f"@{one.handle}" for one in called)
    for said in ({"html": f"<p>{spans}</p>"}, {"text": words}):
        answer = visitor.post(WRITE, SOUND | {"text": ""} | said)
        if len(words) > LONGEST_TEXT:
            assert answer.context["form"].errors.keys() == {"text"}
            [(name, typed)] = said.items()
            assert answer.context["form"][name].value() == typed
            continue
        assert answer.status_code == 302
        post = Post.objects.latest("pk")
        assert len(richtext.mentioned_people(post.html)) == richtext.MOST_MENTIONS
        assert post.involvements.filter(part="mentioned").count() == richtext.MOST_MENTIONS


@pytest.mark.parametrize(
    "deep",
    [
        "<blockquote>" * 1000 + "diep",
        "<blockquote><p>" * 1000 + "diep" + "</p></blockquote>" * 1000,
        "<ul><li>" * 1000 + "diep",
        "<table><tr><td>" * 1000 + "diep",
        "<b><i><s>" * 5000 + "diep",
        "<svg><p><math><mtext>" * 1000 + "diep",
    ],
)
def test_what_is_nested_without_end_is_stored_flat(
    visitor: Visitor, author: User, deep: str
) -> None:
    said = SOUND | {"text": "", "html": deep, "client_key": "00000000-0000-4000-8000-000000000000"}
    assert visitor.post(AUTOSAVE, said).status_code == 200
    assert visitor.post(WRITE, said).status_code == 302
    post = Post.objects.get()
    assert "diep" in richtext.plain_text(post.html)
    for path in ("", "bewerken/"):
        assert visitor.get(f"/berichten/{post.pk}/{path}").status_code == 200
