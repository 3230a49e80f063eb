"""The machinery's own tables: what runs when, and who holds what."""

from django.db import models


class Lease(models.Model):
    """One process at a time does this; it ends by itself when its holder is gone."""

    name = models.CharField(max_length=60, unique=True)
    holder = models.CharField(max_length=60)
    until = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class ScheduledRun(models.Model):
    """When a scheduled task last ran; kenniscafe/schedule.py says how often."""

    name = models.CharField(max_length=60, unique=True)
    last_run_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name
