"""A handle is somebody's address and how they are mentioned: fenna-postma, fenna-postma-2."""

from django.utils.text import slugify

from kenniscafe.naming import first_free
from people.models import User

LONGEST = 70


def free_handle(name: str) -> str:
    """Plain ASCII out of the name, with the first number nobody has."""
    base = slugify(name)[:LONGEST].strip("-_") or "iemand"
    if not User.objects.filter(handle=base).exists():  # mostly, and an index tells
        return base
    begun = User.objects.filter(handle__startswith=base)
    return first_free(base, set(begun.values_list("handle", flat=True)))
