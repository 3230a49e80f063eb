"""Mail in the reader's own language, always as text and as HTML."""

from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from people.models import User
from people.passwords import new_password_link
from people.queries import the_organisation


def mail_new_password_link(email: str) -> None:
    """Nothing happens where nobody with this address may sign in: the page said so little on purpose."""
    person = User.objects.colleagues().filter(email=email.lower()).first()
    if person is None:
        return
    with translation.override(person.language):
        organisation = the_organisation()
        place = organisation.name if organisation else "Kenniscafé"
        context = {"person": person, "place": place, "link": new_password_link(person)}
        subject = _("A new password for the Kenniscafé of %(place)s") % {"place": place}
        mail = EmailMultiAlternatives(
            subject, render_to_string("email/new_password.txt", context), to=[person.email]
        )
        mail.attach_alternative(render_to_string("email/new_password.html", context), "text/html")
        mail.send()
