"""From a filled-in form to a post: the action, and in the same transaction what higher apps asked on the form.

RuleBroken where a rule stands in the way; then nothing was written.
"""

from typing import cast
from uuid import uuid4

from django.db import transaction
from django.http import QueryDict

from posts import actions, drafting, slots
from posts.forms.writing import EditForm, WriteForm
from posts.models import Draft, Post
from posts.permissions import TimeIsMissing


def send(form: WriteForm) -> Post:
    said = form.cleaned_data
    with transaction.atomic():
        post = actions.publish_post(
            form.viewer,
            kind=said["soort"],
            title=said["title"],
            html=form.html,
            community=form.place(),
            tags=said["tags"],
            involved=form.people_named(),
            stage=said["stage"],
            files=said["files"],
            client_key=said["client_key"],
        )
        if said["poll_options"]:
            actions.start_poll(
                form.viewer,
                post=post,
                choices=said["poll_options"],
                several=said["poll_several"],
                named=said["poll_named"],
                closes_at=said["poll_closes_at"],
            )
        slots.save(form.viewer, post, said)
        actions.end_draft(form.viewer, key=said["client_key"], number=said["draft_number"])
    return post


def plan(form: WriteForm) -> Draft:
    """The form was found good; at its time it is filled in again."""
    said, typed = form.cleaned_data, cast("QueryDict", form.data)
    with transaction.atomic():
        draft = actions.save_draft(
            form.viewer,
            key=said["client_key"] or uuid4(),
            said=drafting.said_in(dict(typed.lists()), form.viewer) | {"html": form.html},
            number=said["draft_number"],
        )
        if draft is None or form.planned is None:
            raise TimeIsMissing
        actions.plan_draft(form.viewer, draft=draft, publish_at=form.planned.at)
    return draft


def change(form: EditForm) -> Post:
    said = form.cleaned_data
    with transaction.atomic():
        post = actions.edit_post(
            form.viewer,
            post=form.post,
            title=said["title"],
            html=form.html,
            tags=said["tags"],
            involved=form.people_named(),
            files=said["files"],
            based_on=said["based_on"],
            changed=said["changed"],
        )
        slots.save(form.viewer, post, said)
        actions.end_draft(form.viewer, key=None, number=said["draft_number"], post=post)
    return post
