"""Whose account ends while a page is open does nothing more on it, whatever button it still shows."""

import pytest
from django.test import Client
from django.urls import reverse

from people.models import User
from posts.models import Draft, Post, Report
from tests.conftest import Visitor
from tests.factories import a_person, an_administrator
from tests.factories.posts import a_post
from tests.people.doors import sign_in
from threads.models import Message

pytestmark = pytest.mark.django_db
KEY = {"client_key": "5f0a3c1e-0000-4000-8000-000000000001"}
WORDS = {"text": "Nog iets."}
BUTTONS: dict[str, tuple[str, dict[str, str]]] = {
    "reply": ("/gesprekken/{thread}/reacties", KEY | WORDS),
    "post": ("/schrijven/", KEY | WORDS | {"soort": "note", "audience": "everyone"}),
    "draft": ("/schrijven/concept/", KEY | WORDS | {"soort": "note", "draft_number": "0"}),
    "report": ("/melden/?bericht={post}", {"rule": "hurtful"}),
    "profile": ("/account/profiel/", {"name": "Iemand Anders"}),
}


def is_sent_to_the_door(door: Client, button: str, post: Post) -> bool:
    """What a script sends hears it in words."""
    path, said = BUTTONS[button]
    answer = door.post(path.format(thread=post.thread_id, post=post.pk), said)
    return answer.status_code == 401 or "/aanmelden/" in answer.headers.get("Location", "")


def written(person: User) -> int:
    mine = (
        Message.objects.filter(author=person),
        Post.objects.filter(author=person),
        Draft.objects.filter(author=person),
        Report.objects.filter(reporter=person),
        User.objects.filter(pk=person.pk, name="Iemand Anders"),
    )
    return sum(rows.count() for rows in mine)


@pytest.mark.parametrize("button", BUTTONS)
def test_a_button_of_a_page_that_was_open_leads_to_the_door(visitor: Visitor, button: str) -> None:
    person, colleague, post = a_person(), a_person(), a_post()
    doors = {each: Client() for each in (person, colleague)}
    for each, door in doors.items():
        sign_in(door, each.email)
        assert door.get(post.get_absolute_url()).status_code == 200
    end = f"{reverse('one_account', args=[person.handle])}beeindigen/"
    visitor.visit(an_administrator()).post(end, {"reason": "Uit dienst."})

    assert is_sent_to_the_door(doors[person], button, post)
    assert written(person) == 0
    assert not is_sent_to_the_door(doors[colleague], button, post)
    assert written(colleague) == 1, "else this proves nothing"
