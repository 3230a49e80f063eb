"""Why a file is not taken in: each says so to whoever brought it, with a way out."""

from django.utils.translation import gettext_lazy as _

from kenniscafe.permissions import RuleBroken


class FileIsRefused(RuleBroken):
    """The others are kinds of this one; `status` is what a browser gets."""

    status = 422


class FileIsEmpty(FileIsRefused):
    message = _("This file is empty.")


class FileIsTooLarge(FileIsRefused):
    status = 413
    message = _("Too large: a file may be 200 MB at most. Put a link to where it is instead.")


class ProgramIsRefused(FileIsRefused):
    message = _(
        "We take no programs: they can harm your colleagues. Put it in a zip and ask the administrator."
    )


class PageIsRefused(FileIsRefused):
    message = _(
        "We take no web pages or SVG drawings: a browser would run what is in them. Save it as PDF or PNG."
    )


class KindIsUnknown(FileIsRefused):
    message = _("We do not know this kind of file. Put it in a zip.")


class PictureIsUnknown(FileIsRefused):
    message = _("We cannot show this kind of picture. Save it as JPEG or PNG.")


class PictureIsBroken(FileIsRefused):
    message = _("This picture is damaged. Save it once more and try again.")


class PictureIsTooLarge(FileIsRefused):
    message = _("This picture is too large: 50 million pixels and 40 MB at most. Make it smaller.")


class AnimationIsTooLong(FileIsRefused):
    message = _("This animation is too long. Make a film of it, or a shorter one.")


class DiskIsFull(FileIsRefused):
    status = 507
    message = _("There is no room for this file now. Your text stays; ask the administrator.")


class TooBusy(FileIsRefused):
    status = 429
    message = _("Many pictures arrive at this moment. Try again in a minute.")
