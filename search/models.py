"""What the index must still hear, written in the same transaction as the change it reports."""

from django.db import models


class SearchChange(models.Model):
    """`seq` comes from one counter that never goes back: an engine keeps the newest it has seen."""

    kind = models.CharField(max_length=20)
    object_id = models.PositiveBigIntegerField()
    seq = models.PositiveBigIntegerField()
    claimed_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "object_id"], name="one_change_per_document"),
        ]
        indexes = [models.Index(fields=["seq"], name="search_change_seq")]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id}"


class SearchCounter(models.Model):
    """Where `seq` comes from on SQLite; PostgreSQL has a sequence (search/changes.py)."""

    value = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.value)
