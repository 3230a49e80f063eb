"""What people get in their mail, in the language they read."""

from collections.abc import Mapping
from typing import Any, Final

from django.core.mail import EmailMultiAlternatives

from kenniscafe.mail import compose
from people.inviting import link_of, may_still
from people.models import Invite, User
from people.passwords import first_password_link, new_password_link
from people.places import name_of
from people.queries import the_organisation


def letter_to(
    person: User, template: str, *, context: Mapping[str, Any], **more: Any
) -> EmailMultiAlternatives:
    """`context` has `person` and `place`, the name of the organisation, too; `more` as in kenniscafe.mail.compose."""
    known = {"person": person, "place": place_name()}
    return compose(
        template, to=person.email, language=person.language, context={**known, **context}, **more
    )


def place_name() -> str:
    organisation = the_organisation()
    return organisation.name if organisation else "Kenniscafé"


def new_password_letter(about: Mapping[str, Any]) -> EmailMultiAlternatives | None:
    """Nothing leaves where nobody with this address may sign in: the page said so little on purpose."""
    person = User.objects.colleagues().filter(email=about["email"]).first()
    if person is None:
        return None
    return letter_to(person, "new_password", context={"link": new_password_link(person)})


def welcome_letter(about: Mapping[str, Any]) -> EmailMultiAlternatives | None:
    """To who was read in from a list. Over once they came in by another way."""
    person = User.objects.colleagues().filter(pk=about["person"]).first()
    if person is None or person.has_usable_password() or person.last_login is not None:
        return None
    by = User.objects.filter(pk=about["by"]).first()
    context = {"link": first_password_link(person), "by": by}
    return letter_to(person, "welcome", context=context, sender=by.name if by else "")


def invite_letter(about: Mapping[str, Any]) -> EmailMultiAlternatives | None:
    """To somebody who is not here yet: in the first language of the café. Over when the invitation is."""
    invite = Invite.objects.filter(pk=about["invite"]).first()
    if invite is None or not may_still(invite):
        return None
    organisation = the_organisation()
    context = {
        "invite": invite,
        "place": place_name(),
        "community": name_of(invite.place),
        "link": link_of(invite),
    }
    language = organisation.language if organisation else "nl"
    return compose(
        "invite",
        to=invite.email,
        language=language,
        context=context,
        sender=invite.invited_by.name,
    )


WRITERS: Final = {
    "new password": new_password_letter,
    "invite": invite_letter,
    "welcome": welcome_letter,
}
