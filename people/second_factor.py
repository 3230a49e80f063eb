"""What somebody has besides a password: an app with codes, passkeys, and recovery codes for when both are out of reach."""

from dataclasses import dataclass

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kenniscafe.events import publish
from people.events import SecondFactorChanged
from people.models import User
from people.queries import the_organisation

Type = Authenticator.Type


class SecondFactorAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("This is not right, or it was used already. Try a new code."),
    }

    def _get_site_name(self) -> str:
        """How the café is called in the app and by the device."""
        organisation = the_organisation()
        return f"Kenniscafé {organisation.name}" if organisation else "Kenniscafé"

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:
        return gettext("Passkey")


@dataclass(frozen=True, slots=True)
class Protection:
    app: Authenticator | None
    passkeys: list[Authenticator]
    codes_left: int
    codes: Authenticator | None

    @property
    def number(self) -> int:
        """Ways to take the second step, recovery codes apart."""
        return len(self.passkeys) + (self.app is not None)


def protection_of(person: User) -> Protection:
    rows = list(Authenticator.objects.filter(user=person).order_by("created_at"))
    by_type = {row.type: row for row in rows}
    codes = by_type.get(Type.RECOVERY_CODES)
    return Protection(
        app=by_type.get(Type.TOTP),
        passkeys=[row for row in rows if row.type == Type.WEBAUTHN],
        codes_left=len(codes.wrap().get_unused_codes()) if codes else 0,
        codes=codes,
    )


def tell_changed(person: User) -> None:
    """allauth wrote it; called in the same transaction."""
    publish(SecondFactorChanged(person_id=person.pk))
