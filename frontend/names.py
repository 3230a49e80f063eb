"""Several names as the beginning of a sentence: "A", "A and B", "A, B and 3 others"."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def joined(names: Sequence[str], rest: int = 0) -> str:
    """`rest` people are counted but not named."""
    if not names:
        return _("Somebody")
    if rest:
        others = ngettext("%(names)s and %(count)s other", "%(names)s and %(count)s others", rest)
        return others % {"names": ", ".join(names), "count": rest}
    if len(names) == 1:
        return names[0]
    return _("%(names)s and %(last)s") % {"names": ", ".join(names[:-1]), "last": names[-1]}
