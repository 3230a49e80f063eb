"""The drawings a place can choose for its tile: a symbol of icons.svg, and its name in words."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PICTOGRAMS: Final[dict[str, Promise]] = {
    "dike": _("dike"),
    "pump": _("pump"),
    "sprout": _("sprout"),
    "leaf": _("leaf"),
    "boat": _("boat"),
    "fish": _("fish"),
    "bird": _("bird"),
    "waves": _("waves"),
    "droplets": _("drops"),
    "trees": _("trees"),
    "tractor": _("tractor"),
    "footsteps": _("footsteps"),
    "bike": _("bicycle"),
    "compass": _("compass"),
    "map": _("map"),
    "telescope": _("telescope"),
    "anchor": _("anchor"),
    "hammer": _("hammer"),
    "wrench": _("wrench"),
    "pen-line": _("pen"),
    "feather": _("feather"),
    "book": _("book"),
    "graduation-cap": _("mortarboard"),
    "lightbulb": _("light bulb"),
    "music": _("music"),
    "camera": _("camera"),
    "coffee": _("cup of coffee"),
    "cookie": _("biscuit"),
    "cake": _("slice of cake"),
}
