"""How somebody wants to be told."""

from collections.abc import Collection, Mapping
from datetime import time
from typing import TypedDict, Unpack

from notifications.models import DEFAULTS, Channel, Preference
from people.models import User


class Wishes(TypedDict, total=False):
    """What is left out stays as it is."""

    channels: Mapping[str, Collection[str]]  # {kind: channels}
    budget: int
    quiet_from: time
    quiet_until: time
    quiet_days: list[int]
    rhythm: str
    bundles: bool
    bundle_at: time


def choose_preferences(actor: User, **wishes: Unpack[Wishes]) -> Preference:
    wish, _is_new = Preference.objects.get_or_create(person=actor)
    channels = wishes.pop("channels", {})
    wish.channels = {**wish.channels, **_different(channels)}
    for name, value in wishes.items():
        setattr(wish, name, value)
    wish.full_clean(exclude=["person"])
    wish.save()
    return wish


def forget_preferences(actor: User) -> None:
    """Back to how everybody begins."""
    Preference.objects.filter(person=actor).delete()


def stop_mail(actor: User, *, kind: str) -> Preference:
    """Of this kind no mail at once any more; in the bundle instead, so that nothing is missed."""
    wish = Preference.objects.filter(person=actor).first() or Preference(person=actor)
    left = wish.channels_of(kind) - {Channel.MAIL.value} | {Channel.BUNDLE.value}
    return choose_preferences(actor, channels={kind: left})


def _different(channels: Mapping[str, Collection[str]]) -> dict[str, list[str]]:
    """In a fixed order; what is the same as the default is kept too, so that it stays as somebody chose it."""
    return {
        kind: [channel for channel in Channel.values if channel in chosen]
        for kind, chosen in channels.items()
        if kind in DEFAULTS
    }
