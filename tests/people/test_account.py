import pytest

from kenniscafe.permissions import NotAllowed
from people.actions import change_access, state_tags
from people.events import AccessChanged, PersonFollowed, ProfileChanged
from people.models import PersonTag, Profile, User
from search.models import SearchChange
from tests.conftest import Visitor
from tests.factories import a_person, a_unit, an_administrator
from tests.factories.people import who_tells

EDIT = "/account/profiel/"


def marked() -> set[tuple[str, int]]:
    return set(SearchChange.objects.values_list("kind", "object_id"))


def test_somebody_tells_of_themselves_and_says_who_may_read_it(visitor: Visitor) -> None:
    me, unit = a_person("Noor"), a_unit("Omgeving")
    SearchChange.objects.all().delete()

    answer = visitor.visit(me).post(
        EDIT,
        {
            "name": "Noor Terwiel",
            "unit": unit.pk,
            "job": "adviseur participatie",
            "phone": "toestel 2214",
            "since": "2016",
            "about": "Ik organiseer **avonden**.",
            "wants": "Drie bladzijden\n\nZonder beamer",
            "knows": "participatie, bewoners",
            "sees_phone": "only_me",
        },
    )

    profile = Profile.objects.select_related("person").get(person=me)
    assert answer["Location"] == me.get_absolute_url()
    assert (profile.person.name, profile.unit, profile.since) == ("Noor Terwiel", unit, 2016)
    assert profile.about == "<p>Ik organiseer <strong>avonden</strong>.</p>"
    assert profile.wants == ["Drie bladzijden", "Zonder beamer"]
    assert (profile.visibility["phone"], profile.visibility["place"]) == ("only_me", "everyone")
    assert [row.tag.name for row in me.person_tags.order_by("tag__name")] == [
        "bewoners",
        "participatie",
    ]
    assert marked() == {("person", me.pk)}


def test_the_form_shows_what_was_told_before(visitor: Visitor) -> None:
    me = who_tells(
        "Noor",
        quote="In een kring",
        about="<p>Met <strong>klem</strong>.</p>",
        stances={"seeks": ["oude-kaarten"]},
        visibility={"quote": "communities"},
    )

    page = visitor.visit(me).get(EDIT).content.decode()

    assert 'value="In een kring"' in page
    assert "Met **klem**." in page
    assert 'value="oude-kaarten"' in page
    assert '<option value="communities" selected' in page


def test_saving_the_form_as_it_is_changes_nothing(visitor: Visitor) -> None:
    me = who_tells("Noor", place="Het Peil", wants=["Rust"], stances={"knows": ["klei"]})
    before = Profile.objects.filter(person=me).values().get()
    form = visitor.visit(me).get(EDIT).context["form"]

    typed = {field.html_name: form.get_initial_for_field(field.field, field.name) for field in form}
    typed["knows"] = "klei"
    visitor.post(
        EDIT,
        {name: value.pk if hasattr(value, "pk") else value or "" for name, value in typed.items()},
    )

    after = Profile.objects.filter(person=me).values().get()
    assert after | {"visibility": {}} == before | {"visibility": {}}
    assert set(after["visibility"].values()) == {"everyone"}
    assert me.person_tags.count() == 1


def test_nothing_unsanitised_is_stored_whoever_calls_the_action(visitor: Visitor) -> None:
    me = who_tells(about='<p onclick="x()">Hoi<script>alert(1)</script></p>', quote="a\nb\x08")

    assert (me.profile.about, me.profile.quote) == ("<p>Hoi</p>", "a b")


def test_a_tag_that_is_left_out_is_said_no_more(visitor: Visitor) -> None:
    me = who_tells("Noor", stances={"knows": ["klei", "gras"], "seeks": ["klei"]})

    state_tags(me, stances={"knows": ["gras", "slib"]})

    said = me.person_tags.values_list("stance", "tag__name")
    assert set(said) == {("knows", "gras"), ("knows", "slib"), ("seeks", "klei")}


def test_what_was_inferred_is_left_alone_until_somebody_says_it(visitor: Visitor) -> None:
    me = who_tells("Noor", stances={"knows": ["klei"]})
    me.person_tags.update(source=PersonTag.Source.INFERRED)

    state_tags(me, stances={"knows": []})
    assert me.person_tags.get().source == PersonTag.Source.INFERRED

    state_tags(me, stances={"knows": ["klei"]})
    assert me.person_tags.get().source == PersonTag.Source.STATED


def test_another_drawing_is_another_face(visitor: Visitor) -> None:
    me = a_person()

    visitor.visit(me).post("/account/portret/")

    assert User.objects.get(pk=me.pk).portrait_seed != me.portrait_seed


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_person_reads_the_language_they_chose(visitor: Visitor, language: str) -> None:
    me = a_person(language="nl" if language == "en" else "en")
    visitor.visit(me)

    answer = visitor.post("/taal/", {"language": language, "next": "/account/"})

    assert answer["Location"] == "/account/"
    page = visitor.get("/account/")
    assert f'<html lang="{language}"' in page.content.decode()
    assert page["Content-Language"] == language


def test_changing_access_makes_what_somebody_holds_out_of_date(db: None) -> None:
    boss, person = an_administrator(), a_person()
    SearchChange.objects.all().delete()

    change_access(boss, person=person, kind="guest", access_until=None, is_active=True)

    now = User.objects.get(pk=person.pk)
    assert (now.kind, now.access_version) == ("guest", person.access_version)
    assert now.access_version == 1
    assert marked() == {("person", person.pk)}


def test_only_an_administrator_changes_access_and_never_their_own(db: None) -> None:
    boss, person = an_administrator(), a_person()

    for actor, other in ((person, boss), (boss, boss)):
        with pytest.raises(NotAllowed):
            change_access(actor, person=other, kind="guest", access_until=None, is_active=False)


def test_events_carry_ids_alone() -> None:
    for event in (AccessChanged(1), ProfileChanged(1), PersonFollowed(1, 2)):
        assert all(isinstance(getattr(event, name), int) for name in event.__slots__)
