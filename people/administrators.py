"""There is always somebody who administers: whoever changes that holds all their rows, in one order."""

from people.models import User


def administrators_held() -> list[User]:
    """Inside a transaction: of two who go at once, the second sees that the first has gone."""
    return list(User.objects.select_for_update().filter(is_superuser=True).order_by("pk"))


def is_the_last(person: User) -> bool:
    held = administrators_held()
    others = (each for each in held if each.may_enter and each.pk != person.pk)
    return any(each.pk == person.pk for each in held) and not any(others)
