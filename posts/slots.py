"""What a higher app asks on the form of a post, in its own field, and does with the answer once the post is there."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms

from people.models import User
from posts.models import Post


@dataclass(frozen=True, slots=True)
class Slot:
    """`field(viewer, post)` is None where there is nothing to ask; `post` is None while there is none yet.

    `save(actor, post, answer)` calls the app's own action, in the transaction that writes the post.
    """

    field: Callable[[User, Post | None], forms.Field | None]
    save: Callable[[User, Post, Any], None]


_slots: dict[str, Slot] = {}


def register(name: str, slot: Slot) -> None:
    """`name` is the field's name in the form."""
    _slots[name] = slot


def fields(viewer: User, post: Post | None) -> dict[str, forms.Field]:
    asked = {name: slot.field(viewer, post) for name, slot in _slots.items()}
    return {name: field for name, field in asked.items() if field is not None}


def offered(asked: Mapping[str, str]) -> dict[str, str]:
    """What the address of an empty form already answers."""
    return {name: asked[name] for name in _slots if name in asked}


def save(actor: User, post: Post, said: dict[str, Any]) -> None:
    """`said` is what the form holds; a field it did not have is left as it is."""
    for name, slot in _slots.items():
        if name in said:
            slot.save(actor, post, said[name])
