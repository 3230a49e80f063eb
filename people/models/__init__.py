from .coming import Device, Editor, Invite, new_invite_seed
from .going import Absence, Departure, Export
from .interests import Follow, PersonTag
from .person import Organisation, OrganisationUnit, Profile, User, Visibility, new_seed
from .rosters import Roster, RosterLine

__all__ = [
    "Absence",
    "Departure",
    "Device",
    "Editor",
    "Export",
    "Follow",
    "Invite",
    "Organisation",
    "OrganisationUnit",
    "PersonTag",
    "Profile",
    "Roster",
    "RosterLine",
    "User",
    "Visibility",
    "new_invite_seed",
    "new_seed",
]
