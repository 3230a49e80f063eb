"""Who is here: people with a profile and tags with a stance, the units they work in, and whom they follow."""

import secrets
from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, PermissionsMixin
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people.querysets import (
    DeviceQuerySet,
    FollowQuerySet,
    InviteQuerySet,
    PersonTagQuerySet,
    UserManager,
)
from tags.models import Tag


def new_seed() -> int:
    return secrets.randbelow(2**31)


def new_invite_seed() -> str:
    return secrets.token_hex(16)


class Organisation(models.Model):
    """The one organisation of this installation; it exists once the first start is done."""

    name = models.CharField(_("name of the organisation"), max_length=120)
    language = models.CharField(_("first language"), max_length=5, default="nl")
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(id=1), name="there_is_one_organisation"),
        ]

    def __str__(self) -> str:
        return self.name


class OrganisationUnit(models.Model):
    name = models.CharField(_("name"), max_length=120)
    slug = models.SlugField(unique=True, max_length=120)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children"
    )

    class Meta:
        ordering = ["name"]
        verbose_name = _("unit")
        verbose_name_plural = _("units")

    def __str__(self) -> str:
        return self.name


class User(AbstractBaseUser, PermissionsMixin):
    """Somebody. Only an employee sees what is for everyone; every other kind sees their communities."""

    class Kind(models.TextChoices):
        EMPLOYEE = "employee", _("employee")
        GUEST = "guest", _("guest")
        PARTNER = "partner", _("partner")
        ALUMNUS = "alumnus", _("alumnus")
        APPLICANT = "applicant", _("applicant")
        FLEXIBLE = "flexible", _("flexible")

    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=120)
    handle = models.SlugField(_("handle"), max_length=80, unique=True)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.EMPLOYEE)
    access_until = models.DateTimeField(_("access until"), null=True, blank=True)
    end_told = models.DateTimeField(
        null=True, blank=True, editable=False
    )  # the end that was told of
    language = models.CharField(_("language"), max_length=5, default="nl")
    time_zone = models.CharField(_("time zone"), max_length=60, blank=True)  # empty: the café's
    is_active = models.BooleanField(_("active"), default=True)
    access_version = models.PositiveBigIntegerField(default=0, editable=False)
    portrait_seed = models.PositiveIntegerField(default=new_seed, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    # Somebody of an imported collection: named as text, without sign-in, profile or place in any list.
    collection = models.CharField(max_length=80, blank=True, editable=False)
    source_id = models.CharField(max_length=200, blank=True, editable=False)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    objects = UserManager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            models.UniqueConstraint(
                fields=["collection", "source_id"],
                condition=~Q(collection=""),
                name="one_person_per_collection_and_source",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name.partition(" ")[0]

    @property
    def first_name(self) -> str:
        """What Wagtail calls somebody; without it that is their e-mail address."""
        return self.get_short_name()

    def get_absolute_url(self) -> str:
        return reverse("profile", args=[self.handle])

    @property
    def is_imported(self) -> bool:
        return self.collection != ""

    @property
    def is_employee(self) -> bool:
        return self.kind == self.Kind.EMPLOYEE and not self.is_imported

    @property
    def may_enter(self) -> bool:
        ended = self.access_until is not None and self.access_until <= timezone.now()
        return self.is_active and not ended and not self.is_imported

    @property
    def portrait_url(self) -> str:
        return reverse("portrait", args=[self.portrait_seed])


class Visibility(models.TextChoices):
    EVERYONE = "everyone", _("everyone")
    COMMUNITIES = "communities", _("my communities")
    ONLY_ME = "only_me", _("only me")


class Profile(models.Model):
    """What somebody tells about themselves; `visibility` names per field who may read it."""

    FIELDS = ("place", "phone", "email", "since", "languages", "quote", "about", "wants", "tags")

    person = models.OneToOneField(User, models.CASCADE, primary_key=True, related_name="profile")
    unit = models.ForeignKey(
        OrganisationUnit, models.PROTECT, null=True, blank=True, related_name="profiles"
    )
    job = models.CharField(_("what I do"), max_length=120, blank=True)
    place = models.CharField(_("place"), max_length=120, blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    since = models.PositiveSmallIntegerField(_("here since"), null=True, blank=True)
    languages = models.CharField(_("languages"), max_length=120, blank=True)
    quote = models.CharField(_("in my own words"), max_length=160, blank=True)
    about = models.TextField(_("about me"), blank=True)  # sanitised HTML
    wants = models.JSONField(_("what I want"), default=list, blank=True)  # list of short sentences
    visibility = models.JSONField(default=dict, blank=True)  # {field: Visibility}

    class Meta:
        verbose_name = _("profile")
        verbose_name_plural = _("profiles")

    def __str__(self) -> str:
        return str(self.person)

    def visibility_of(self, field: str) -> Visibility:
        return Visibility(self.visibility.get(field, Visibility.EVERYONE))


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


class Device(models.Model):
    """A browser somebody signed in with. `session_key` is empty once they signed off there."""

    person = models.ForeignKey(User, models.CASCADE, related_name="devices")
    key = models.CharField(max_length=64, editable=False)  # hash of what its cookie says
    session_key = models.CharField(max_length=40, blank=True, db_index=True, editable=False)
    browser = models.CharField(max_length=40, blank=True)
    system = models.CharField(max_length=40, blank=True)
    last_seen = models.DateTimeField(default=timezone.now)

    objects = DeviceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "key"], name="one_row_per_person_and_device"),
        ]

    def __str__(self) -> str:
        return f"{self.browser} {self.system}".strip()

    @property
    def icon(self) -> str:
        return "smartphone" if self.system in ("iPhone", "iPad", "Android") else "monitor"


class Invite(models.Model):
    """Somebody from outside is asked in, once. What opens the door is made from `seed` and our secret key, and kept nowhere."""

    email = models.EmailField(_("e-mail address"))
    kind = models.CharField(_("kind"), max_length=10, choices=User.Kind.choices)
    unit = models.ForeignKey(
        OrganisationUnit, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    place = models.PositiveBigIntegerField(null=True, blank=True)  # of a community: people.places
    access_until = models.DateTimeField(_("access until"), null=True, blank=True)
    reason = models.CharField(_("why"), max_length=300, blank=True)
    invited_by = models.ForeignKey(User, models.CASCADE, related_name="invites")
    seed = models.CharField(max_length=32, default=new_invite_seed, editable=False)
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="accepted_invites"
    )

    objects = InviteQuerySet.as_manager()

    def __str__(self) -> str:
        return self.email

    @property
    def is_open(self) -> bool:
        over = self.withdrawn_at or self.accepted_at
        return over is None and self.expires_at > timezone.now()
