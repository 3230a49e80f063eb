"""What people have with tags, and whom and what they follow."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people.models.person import User
from people.querysets import FollowQuerySet, PersonTagQuerySet
from tags.models import Tag


class PersonTag(models.Model):
    """What somebody has with a tag. Inferred ones are their owner's alone until confirmed."""

    class Stance(models.TextChoices):
        KNOWS = "knows", _("knows")
        PRACTISES = "practises", _("practises")
        LEARNS = "learns", _("learns")
        SEEKS = "seeks", _("seeks")
        OFFERS = "offers", _("offers")

    class Source(models.TextChoices):
        STATED = "stated", _("stated")
        INFERRED = "inferred", _("inferred")
        ENDORSED = "endorsed", _("endorsed")

    class Verdict(models.TextChoices):
        CONFIRMED = "confirmed", _("confirmed")
        HIDDEN = "hidden", _("hidden")
        REFUSED = "refused", _("refused")

    person = models.ForeignKey(User, models.CASCADE, related_name="person_tags")
    tag = models.ForeignKey(Tag, models.CASCADE, related_name="person_tags")
    stance = models.CharField(max_length=10, choices=Stance.choices)
    source = models.CharField(max_length=10, choices=Source.choices, default=Source.STATED)
    strength = models.FloatField(default=1.0)
    last_evidence = models.DateField(null=True, blank=True)
    verdict = models.CharField(max_length=10, choices=Verdict.choices, blank=True)

    objects = PersonTagQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "tag", "stance"], name="one_stance_row_per_person_and_tag"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.stance} {self.tag}"


class Follow(models.Model):
    """Somebody wants to read what a person writes, or what appears under a tag."""

    follower = models.ForeignKey(User, models.CASCADE, related_name="follows")
    person = models.ForeignKey(
        User, models.CASCADE, null=True, blank=True, related_name="followers"
    )
    tag = models.ForeignKey(Tag, models.CASCADE, null=True, blank=True, related_name="followers")
    created_at = models.DateTimeField(default=timezone.now)

    objects = FollowQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["follower", "person"], name="one_follow_per_person"),
            models.UniqueConstraint(fields=["follower", "tag"], name="one_follow_per_tag"),
            models.CheckConstraint(
                condition=Q(person__isnull=False, tag__isnull=True)
                | Q(person__isnull=True, tag__isnull=False),
                name="a_follow_is_of_a_person_or_a_tag",
            ),
            models.CheckConstraint(
                condition=~Q(follower=models.F("person")), name="nobody_follows_themselves"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.follower} → {self.person or self.tag}"
