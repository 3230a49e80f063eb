"""How an action says no: `NotAllowed` when the actor may not, a `RuleBroken` when the thing itself forbids it."""

from django.core.exceptions import PermissionDenied
from django.utils.functional import Promise


class NotAllowed(PermissionDenied):
    """The actor may see the thing and may not do this to it: 403."""


class RuleBroken(Exception):
    """A rule of the product stands in the way; `message` tells the reader which, in their language."""

    message: str | Promise = ""


def require(allowed: bool) -> None:
    if not allowed:
        raise NotAllowed
