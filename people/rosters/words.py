"""Why a line of a list cannot be read in, and why a whole list cannot, in the reader's language."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kenniscafe.permissions import RuleBroken

REASONS: Final[dict[str, str | Promise]] = {
    "no email": _("There is no e-mail address."),
    "email": _("“%(says)s” is not an e-mail address."),
    "no name": _("There is no name, and nobody with this address is here yet."),
    "long": _("“%(says)s” is longer than fits."),
    "cells": _("There are more cells than columns. Is a quotation mark missing?"),
    "twice": _("This address stands in line %(says)s already."),
    "kind": _("“%(says)s” is no kind of person here."),
    "date": _("“%(says)s” is not a date. Write it as 31-12-2026."),
    "past": _("%(says)s has passed already."),
    "no end": _("A guest needs a last day."),
    "ended": _("This account was ended. Open it again on its own page first."),
    "expired": _("Their last day has passed. Give a new one to let them in again."),
    "administrator": _(
        "This is an administrator. What they are and until when is changed on their own page."
    ),
    "yourself": _("This is you. Another administrator changes what you are and until when."),
    "marked": _("This address is not somebody’s account here."),
    "unit": _("Several departments are called “%(says)s”. Write where it stands: Above > Below."),
    "deep": _("“%(says)s” goes too deep: departments go eight deep at most."),
    "meanwhile": _("Somebody else changed this just then. Read the list in once more."),
    "no more": _("Who began this administers the café no more."),
}


class ListIsUnreadable(RuleBroken):
    """Says what is wrong with the file as a whole, and what to do."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message
