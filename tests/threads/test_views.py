import json
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from communities.models import Archival
from people.models import User
from tests.conftest import Visitor
from tests.factories import a_community, a_guest, a_member, a_person
from tests.factories.threads import a_reply, a_thread, many_replies
from tests.threads.answers import body_of
from threads.actions import describe_thread, react, remove_message
from threads.models import Message, Reaction, Thread

pytestmark = pytest.mark.django_db

HTMX = {"HTTP_HX_REQUEST": "true"}


def reply_to(thread: Thread) -> str:
    return reverse("reply", args=[thread.pk])


def press(thread: Thread) -> str:
    return reverse("react", args=[thread.pk])


def said(text: str = "Dat herken ik.", **more: object) -> dict[str, object]:
    return {"text": text, "client_key": str(uuid4()), "quotes": "", "quoted_words": "", **more}


def test_a_reply_is_posted_and_shown_where_it_stands(visitor: Visitor) -> None:
    thread, author = a_thread(), a_person()

    answer = visitor.visit(author).post(reply_to(thread), said("Dat **klopt**."))

    message = Message.objects.get()
    assert (message.author, message.html) == (author, "<p>Dat <strong>klopt</strong>.</p>")
    assert answer.headers["Location"] == "/?pagina=1#reactie-1"


def test_a_reply_on_a_later_page_leads_to_that_page(visitor: Visitor) -> None:
    thread, author = a_thread(), a_person()
    many_replies(thread, 200, by=author)

    answer = visitor.visit(author).post(reply_to(thread), said())

    assert answer.headers["Location"] == "/?pagina=3#reactie-201"


def test_pressing_post_twice_posts_once(visitor: Visitor) -> None:
    thread, form = a_thread(), said()
    visitor.visit(a_person())

    answers = [visitor.post(reply_to(thread), form) for _ in range(2)]

    assert answers[0].headers["Location"] == answers[1].headers["Location"]
    assert Message.objects.count() == 1


def test_an_empty_reply_says_so_and_posts_nothing(visitor: Visitor) -> None:
    answer = visitor.visit(a_person()).post(reply_to(a_thread()), said("  "))

    assert answer.status_code == 422
    assert "aria-invalid" in answer.text
    assert not Message.objects.exists()


def test_a_refused_reply_keeps_what_was_typed_and_quoted(visitor: Visitor) -> None:
    place = a_community()
    thread, author = a_thread(community=place), a_person()
    first = a_reply(thread, "Oude woorden van toen")
    Archival.objects.create(community=place, by=place.created_by)

    form = said("Mijn <lange> tekst", quotes="1", quoted_words="woorden van")
    answer = visitor.visit(author).post(reply_to(thread), form)

    soup = BeautifulSoup(answer.text, "html.parser")
    assert answer.status_code == 422
    assert soup.textarea.text.strip() == "Mijn <lange> tekst"
    assert soup.find(attrs={"name": "quotes"})["value"] == str(first.number)
    assert soup.find(attrs={"name": "quoted_words"})["value"] == "woorden van"
    assert soup.find(attrs={"name": "client_key"})["value"] == form["client_key"]


def test_a_quotation_that_went_leaves_the_text_and_goes(visitor: Visitor) -> None:
    thread, author = a_thread(), a_person()
    remove_message(author, message=a_reply(thread, by=author))

    answer = visitor.visit(author).post(reply_to(thread), said("Mijn tekst", quotes="1"))

    soup = BeautifulSoup(answer.text, "html.parser")
    assert answer.status_code == 422
    assert soup.find(attrs={"name": "quotes"})["value"] == ""
    assert soup.textarea.text.strip() == "Mijn tekst"


def test_a_quotation_carries_its_words_and_leads_to_its_reply(visitor: Visitor) -> None:
    thread = a_thread()
    a_reply(thread, "De klei brak als een koek.")

    form = said("Precies", quotes="1", quoted_words="brak als een koek")
    visitor.visit(a_person()).post(reply_to(thread), form)

    assert Message.objects.get(number=2).quoted_words == "brak als een koek"


def test_a_handle_becomes_a_mention_of_who_may_read(visitor: Visitor) -> None:
    place = a_community(kind="closed")
    member, outsider = a_member(a_person(), place), a_person()
    thread = a_thread(community=place)

    visitor.visit(member).post(
        reply_to(thread), said(f"@{place.created_by.handle} en @{outsider.handle} en @niemand")
    )

    html = Message.objects.get().html
    assert html.count("data-person") == 1
    assert f'data-person="{place.created_by.pk}"' in html
    assert f"@{outsider.handle}" in html


def test_coming_back_from_signing_in_leads_to_the_conversation(visitor: Visitor) -> None:
    thread = a_thread()
    visitor.visit(a_person())

    assert visitor.get(reply_to(thread)).headers["Location"] == "/#schrijf"
    assert visitor.get(press(thread)).headers["Location"] == "/"


def test_who_is_not_signed_in_is_asked_to(visitor: Visitor) -> None:
    thread = a_thread()

    answer = visitor.post(reply_to(thread), said())

    assert answer.status_code == 302
    assert f"next={reply_to(thread)}" in answer.headers["Location"]
    assert not Message.objects.exists()


def test_the_link_to_one_reply_leads_to_its_page(visitor: Visitor) -> None:
    thread = a_thread()
    describe_thread(thread, audience="employees", title="Klei", address="/berichten/7/")
    many_replies(thread, 150, by=a_person())

    answer = visitor.visit(a_person()).get(reverse("message", args=[thread.pk, 142]))

    assert answer.headers["Location"] == "/berichten/7/?pagina=2#reactie-142"


def test_an_author_edits_in_the_words_they_typed(visitor: Visitor) -> None:
    thread, author, fenna = a_thread(), a_person(), a_person()
    visitor.visit(author).post(reply_to(thread), said(f"Dat weet @{fenna.handle} **zeker**."))
    edit = reverse("edit_message", args=[thread.pk, 1])

    form = BeautifulSoup(visitor.get(edit).text, "html.parser")
    typed = form.textarea.text.strip()
    answer = visitor.post(edit, {"text": f"{typed} En ik ook."})

    assert typed == f"Dat weet @{fenna.handle} **zeker**."
    assert answer.headers["Location"] == "/?pagina=1#reactie-1"
    message = Message.objects.get()
    assert f'data-person="{fenna.pk}"' in message.html
    assert message.html.endswith("En ik ook.</p>")


def test_an_edit_without_words_is_refused(visitor: Visitor) -> None:
    thread, author = a_thread(), a_person()
    a_reply(thread, by=author)

    edit = reverse("edit_message", args=[thread.pk, 1])
    answer = visitor.visit(author).post(edit, {"text": " "})

    assert answer.status_code == 422
    assert Message.objects.get().html == "<p>Dat herken ik.</p>"


def test_removing_asks_first(visitor: Visitor) -> None:
    thread, author = a_thread(), a_person()
    a_reply(thread, by=author)
    remove = reverse("remove_message", args=[thread.pk, 1])
    visitor.visit(author)

    page, dialog = visitor.get(remove), visitor.get(remove, **HTMX)
    assert "<!doctype html>" in page.text
    assert 'id="dialog-title"' in dialog.text
    assert "<!doctype html>" not in dialog.text
    assert Message.objects.standing().exists()

    assert visitor.post(remove).headers["Location"] == "/?pagina=1#reactie-1"
    assert not Message.objects.standing().exists()


@pytest.mark.parametrize("name", ["edit_message", "remove_message"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_what_is_seen_and_not_ones_own_is_forbidden(
    visitor: Visitor, name: str, method: str
) -> None:
    thread = a_thread()
    a_reply(thread)

    visitor.visit(a_person())
    answer = getattr(visitor, method)(reverse(name, args=[thread.pk, 1]), {"text": "Anders"})

    assert answer.status_code == 403
    assert Message.objects.standing().get().html == "<p>Dat herken ik.</p>"


def test_a_reaction_without_a_script_comes_back_to_its_reply(visitor: Visitor) -> None:
    thread, person = a_thread(), a_person()
    reply = a_reply(thread)
    visitor.visit(person)

    answers = [visitor.post(press(thread), {"react": f"{reply.pk}:thanks"}) for _ in range(2)]
    assert [answer.headers["Location"] for answer in answers] == ["/?pagina=1#reactie-1"] * 2
    assert Reaction.objects.get().person == person

    visitor.post(press(thread), {"unreact": f"{reply.pk}:thanks"})
    assert not Reaction.objects.exists()


def test_a_reaction_in_the_page_answers_with_the_new_row(visitor: Visitor) -> None:
    thread, person = a_thread(), a_person()
    reply = a_reply(thread)
    react(a_person(), thread=thread, message=reply, kind="agree")

    answer = visitor.visit(person).post(press(thread), {"react": f"{reply.pk}:agree"}, **HTMX)

    button = BeautifulSoup(answer.text, "html.parser").find(id=f"tik-{reply.pk}-agree")
    assert button.b.text == "2"
    assert answer.headers["HX-Retarget"] == f"#tik-{reply.pk}"
    event = json.loads(answer.headers["HX-Trigger"])["mine:changed"]
    assert event == {"message": str(reply.pk), "kinds": ["agree"]}


def test_a_reaction_to_what_stands_above_answers_with_all_four(visitor: Visitor) -> None:
    thread = a_thread()

    answer = visitor.visit(a_person()).post(press(thread), {"react": ":join"}, **HTMX)

    buttons = BeautifulSoup(answer.text, "html.parser").select("button")
    assert [button["value"] for button in buttons] == [":insightful", ":thanks", ":agree", ":join"]
    assert answer.headers["HX-Retarget"] == "#tik-0"


def test_suggestions_are_options_of_a_list(visitor: Visitor) -> None:
    fenna = a_person("Fenna Postma")
    thread = a_thread()
    visitor.visit(a_person())

    options = visitor.get(reverse("mentionable", args=[thread.pk]), {"q": "post"})

    assert f'data-value="{fenna.handle}"' in options.text
    assert visitor.get(reverse("mentionable", args=[thread.pk]), {"q": "zzz"}).text.strip() == ""


ADDRESSES = {
    "reply": ["get", "post"],
    "react": ["get", "post"],
    "mentionable": ["get"],
    "message": ["get"],
    "edit_message": ["get", "post"],
    "remove_message": ["get", "post"],
}
CELLS = [(name, method) for name, methods in ADDRESSES.items() for method in methods]


def hidden_threads() -> list[tuple[User, Thread]]:
    """Somebody, and a conversation that does not exist for them."""
    hidden, closed, opened = (a_community(kind=kind) for kind in ("hidden", "closed", "open"))
    withdrawn = a_thread()
    a_reply(withdrawn)
    describe_thread(withdrawn, audience="nobody", title="Weg", address="/")
    found = [(a_person(), withdrawn)]
    for viewer, community in [(a_person(), hidden), (a_person(), closed), (a_guest(), opened)]:
        thread = a_thread(community=community)
        a_reply(thread, by=community.created_by)
        found.append((viewer, thread))
    return found


@pytest.mark.parametrize(("name", "method"), CELLS)
def test_a_hidden_conversation_answers_as_an_unknown_one(
    visitor: Visitor, name: str, method: str
) -> None:
    for viewer, thread in hidden_threads():
        visitor.visit(viewer)
        before = Thread.objects.get(pk=thread.pk).last_change
        asked, unknown = (
            getattr(visitor, method)(
                reverse(name, args=[pk] if name in ("reply", "react", "mentionable") else [pk, 1]),
                {"text": "Ja", "react": ":thanks"},
            )
            for pk in (thread.pk, 10**6)
        )
        assert asked.status_code == unknown.status_code == 404
        assert body_of(asked) == body_of(unknown)
        assert Thread.objects.get(pk=thread.pk).last_change == before
