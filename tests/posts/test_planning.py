"""What is planned is posted at its time, once, as its author would; or it says why not and loses nothing."""

import os
import signal
import subprocess
import sys
from datetime import date, datetime, timedelta
from pathlib import Path
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.utils import timezone

from communities.actions import archive_community
from people.actions import change_access, choose_time_zone
from people.models import User
from people.permissions import TimeZoneIsUnknown
from people.zones import HourNeverComes, moment_in, zone_of
from posts.actions import forget_old_attachments
from posts.due import post_what_is_due
from posts.models import Attachment, Draft, Post
from tests.at_once import at_once
from tests.conftest import Visitor
from tests.factories import a_community, a_member, a_person
from tests.factories.files import a_file, a_picture

WRITE = "/schrijven/"
ROOT = Path(__file__).resolve().parents[2]


def told(at: datetime) -> str:
    return at.astimezone(ZoneInfo("Europe/Amsterdam")).strftime("%Y-%m-%dT%H:%M")


def tomorrow() -> datetime:
    return timezone.now().replace(second=0, microsecond=0) + timedelta(days=1)


def form(**more: object) -> dict[str, object]:
    sound = {
        "client_key": str(uuid4()),
        "soort": "article",
        "title": "Klei",
        "audience": "everyone",
    }
    return (
        sound
        | {"text": "Zwaar.", "tags": "klei", "wait": "1", "publish_at": told(tomorrow())}
        | more
    )


def planned(visitor: Visitor, author: User, **more: object) -> Draft:
    answer = visitor.visit(author).post(WRITE, form(**more))
    assert answer.status_code == 302, answer.text
    draft = Draft.objects.get()
    Draft.objects.filter(pk=draft.pk).update(publish_at=timezone.now() - timedelta(seconds=1))
    return draft


@pytest.mark.django_db
def test_a_planned_post_waits_and_is_then_posted_once(visitor: Visitor) -> None:
    author = a_person()
    answer = visitor.visit(author).post(WRITE, form(), follow=True)
    assert "Wordt geplaatst op" in answer.text
    draft = Draft.objects.get()
    assert draft.publish_at == tomorrow()
    post_what_is_due()
    assert not Post.objects.exists()
    Draft.objects.update(publish_at=timezone.now())
    post_what_is_due()
    post_what_is_due()
    post = Post.objects.get()
    assert (post.title, post.author, post.client_key) == ("Klei", author, draft.key)
    assert (post.html, [tag.name for tag in post.tags.all()]) == ("<p>Zwaar.</p>", ["klei"])
    assert timezone.now() - post.published_at < timedelta(minutes=1)
    assert not Draft.objects.exists()
    assert visitor.get(f"{WRITE}?concept={draft.key}").url == post.get_absolute_url()


def left(author: User, place: object) -> None:
    author.memberships.all().delete()


def archived(author: User, place: object) -> None:
    archive_community(place.created_by, community=place)


@pytest.mark.django_db
@pytest.mark.parametrize("loses", [left, archived])
def test_who_lost_the_right_since_reads_why_and_keeps_the_text(
    visitor: Visitor, loses: object
) -> None:
    place = a_community(kind="closed")
    author = a_member(a_person(), place)
    draft = planned(visitor, author, audience=str(place.pk))
    loses(author, place)
    post_what_is_due()
    post_what_is_due()
    assert not Post.objects.exists()
    draft.refresh_from_db()
    assert "niet meer schrijven" in draft.problem
    assert draft.said["html"] == "<p>Zwaar.</p>"
    assert "niet meer schrijven" in visitor.get("/schrijven/concepten/").text
    assert "niet meer schrijven" in visitor.get("/").text
    page = visitor.get(f"{WRITE}?concept={draft.key}")
    assert page.context["form"]["audience"].field.choices[0][0] == ""


@pytest.mark.django_db
def test_whose_account_ended_posts_nothing(visitor: Visitor) -> None:
    author = a_person()
    draft = planned(visitor, author)
    change_access(None, person=author, kind="employee", access_until=None, is_active=False)
    post_what_is_due()
    draft.refresh_from_db()
    assert draft.problem
    assert not Post.objects.exists()


@pytest.mark.django_db
def test_one_that_goes_wrong_leaves_the_others_alone(visitor: Visitor) -> None:
    author = a_person()
    rows = [
        Draft(author=author, key=uuid4(), said=said, publish_at=timezone.now())
        for said in (
            {"soort": 7, "html": None},
            {"soort": "note", "html": "<p>Wel.</p>", "audience": "everyone"},
        )
    ]
    Draft.objects.bulk_create(rows)
    post_what_is_due()
    assert Post.objects.get().html == "<p>Wel.</p>"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("at", "said"),
    [
        ("", "Kies een dag"),
        ("2020-01-01T09:00", "voorbij"),
        ("9999-12-31T23:59", "binnen een jaar"),
        ("0001-01-01T00:00", ""),
        ("morgen", "Kies een dag"),
        ("\x00", "Kies een dag"),
    ],
)
def test_a_moment_that_cannot_be_is_refused_in_words(visitor: Visitor, at: str, said: str) -> None:
    answer = visitor.visit(a_person()).post(WRITE, form(publish_at=at))
    assert answer.status_code == 422
    assert said in str(answer.context["form"].errors["publish_at"])
    assert answer.context["form"]["text"].value() == "Zwaar."
    assert not Draft.objects.exists()


@pytest.mark.django_db
def test_a_time_that_was_filled_in_is_not_passed_by(visitor: Visitor) -> None:
    sent = {name: value for name, value in form().items() if name != "wait"}
    answer = visitor.visit(a_person()).post(WRITE, sent)
    assert answer.status_code == 422
    assert "Plan in" in str(answer.context["form"].errors["publish_at"])
    assert not Post.objects.exists()


def test_an_hour_that_never_comes_and_one_that_comes_twice() -> None:
    amsterdam = ZoneInfo("Europe/Amsterdam")
    with pytest.raises(HourNeverComes):
        moment_in(amsterdam, datetime.fromisoformat("2027-03-28T02:30"))
    first = moment_in(amsterdam, datetime.fromisoformat("2027-10-31T02:30"))
    assert first.twice
    assert first.at.isoformat() == "2027-10-31T02:30:00+02:00"
    assert not moment_in(amsterdam, datetime.fromisoformat("2027-10-31T03:30")).twice


def next_last_sunday(month: int) -> date:
    """When the clock is set forward (March) or back (October)."""
    days = (timezone.localdate() + timedelta(days=n) for n in range(1, 400))
    return next(d for d in days if d.month == month and d.weekday() == 6 and d.day > 24)


@pytest.mark.django_db
def test_across_summer_time_it_is_said(visitor: Visitor) -> None:
    visitor.visit(a_person())
    never = visitor.post(WRITE, form(publish_at=f"{next_last_sunday(3)}T02:30"))
    assert "vooruit" in str(never.context["form"].errors["publish_at"])
    day = next_last_sunday(10)
    twice = visitor.post(WRITE, form(publish_at=f"{day}T02:30"), follow=True)
    assert "twee keer" in twice.text
    assert Draft.objects.get().publish_at.isoformat() == f"{day}T00:30:00+00:00"


@pytest.mark.django_db
def test_the_clock_is_that_of_who_writes(visitor: Visitor) -> None:
    author = a_person()
    answer = visitor.visit(author).post("/account/tijdzone/", {"time_zone": "America/Curacao"})
    assert answer.status_code == 302
    author.refresh_from_db()
    assert zone_of(author).key == "America/Curacao"
    at = tomorrow().astimezone(ZoneInfo("America/Curacao"))
    visitor.post(WRITE, form(publish_at=at.strftime("%Y-%m-%dT%H:%M")))
    assert Draft.objects.get().publish_at == tomorrow()
    assert "Curacao" in visitor.get("/schrijven/concepten/").text
    assert visitor.post("/account/tijdzone/", {"time_zone": "Mars/Olympus"}).status_code == 422
    with pytest.raises(TimeZoneIsUnknown):
        choose_time_zone(author, time_zone="../../etc/passwd")
    choose_time_zone(author, time_zone="")
    assert zone_of(author).key == "Europe/Amsterdam"


@pytest.mark.django_db
def test_kept_as_a_draft_it_is_no_longer_planned(visitor: Visitor) -> None:
    draft = planned(visitor, a_person())
    visitor.post(WRITE, form(client_key=str(draft.key), draft_number=1, keep="draft"))
    draft.refresh_from_db()
    assert draft.publish_at is None
    post_what_is_due()
    assert not Post.objects.exists()


@pytest.mark.django_db
def test_what_is_changed_meanwhile_goes_along(visitor: Visitor) -> None:
    draft = planned(visitor, a_person())
    later = form(client_key=str(draft.key), draft_number=1, text="Toch licht.")
    visitor.post("/schrijven/concept/", later)
    post_what_is_due()
    assert Post.objects.get().html == "<p>Toch licht.</p>"


@pytest.mark.django_db(transaction=True)
def test_two_processes_at_once_post_it_once(visitor: Visitor) -> None:
    planned(visitor, a_person())
    assert at_once(*[post_what_is_due] * 3) == []
    assert Post.objects.count() == 1
    assert not Draft.objects.exists()


HALFWAY = """
import os, signal, django
django.setup()
from posts import sending
from posts.due import post_what_is_due
sent = sending.send
sending.send = lambda form: (sent(form), os.kill(os.getpid(), signal.SIGKILL))
post_what_is_due()
"""


@pytest.mark.django_db(transaction=True)
def test_killed_halfway_it_is_posted_once(visitor: Visitor) -> None:
    planned(visitor, a_person())
    database = connection.settings_dict
    address = f"sqlite:///{database['NAME']}"
    if connection.vendor != "sqlite":
        address = os.environ["DATABASE_URL"].rpartition("/")[0] + f"/{database['NAME']}"
    world = os.environ | {
        "DATABASE_URL": address,
        "DJANGO_SETTINGS_MODULE": "kenniscafe.settings.test",
    }
    killed = subprocess.run([sys.executable, "-W", "ignore", "-c", HALFWAY], cwd=ROOT, env=world)
    assert killed.returncode == -signal.SIGKILL
    assert not Post.objects.exists()
    assert Draft.objects.count() == 1
    post_what_is_due()
    assert Post.objects.count() == 1
    assert not Draft.objects.exists()


@pytest.mark.django_db
def test_a_picture_a_document_and_a_poll_wait_with_their_text(visitor: Visitor) -> None:
    author, colleague = a_person(), a_person()
    picture, table = a_picture(author), a_file(author)
    html = f'<p>Zie:</p><figure><img data-file="{picture.pk}" alt="Gras"></figure>'
    poll = {"poll_options": "Maandag\nDinsdag", "poll_several": "on", "poll_named": "on"}
    draft = planned(visitor, author, text="", html=html, files=[table.pk], **poll)
    Attachment.objects.update(added_at=timezone.now() - timedelta(days=90))
    forget_old_attachments()
    assert visitor.visit(colleague).get(picture.src).status_code == 404
    post_what_is_due()

    post = Post.objects.get(client_key=draft.key)
    assert 'alt="Gras"' in post.html
    assert [option.text for option in post.poll.options.all()] == ["Maandag", "Dinsdag"]
    assert (post.poll.several, post.poll.named) == (True, True)
    page = visitor.get(post.get_absolute_url()).text
    assert picture.src in page
    assert table.name in page
    assert "Maandag" in page
    for address in (picture.src, table.address):
        assert visitor.get(address).status_code == 200
    option = post.poll.options.all()[0]
    visitor.post(f"{post.get_absolute_url()}stem/", {"option": option.pk})
    assert option.votes.count() == 1
