from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from people.models import User
from search.changes import mark
from search.checks import an_engine_that_is_not_used_yet
from search.engine import SearchEngine
from search.models import SearchChange
from tests.factories import a_person

pytestmark = pytest.mark.django_db


def told(command: str) -> str:
    out = StringIO()
    call_command(command, stdout=out)
    return out.getvalue()


def test_draining_empties_the_queue(engine: SearchEngine):
    mark("person", a_person().pk)
    assert "Nothing waits" in told("drain_search")
    assert not SearchChange.objects.exists()


def test_draining_says_what_it_could_not_do(engine: SearchEngine):
    person = a_person()
    person.profile.delete()
    mark("person", person.pk)
    with pytest.raises(CommandError, match="1 changes"):
        told("drain_search")


def test_comparing_names_the_drift_and_rebuilding_ends_it(engine: SearchEngine):
    person = a_person()
    with pytest.raises(CommandError, match="rebuild_search_index"):
        told("compare_search_index")
    assert "is new" in told("rebuild_search_index")
    assert "agree" in told("compare_search_index")
    User.objects.filter(pk=person.pk).update(is_active=False)
    with pytest.raises(CommandError):
        told("compare_search_index")


@pytest.mark.parametrize(("address", "said"), [("", []), ("http://x", ["search.I001"])])
def test_an_engine_that_is_not_used_yet_is_named(
    monkeypatch: pytest.MonkeyPatch, address: str, said: list[str]
):
    monkeypatch.setattr("kenniscafe.settings.environment.ELASTICSEARCH_URL", address)
    assert [message.id for message in an_engine_that_is_not_used_yet(None)] == said
