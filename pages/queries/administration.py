"""What an administrator sees of a morning: one sentence, six parts, and what did not work."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from frontend.templatetags.cafe import number
from pages.queries import vitals as measured
from pages.queries.vitals import Vitals

LISTED: Final = 20
LITTLE: Final = 1_000_000_000  # bytes of free disk
BEHIND: Final = 100  # changes the index may lag without a word
LATE: Final = timedelta(minutes=5)
OLD: Final = timedelta(days=2)  # of the last backup
ADDRESS: Final = re.compile(r"[^\s<>()]+@[^\s<>()]+")
TASKS: Final[dict[str, str | Promise]] = {
    "look_into_later": gettext_lazy("Look into a file that somebody added"),
    "mark_tagged_later": gettext_lazy("Bring a tag’s new name to search"),
    "mark_written_by_later": gettext_lazy("Bring a new name to search"),
    "carry_over_later": gettext_lazy("Carry a merged tag over"),
    "carry_leftovers_later": gettext_lazy("Carry a merged tag over"),
    "tell": gettext_lazy("Tell people what happened"),
    "read_in_later": gettext_lazy("Read in a list of people"),
    "send_letters": gettext_lazy("Send mail"),
    "send_cups": gettext_lazy("Send the cup of coffee and the bundle"),
    "publish_scheduled_later": gettext_lazy("Publish pages by the clock"),
    "make_export_later": gettext_lazy("Put somebody’s own data together"),
    "let_go_later": gettext_lazy("Remove what somebody who left does not leave behind"),
    "forget_old_reads_later": gettext_lazy("Forget who read what"),
    "forget_old_files_later": gettext_lazy("Clear away files that stand nowhere"),
    "forget_removed_files_later": gettext_lazy("Clear away removed files"),
}
LETTERS: Final[dict[str, str | Promise]] = {
    "new password": gettext_lazy("a link for a new password"),
    "invite": gettext_lazy("an invitation"),
    "welcome": gettext_lazy("a welcome"),
    "second factor": gettext_lazy("word of a change to the second step"),
    "new device": gettext_lazy("word of a new device"),
    "export": gettext_lazy("word that a download is ready"),
    "nudge": gettext_lazy("a notice, at once"),
    "bundle": gettext_lazy("a bundle"),
    "coffee": gettext_lazy("a cup of coffee"),
}


@dataclass(frozen=True, slots=True)
class Part:
    name: str
    icon: str
    kind: str  # ok, wait or bad
    state: str
    words: str


@dataclass(frozen=True, slots=True)
class Failure:
    """`raw` is what the machinery said, without anybody's words or address."""

    queue: str
    pk: str
    name: str
    words: str
    raw: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Administration:
    sentence: str
    kind: str
    at: datetime
    parts: Sequence[Part]
    failures: Sequence[Failure]
    more_failures: int
    versions: Sequence[tuple[str, str]]
    people: Sequence[tuple[str, int]]
    guests_who_go: int
    backup: datetime | None
    backup_is_old: bool


def administration() -> Administration:
    seen = measured.vitals()
    parts = [_database(seen), _search(seen), _tasks(seen), _letters(seen), _files(seen)]
    failures = _failures()
    failed = seen.tasks.failed + seen.letters.failed + seen.search.failed
    worst = next((kind for kind in ("bad", "wait") if kind in [one.kind for one in parts]), "ok")
    return Administration(
        sentence=_sentence(parts, failed),
        kind=worst,
        at=timezone.now(),
        parts=parts,
        failures=failures,
        more_failures=max(failed - len(failures), 0),
        versions=measured.versions(),
        people=measured.people_per_kind(),
        guests_who_go=measured.guests_who_go(),
        backup=seen.backup,
        backup_is_old=seen.backup is None or seen.backup < timezone.now() - OLD,
    )


def _sentence(parts: Sequence[Part], failed: int) -> str:
    said = [_("Everything runs.")]
    if any(part.kind == "bad" for part in parts):
        said = [_("Something needs you now.")]
    if failed:
        said.append(
            ngettext("%(n)s thing did not work.", "%(n)s things did not work.", failed)
            % {"n": number(failed)}
        )
    late = [part.name for part in parts if part.kind == "wait"]
    if late and not failed:
        said.append(_("Not quite on time: %(parts)s.") % {"parts": ", ".join(late)})
    return " ".join(said)


def _database(seen: Vitals) -> Part:
    words = _("answers in %(ms)s ms, %(size)s") % {
        "ms": number(max(round(seen.store.answers_in), 1)),
        "size": filesizeformat(seen.store.database),
    }
    return Part(_("Database"), "archive", "ok", _("good"), words)


def _search(seen: Vitals) -> Part:
    waiting = seen.search.waiting
    words = ngettext(
        "%(n)s change not to be found yet", "%(n)s changes not to be found yet", waiting
    ) % {"n": number(waiting)}
    if seen.search.failed:
        return Part(_("Search"), "search", "wait", _failed(seen.search.failed), words)
    behind = waiting > BEHIND
    kind, state = ("wait", _("lags behind")) if behind else ("ok", _("good"))
    return Part(_("Search"), "search", kind, state, words)


def _tasks(seen: Vitals) -> Part:
    words = ngettext("%(n)s task waits", "%(n)s tasks wait", seen.tasks.waiting) % {
        "n": number(seen.tasks.waiting)
    }
    kind, state = _of_queue(seen.tasks)
    return Part(_("Work behind the counter"), "list-checks", kind, state, words)


def _letters(seen: Vitals) -> Part:
    words = _("%(sent)s sent in a day, %(waiting)s waiting") % {
        "sent": number(seen.sent_today),
        "waiting": number(seen.letters.waiting),
    }
    kind, state = _of_queue(seen.letters)
    return Part(_("Mail"), "mail", kind, state, words)


def _files(seen: Vitals) -> Part:
    words = _("%(size)s of files, %(free)s free") % {
        "size": filesizeformat(seen.store.files),
        "free": filesizeformat(seen.store.free),
    }
    little = seen.store.free < LITTLE
    kind, state = ("bad", _("nearly full")) if little else ("ok", _("good"))
    return Part(_("Files"), "folder", kind, state, words)


def _of_queue(queue: measured.Queue) -> tuple[str, str]:
    if queue.failed:
        return "wait", _failed(queue.failed)
    if queue.oldest is not None and queue.oldest < timezone.now() - LATE:
        return "wait", _("late")
    return "ok", _("good")


def _failed(count: int) -> str:
    return ngettext("%(n)s failed", "%(n)s failed", count) % {"n": number(count)}


def _failures() -> list[Failure]:
    found = [
        Failure(
            "task",
            str(task.pk),
            str(TASKS.get(task.task_path.rpartition(".")[2], task.task_path)),
            _times(len(task.worker_ids)),
            task.exception_class_path,
            task.finished_at,
        )
        for task in measured.failed_tasks()[:LISTED]
    ]
    found += [
        Failure(
            "letter",
            str(one.pk),
            _("Send a mail: %(kind)s") % {"kind": LETTERS.get(one.kind, one.kind)},
            _times(one.attempts),
            _without_addresses(one.fault),
            one.failed_at,
        )
        for one in measured.failed_letters()[:LISTED]
    ]
    found += [
        Failure(
            "search",
            str(one.pk),
            _("Bring something to search: %(kind)s") % {"kind": one.kind},
            _times(one.attempts),
            one.reason,
            None,
        )
        for one in measured.failed_changes()[:LISTED]
    ]
    return found[:LISTED]


def _times(attempts: int) -> str:
    return ngettext("tried %(n)s time", "tried %(n)s times", attempts) % {"n": number(attempts)}


def _without_addresses(fault: str) -> str:
    return ADDRESS.sub("…", fault)
