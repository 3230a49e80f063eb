"""How the lines read that posts writes in the audit log."""

from django.utils.translation import gettext_lazy as _

from kenniscafe.audit import know_sentence


def know_sentences() -> None:
    know_sentence("report_leave", _("%(actor)s left %(words)s as it is"))
    know_sentence("report_hide", _("%(actor)s hid %(words)s"))
    know_sentence("report_warn", _("%(actor)s warned somebody about %(words)s"))
    know_sentence("report_remove", _("%(actor)s removed %(words)s"))
    know_sentence("report_restore", _("%(actor)s put %(words)s back"))
    know_sentence("post_moved", _("%(actor)s moved %(words)s"))
    know_sentence("post_removed", _("%(actor)s removed %(words)s"))
    know_sentence("post_edited", _("%(actor)s edited %(words)s"))
