"""Texts to begin with. Nothing happens because one changes, so there is no event."""

from django.db import IntegrityError, transaction

from communities.models import Community
from communities.permissions import can_manage
from kenniscafe import richtext
from kenniscafe.permissions import require
from people.models import User
from posts.actions.text import LONGEST_TITLE
from posts.models import Template
from posts.permissions import TemplateExists

LONGEST_NAME = 80


def add_template(
    actor: User, *, community: Community, name: str, kind: str, title: str, html: str
) -> Template:
    """The same form sent twice makes one."""
    require(can_manage(actor, community))
    made = Template(community=community, by=actor, **_sound(name, kind, title, html))
    there = Template.objects.filter(community=community, name=made.name).first()
    if there is not None and (there.kind, there.title, there.html) == (kind, made.title, made.html):
        return there
    _save(made)
    return made


def change_template(
    actor: User, *, template: Template, name: str, kind: str, title: str, html: str
) -> Template:
    require(can_manage(actor, template.community))
    for field, value in _sound(name, kind, title, html).items():
        setattr(template, field, value)
    template.by = actor
    _save(template)
    return template


def remove_template(actor: User, *, template: Template) -> None:
    require(can_manage(actor, template.community))
    template.delete()


def _sound(name: str, kind: str, title: str, html: str) -> dict[str, str]:
    return {
        "name": richtext.clean_line(name, limit=LONGEST_NAME),
        "kind": kind,
        "title": richtext.clean_line(title, limit=LONGEST_TITLE),
        "html": richtext.sanitise(html),
    }


def _save(template: Template) -> None:
    try:
        with transaction.atomic():
            template.save()
    except IntegrityError:
        raise TemplateExists from None
