"""A line of the audit log stays as it was written."""

import pytest
from django.db import transaction

from kenniscafe import audit
from kenniscafe.models import AuditEntry, WhatWasDoneStands
from tests.factories import a_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def line() -> AuditEntry:
    audit.know_sentence("tested", "%(actor)s tested %(words)s")
    audit.record(a_person(name="Daan"), "tested", words="x" * 300, reason="To see it.")
    return AuditEntry.objects.get()


def test_a_line_says_who_what_and_why(line: AuditEntry) -> None:
    assert (line.actor.name, line.what, line.reason) == ("Daan", "tested", "To see it.")
    assert len(line.words) == 200
    assert audit.sentence_of(line) == "%(actor)s tested %(words)s"


def test_nothing_changes_or_deletes_a_line(line: AuditEntry) -> None:
    line.reason = "Something else."
    for change in (
        line.save,
        line.delete,
        AuditEntry.objects.all().delete,
        lambda: AuditEntry.objects.update(reason=""),
        lambda: AuditEntry.objects.bulk_update([line], ["reason"]),
    ):
        with pytest.raises(WhatWasDoneStands), transaction.atomic():
            change()
    assert AuditEntry.objects.get().reason == "To see it."


def test_a_line_without_a_sentence_is_not_written() -> None:
    with pytest.raises(KeyError):
        audit.record(None, "something nobody can read")
    assert not AuditEntry.objects.exists()
