"""What people get in their mail, in the language they read."""

from collections.abc import Mapping
from typing import Any, Final

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.urls import reverse

from kenniscafe.mail import compose
from people.inviting import link_of, may_still
from people.models import Device, Export, Invite, User
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


def second_factor_letter(about: Mapping[str, Any]) -> EmailMultiAlternatives | None:
    person = User.objects.colleagues().filter(pk=about["person"]).first()
    if person is None:
        return None
    return letter_to(person, "second_factor", context={"link": _address("mfa_index")})


def new_device_letter(about: Mapping[str, Any]) -> EmailMultiAlternatives | None:
    device = Device.objects.select_related("person").filter(pk=about["device"]).first()
    if device is None or not device.person.may_enter:
        return None
    context = {"device": device, "link": _address("mfa_index"), "when": device.last_seen}
    return letter_to(device.person, "new_device", context=context)


def export_letter(about: Mapping[str, Any]) -> EmailMultiAlternatives | None:
    """None once it is cleared away. Its file is not in the mail: whoever reads that is not always who asked."""
    ready = Export.objects.ready().select_related("person")
    export = ready.filter(person=about["person"]).first()
    if export is None or export.ready_at is None or not export.person.may_enter:
        return None
    until = export.ready_at + Export.KEPT
    return letter_to(export.person, "export", context={"link": _address("my_data"), "until": until})


def _address(name: str) -> str:
    return f"{settings.SITE_ADDRESS}{reverse(name)}"


WRITERS: Final = {
    "new password": new_password_letter,
    "invite": invite_letter,
    "second factor": second_factor_letter,
    "new device": new_device_letter,
    "export": export_letter,
    "welcome": welcome_letter,
}
