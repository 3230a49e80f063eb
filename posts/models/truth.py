"""Whether what a post says still holds: who checked it and when, and what replaces it."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from posts.models.post import Post


class Verification(models.Model):
    """Somebody who answers for the post read it again, and it still holds."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="verifications")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.post_id} {self.at:%Y-%m-%d}"


class Obsolescence(models.Model):
    """It no longer holds. Removing the row makes it hold again."""

    post = models.OneToOneField(Post, models.CASCADE, related_name="obsolescence")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    reason = models.CharField(_("why"), max_length=200, blank=True)
    replaced_by = models.ForeignKey(
        Post, models.SET_NULL, null=True, blank=True, related_name="replaces"
    )

    def __str__(self) -> str:
        return f"{self.post_id}"
