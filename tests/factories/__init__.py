"""Minimal valid people and places; what has an action is made by that action."""

from itertools import count

from communities.models import Community, Membership
from people.models import OrganisationUnit, Profile, User

_number = count(1)
PASSWORD = "koffie met kruidkoek"


def a_unit(name: str = "Waterveiligheid") -> OrganisationUnit:
    unit, _ = OrganisationUnit.objects.get_or_create(slug=name.lower(), defaults={"name": name})
    return unit


def a_person(name: str = "", *, kind: str = "employee", **fields: object) -> User:
    number = next(_number)
    person = User(
        email=f"person{number}@example.org",
        name=name or f"Persoon {number}",
        handle=f"persoon-{number}",
        kind=kind,
    )
    for field, value in fields.items():
        setattr(person, field, value)
    person.set_password(PASSWORD)
    person.save()
    Profile.objects.create(person=person, unit=a_unit())
    return person


def an_administrator(name: str = "Beheerder") -> User:
    return a_person(name, is_superuser=True)


def a_guest(name: str = "", *, of: Community | None = None) -> User:
    guest = a_person(name, kind="guest")
    if of is not None:
        a_member(guest, of)
    return guest


def a_community(name: str = "", *, kind: str = "open", manager: User | None = None) -> Community:
    number = next(_number)
    manager = manager or a_person()
    community = Community.objects.create(
        name=name or f"Community {number}",
        slug=f"community-{number}",
        purpose="Om samen iets te leren.",
        kind=kind,
        created_by=manager,
    )
    a_member(manager, community, role="manager")
    return community


def a_member(person: User, community: Community, *, role: str = "member") -> User:
    Membership.objects.create(person=person, community=community, role=role)
    return person
