"""One at a time, over all processes. Whoever dies or fails holds it until its time ends by itself."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from kenniscafe.models import Lease

TIME = timedelta(seconds=60)


@dataclass(frozen=True, slots=True)
class Held:
    name: str
    holder: str

    def renew(self) -> bool:
        """False: it ended, and somebody else may have begun."""
        mine = Lease.objects.filter(name=self.name, holder=self.holder, until__gt=timezone.now())
        return bool(mine.update(until=timezone.now() + TIME))


@contextmanager
def holding(name: str) -> Iterator[Held | None]:
    """None: another holds it. After an error it is kept, so that nobody hurries into the same."""
    held = _take(name)
    yield held
    if held is not None:
        Lease.objects.filter(name=name, holder=held.holder).update(until=timezone.now())


def is_held(name: str) -> bool:
    return Lease.objects.filter(name=name, until__gt=timezone.now()).exists()


def _take(name: str) -> Held | None:
    now, held = timezone.now(), Held(name, secrets.token_hex(8))
    Lease.objects.get_or_create(name=name, defaults={"holder": "", "until": now})
    free = Lease.objects.filter(name=name, until__lte=now)
    return held if free.update(holder=held.holder, until=now + TIME) else None
