"""A poll on a post: what one may choose, and who chose what."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from posts.models.post import Post


class Poll(models.Model):
    """Whether names are shown is said before the first vote, and never changes after it."""

    post = models.OneToOneField(Post, models.CASCADE, related_name="poll")
    several = models.BooleanField(_("more than one choice"), default=False)
    named = models.BooleanField(_("shows who chose what"), default=False)
    closes_at = models.DateTimeField(_("closes at"), null=True, blank=True)

    class Meta:
        verbose_name = _("poll")
        verbose_name_plural = _("polls")

    def __str__(self) -> str:
        return f"{self.post_id}"

    @property
    def is_closed(self) -> bool:
        return self.closes_at is not None and self.closes_at <= timezone.now()


class PollOption(models.Model):
    poll = models.ForeignKey(Poll, models.CASCADE, related_name="options")
    position = models.PositiveSmallIntegerField()
    text = models.CharField(_("choice"), max_length=120)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["poll", "position"], name="one_choice_per_position"),
        ]

    def __str__(self) -> str:
        return self.text


class PollVote(models.Model):
    option = models.ForeignKey(PollOption, models.CASCADE, related_name="votes")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["option", "person"], name="one_vote_per_choice"),
        ]

    def __str__(self) -> str:
        return f"{self.option_id}"
