"""A link in a mail stops such mails in one step, for the person it was sent to and nobody else."""

import pytest
from django.core import signing
from django.test import Client

from notifications import unsubscribing
from notifications.actions import tell
from notifications.models import Notice, Telling
from notifications.queries import preference_of
from people.models import User
from tests.factories import a_person
from tests.factories.posts import a_post
from tests.factories.threads import a_reply
from tests.notifications.telling import kinds
from threads.models import Watch

pytestmark = pytest.mark.django_db


@pytest.fixture
def me() -> User:
    return a_person()


def path(link: str) -> str:
    return "/" + link.split("/", 3)[3]


@pytest.mark.parametrize(
    ("what", "stopped"),
    [
        ("bundle", lambda wish: not wish.bundles),
        ("coffee", lambda wish: wish.rhythm == "never"),
        ("mention", lambda wish: wish.channels_of("mention") == {"cafe", "bundle"}),
    ],
)
def test_one_step_without_signing_in_stops_it(me: User, what: str, stopped: object) -> None:
    link = path(unsubscribing.link(me, what))
    browser = Client(enforce_csrf_checks=True)
    asked = browser.get(link)
    assert asked.status_code == 200
    assert not stopped(preference_of(me)), "what only reads links stops nothing"
    answer = browser.post(link, {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert stopped(preference_of(me))
    assert browser.post(link).status_code == 200, "again is no fault"


def test_a_conversation_is_stopped_where_one_may_still_read_it(me: User) -> None:
    post = a_post(me)
    Client().post(path(unsubscribing.link(me, "thread", post.thread_id)))
    a_reply(post.thread)
    assert kinds(me) == []
    secret = a_post(community=None)
    secret.thread.audience = "nobody"
    secret.thread.save()
    Client().post(path(unsubscribing.link(me, "thread", secret.thread_id)))
    assert not Watch.objects.filter(thread=secret.thread, person=me).exists()


@pytest.mark.parametrize("token", ["x", "a:b:c", "9" * 400, "%00", "WzEsImJ1bmRsZSIsMF0:1:x"])
def test_a_link_cannot_be_made_up(me: User, token: str) -> None:
    assert Client().get(f"/meldingen/afmelden/{token}/").status_code == 404
    assert Client().post(f"/meldingen/afmelden/{token}/").status_code == 404


def test_what_was_signed_for_something_else_is_no_link(me: User) -> None:
    token = signing.dumps([me.pk, "bundle", 0], salt="something else")
    assert Client().post(f"/meldingen/afmelden/{token}/").status_code == 404
    assert preference_of(me).bundles


def test_a_link_to_somebody_who_is_gone_leads_nowhere(me: User) -> None:
    a_person()
    link = path(unsubscribing.link(me, "bundle"))
    me.delete()
    assert Client().post(link).status_code == 404


def test_nobody_is_told_twice_of_one_event(me: User) -> None:
    post = a_post(me)
    a_reply(post.thread)
    [telling] = Telling.objects.filter(event="MessagePosted")
    tell(telling.pk)
    tell(telling.pk)
    assert Notice.objects.filter(person=me).count() == 1
