"""Who is here, in which unit, and what they tell of themselves; who reads that is theirs to say."""

import secrets
from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, PermissionsMixin
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people.querysets import UserManager


def new_seed() -> int:
    return secrets.randbelow(2**31)


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
    settled_at = models.DateTimeField(null=True, editable=False)  # took or refused the first day

    class Meta:
        verbose_name = _("profile")
        verbose_name_plural = _("profiles")

    def __str__(self) -> str:
        return str(self.person)

    def visibility_of(self, field: str) -> Visibility:
        return Visibility(self.visibility.get(field, Visibility.EVERYONE))
