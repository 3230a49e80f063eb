"""The whole café as a folder that stands by itself, made while it is open, and put back into an empty place.

docs/adr/0009-backup.md says why it is made like this.
"""

from kenniscafe.backup.making import make
from kenniscafe.backup.manifest import BackupIsBroken
from kenniscafe.backup.restoring import PlaceIsNotEmpty, restore

__all__ = ["BackupIsBroken", "PlaceIsNotEmpty", "make", "restore"]
