"""A handle is somebody's address and how they are mentioned: fenna-postma, fenna-postma-2."""

from django.utils.text import slugify

from people.models import User

LONGEST = 70
TAKEN = {"inlezen"}  # of a page of ours beside the accounts


def free_handle(name: str) -> str:
    """Plain ASCII out of the name, with the first number nobody has."""
    base = slugify(name)[:LONGEST].strip("-_") or "iemand"
    if base not in TAKEN and not User.objects.filter(handle=base).exists():
        return base
    taken = TAKEN | set(
        User.objects.filter(handle__startswith=base).values_list("handle", flat=True)
    )
    number, handle = 1, base
    while handle in taken:
        number += 1
        handle = f"{base}-{number}"
    return handle
