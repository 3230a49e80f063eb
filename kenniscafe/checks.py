"""What would go wrong later is said at start-up, in a sentence."""

import sys
from collections.abc import Callable

from django.core import checks


def say_what_is_wrong(say: Callable[[str], None]) -> None:
    """One line each; what cannot work ends the program."""
    found = [issue for issue in checks.run_checks() if not issue.is_silenced()]
    for issue in found:
        if issue.level < checks.ERROR:
            say(f"  {issue.msg}")
    faults = [issue.msg for issue in found if issue.level >= checks.ERROR]
    if faults:
        sys.exit("\n".join(faults))
