"""Places where colleagues get good at something together. State is a row with who and when."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Collection, DraftStateMixin, PreviewableMixin, RevisionMixin

from communities.querysets import (
    CommunityPageQuerySet,
    CommunityQuerySet,
    InvitationQuerySet,
    JoinRequestQuerySet,
    MembershipQuerySet,
)
from frontend.blocks import BODY, BodyField


class Community(models.Model):
    class Kind(models.TextChoices):
        OPEN = "open", _("open")
        CLOSED = "closed", _("closed")
        HIDDEN = "hidden", _("hidden")

    class Icon(models.TextChoices):
        """Symbols of frontend/static/icons.svg."""

        DIKE = "dike", _("dike")
        PUMP = "pump", _("pump")
        LEAF = "leaf", _("leaf")
        FOOTSTEPS = "footsteps", _("footsteps")
        PEN = "pen", _("pen")
        BOAT = "boat", _("boat")
        FISH = "fish", _("fish")
        COMPASS = "compass", _("compass")
        CUP = "cup", _("cup")
        COOKIE = "cookie", _("cookie")
        MAP = "map", _("map")
        DROP = "drop", _("drop")

    name = models.CharField(_("name"), max_length=80)
    slug = models.SlugField(max_length=80, unique=True)
    purpose = models.CharField(_("what is it for?"), max_length=200)
    kind = models.CharField(_("kind"), max_length=6, choices=Kind.choices, default=Kind.OPEN)
    icon = models.CharField(_("sign"), max_length=12, choices=Icon.choices, default=Icon.CUP)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    access_version = models.PositiveBigIntegerField(default=0, editable=False)
    client_key = models.UUIDField(null=True, editable=False)

    objects = CommunityQuerySet.as_manager()

    class Meta:
        verbose_name = _("community")
        verbose_name_plural = _("communities")
        constraints = [
            models.UniqueConstraint(
                fields=["created_by", "client_key"], name="one_community_per_submitted_form"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("community", args=[self.slug])

    @property
    def url(self) -> str:
        return self.get_absolute_url()

    @property
    def is_archived(self) -> bool:
        return hasattr(self, "archival")


class CommunityPage(PreviewableMixin, DraftStateMixin, RevisionMixin, models.Model):
    """*Begin hier*: what somebody who is new reads first, written by the community's managers.

    No page of Wagtail's tree, in which whoever administers sees every title (docs/adr/0007): communities
    themselves say who may write it (pages/policies.py), and nothing of it stands in a list of all.
    """

    community = models.OneToOneField(Community, models.CASCADE, related_name="page")
    body = BodyField(BODY, verbose_name=_("start here"), blank=True)
    # What its managers may put on it; whoever reads the community may see it.
    collection = models.OneToOneField(
        Collection, models.SET_NULL, null=True, editable=False, related_name="+"
    )

    panels: ClassVar[list[FieldPanel]] = [FieldPanel("body")]
    objects = CommunityPageQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("start here")
        verbose_name_plural = _("start here")

    def __str__(self) -> str:
        return self.community.name

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        return "communities/begin_preview.html"


class Archival(models.Model):
    """A community that is put away: read as before, written no more. Reopening removes the row."""

    community = models.OneToOneField(Community, models.CASCADE, related_name="archival")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.community} {self.at:%Y-%m-%d}"


class Level(models.TextChoices):
    """How much somebody hears of a community or a conversation."""

    ALL = "all", _("Everything")
    MENTIONS = "mentions", _("When somebody mentions me")
    NOTHING = "nothing", _("Nothing any more")


class Membership(models.Model):
    class Role(models.TextChoices):
        MEMBER = "member", _("member")
        MODERATOR = "moderator", _("moderator")
        MANAGER = "manager", _("community manager")

    community = models.ForeignKey(Community, models.CASCADE, related_name="memberships")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships")
    role = models.CharField(_("role"), max_length=10, choices=Role.choices, default=Role.MEMBER)
    joined_at = models.DateTimeField(default=timezone.now)
    level = models.CharField(max_length=8, choices=Level.choices, default=Level.ALL)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["community", "person"], name="one_membership_per_person_and_community"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.community}"


class Decision(models.TextChoices):
    WAITING = "waiting", _("waiting")
    ACCEPTED = "accepted", _("accepted")
    DECLINED = "declined", _("declined")
    WITHDRAWN = "withdrawn", _("withdrawn")


class JoinRequest(models.Model):
    """Somebody knocks on the door of a closed community."""

    community = models.ForeignKey(Community, models.CASCADE, related_name="join_requests")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    words = models.CharField(_("why would you like to join?"), max_length=300, blank=True)
    asked_at = models.DateTimeField(default=timezone.now)
    decision = models.CharField(max_length=10, choices=Decision.choices, default=Decision.WAITING)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)

    objects = JoinRequestQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["community", "person"],
                condition=Q(decision="waiting"),
                name="one_waiting_request_per_person_and_community",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} → {self.community}"


class Invitation(models.Model):
    """A member asks somebody in; that is all a hidden community shows of itself."""

    community = models.ForeignKey(Community, models.CASCADE, related_name="invitations")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    invited_at = models.DateTimeField(default=timezone.now)
    decision = models.CharField(max_length=10, choices=Decision.choices, default=Decision.WAITING)
    decided_at = models.DateTimeField(null=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["community", "person"],
                condition=Q(decision="waiting"),
                name="one_waiting_invitation_per_person_and_community",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.community} → {self.person}"
