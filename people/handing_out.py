"""What people themselves hold of somebody, as they get it and as it ends: profile, tags, follows, days away."""

from typing import Any

from django.apps import apps
from django.db.models import Q, QuerySet

from people.models import (
    Absence,
    Device,
    Editor,
    Follow,
    Invite,
    PersonTag,
    Profile,
    Roster,
    RosterLine,
    User,
)
from people.permissions import can_view
from people.personal import Bundle, Words

# Of others, and only ever of one person: they go with them.
FOREIGN = (
    "account.EmailAddress",
    "kenniscafe.Letter",
    "mfa.Authenticator",
    "socialaccount.SocialAccount",
    "wagtailadmin.EditingSession",
    "wagtailadmin.FormState",
    "wagtailcore.APIToken",
    "wagtailcore.PageSubscription",
    "wagtailusers.UserProfile",
)
HOLDS = (
    "people.Profile",
    "people.PersonTag",
    "people.Follow",
    "people.Absence",
    "people.Export",
    "people.Departure",
    "people.Device",
    "people.Editor",
    "people.Invite",
    "people.Roster",
    "people.RosterLine",
    "people.User_groups",
    "people.User_user_permissions",
    *FOREIGN,
)


def export(person: User, bundle: Bundle) -> None:
    bundle.rows("profile.json", [_profile(person)])
    said = PersonTag.objects.filter(person=person).select_related("tag").order_by("pk")
    bundle.rows("tags.json", (_tag(row) for row in said.iterator(500)))
    follows = Follow.objects.filter(follower=person).select_related("person", "tag").order_by("pk")
    bundle.rows("following.json", (_followed(person, row) for row in follows.iterator(500)))
    away = Absence.objects.filter(person=person).select_related("stand_in").order_by("pk")
    bundle.rows("away.json", (_away(person, row) for row in away.iterator(500)))


def leave(person: User, _words: Words, most: int) -> int:
    Absence.objects.filter(stand_in=person.pk).update(
        stand_in=None, agreed_at=None, declined_at=None
    )
    Editor.objects.filter(appointed_by=person.pk).update(appointed_by=None)
    Roster.objects.filter(by=person.pk).update(by=None)
    gone: list[QuerySet[Any, Any]] = [
        PersonTag.objects.filter(person=person.pk),
        Follow.objects.filter(Q(follower=person.pk) | Q(person=person.pk)),
        Absence.objects.filter(person=person.pk),
        Device.objects.filter(person=person.pk),
        Editor.objects.filter(person=person.pk),
        # By which they came in; and what they asked of others that nobody has answered.
        Invite.objects.filter(accepted_by=person.pk),
        Invite.objects.filter(invited_by=person.pk, accepted_at=None),
        RosterLine.objects.filter(person=person.pk),
    ]
    person.groups.clear()
    person.user_permissions.clear()
    return sum(_delete(rows, most) for rows in [*gone, *_foreign(person)])


def _foreign(person: User) -> list[QuerySet[Any, Any]]:
    found = []
    for model in map(apps.get_model, FOREIGN):
        [field] = [each.name for each in model._meta.fields if each.related_model is User]
        found.append(model._default_manager.filter(**{field: person.pk}))
    return found


def _delete(rows: QuerySet[Any, Any], most: int) -> int:
    some = list(rows.values_list("pk", flat=True)[:most])
    return rows.model._default_manager.filter(pk__in=some).delete()[0] if some else 0


def _profile(person: User) -> dict[str, Any]:
    profile = Profile.objects.select_related("unit").get(person=person)
    told = {
        name: getattr(profile, name) for name in (*Profile.FIELDS, "job") if hasattr(profile, name)
    }
    return {
        "name": person.name,
        "handle": person.handle,
        "e-mail": person.email,
        "kind": person.kind,
        "access until": person.access_until,
        "language": person.language,
        "time zone": person.time_zone,
        "here from": person.created_at,
        "department": profile.unit.name if profile.unit else None,
        **told,
        "who reads what": profile.visibility,
    }


def _tag(row: PersonTag) -> dict[str, Any]:
    """Also what was only found out about somebody, and what they think of that."""
    return {
        "tag": row.tag.name,
        "stance": row.stance,
        "source": row.source,
        "strength": row.strength,
        "last evidence": row.last_evidence,
        "verdict": row.verdict,
    }


def _followed(viewer: User, row: Follow) -> dict[str, Any]:
    seen = row.person is None or can_view(viewer, row.person)
    name = row.person.name if row.person else None
    return {
        "tag": row.tag.name if row.tag else None,
        "person": name if seen else None,
        "since": row.created_at,
    }


def _away(viewer: User, row: Absence) -> dict[str, Any]:
    other = row.stand_in
    return {
        "kind": row.kind,
        "first day": row.first_day,
        "last day": row.last_day,
        "stand-in": other.name if other and can_view(viewer, other) else None,
        "agreed": row.agreed_at,
    }
