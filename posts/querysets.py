"""Which posts there are for whom: published, and in a place the viewer reads."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from django.db import models
from django.db.models import Exists, ExpressionWrapper, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from communities.models import Community
from communities.querysets import runs
from threads.models import Watch

if TYPE_CHECKING:
    from people.models import User
    from people.querysets import Viewer
    from posts.models import (
        Attachment,
        Case,
        Draft,
        Involvement,
        Post,
        Report,
        Revision,
        Template,
        Withdrawal,
    )


EVERYONE = 0  # the place of what is for all employees; no community has this id


class Slip(NamedTuple):
    """A post in a list, before it is shown: as light as it can be, there are fifty of them."""

    pk: int
    kind: str
    stage: str
    kept: int
    edited_at: datetime | None
    thread: int
    thread__last_change: int
    thread__replies: int


class PostQuerySet(models.QuerySet["Post"]):
    def published(self) -> PostQuerySet:
        return self.filter(~Exists(_withdrawals()))

    def visible_to(self, viewer: Viewer) -> PostQuerySet:
        """An author also sees their own posts that are withdrawn or hidden, not those that are removed.

        Two ways of asking that no planner mistakes, measured on 100,000 posts. The place is an
        expression, so that no index of places is used for it: this only narrows, and what a screen
        sorts by must choose the index. Withdrawals are asked for by NOT EXISTS: of a left join that
        finds nothing PostgreSQL expects one row, and then sorts everything.
        """
        if not viewer.is_authenticated or not viewer.may_enter:
            return self.none()
        readable = Q(place__in=Community.objects.readable_by(viewer).values("pk"))
        if viewer.is_employee:
            readable |= Q(place=EVERYONE)
        author = ExpressionWrapper(OuterRef("author_id"), models.BigIntegerField())
        out_of_sight = _withdrawals().alias(author=author)
        hidden = out_of_sight.exclude(author=viewer.pk, removed=False)
        place = Coalesce("community_id", Value(EVERYONE))
        return self.alias(place=place).filter(readable, ~Exists(hidden))

    def unanswered(self) -> PostQuerySet:
        """Questions without an accepted answer."""
        from posts.models import AcceptedAnswer

        accepted = AcceptedAnswer.objects.filter(post=OuterRef("pk"))
        return self.filter(~Exists(accepted), kind="question")

    def due(self, day: date) -> PostQuerySet:
        """Whose time to be looked at again has come by that day; what is obsolete needs no look."""
        from posts.models import Obsolescence

        ended = Obsolescence.objects.filter(post=OuterRef("pk"))
        return self.filter(~Exists(ended), check_on__lte=day)

    def kept_right_by(self, person: User) -> PostQuerySet:
        """What `keeper_of` says of one."""
        from people.models import User as Person

        gone = Q(owner=None) | ~Q(owner__in=Person.objects.colleagues())
        return self.filter(Q(owner=person) | (Q(author=person) & gone))

    def slips(self) -> QuerySet[Post, Any]:
        """What tells whether a kept card is still good; the card itself is made of with_card_data."""
        return self.values_list(*Slip._fields)

    def with_level(self, viewer: User) -> PostQuerySet:
        """As `level`: how much the viewer hears of its conversation; None where they do not follow it."""
        mine = Watch.objects.visible_to(viewer).filter(thread=OuterRef("thread"))
        return self.annotate(level=Subquery(mine.values("level")[:1]))

    def with_card_data(self) -> PostQuerySet:
        return self.select_related(
            "author__profile__unit",
            "author_unit",
            "community__archival",
            "thread",
            "link",
            "accepted_answer__message__author",
            "obsolescence",
            "owner",
        ).prefetch_related("tags")  # type: ignore[misc]  # taggit has no types


def _withdrawals() -> QuerySet[Withdrawal, Withdrawal]:
    from posts.models import Withdrawal

    return Withdrawal.objects.filter(post=OuterRef("pk"))


def _post_is_visible_to(viewer: User) -> Exists:
    """Asked of each row: as a list, SQLite would gather every post the viewer may see."""
    from posts.models import Post

    return Exists(Post.objects.visible_to(viewer).filter(pk=OuterRef("post")))


class InvolvementQuerySet(models.QuerySet["Involvement"]):
    def visible_to(self, viewer: User) -> InvolvementQuerySet:
        return self.filter(_post_is_visible_to(viewer))


class RevisionQuerySet(models.QuerySet["Revision"]):
    def visible_to(self, viewer: User) -> RevisionQuerySet:
        """How a post read before is for those who may edit it: its author and who runs its community."""
        from communities.querysets import RUNS_IT

        mine = Q(post__author=viewer)
        run = Q(
            post__community__memberships__person=viewer,
            post__community__memberships__role__in=RUNS_IT,
        )
        return self.filter(mine | run, _post_is_visible_to(viewer)).distinct()


class DraftQuerySet(models.QuerySet["Draft"]):
    def visible_to(self, viewer: Viewer) -> DraftQuerySet:
        """One's own; of a post one may no longer read there is nothing to change."""
        if not viewer.is_authenticated or not viewer.may_enter:
            return self.none()
        return self.filter(Q(post=None) | Q(_post_is_visible_to(viewer)), author=viewer)


class AttachmentQuerySet(models.QuerySet["Attachment"]):
    def unposted_by(self, person: User) -> AttachmentQuerySet:
        """What somebody added and no post has yet: theirs alone."""
        return self.filter(by=person, post=None)

    def shown(self) -> AttachmentQuerySet:
        return self.filter(shown=True)

    def visible_to(self, viewer: Viewer) -> AttachmentQuerySet:
        """Once posted, a file is for who sees the post; no longer shown, for who reads its earlier texts."""
        if not viewer.is_authenticated or not viewer.may_enter:
            return self.none()
        waiting = Q(post=None, by=viewer)
        seen = Q(_post_is_visible_to(viewer), shown=True)
        earlier = Q(_post_is_visible_to(viewer), _reads_earlier_texts(viewer), shown=False)
        return self.filter(waiting | seen | earlier)


class TemplateQuerySet(models.QuerySet["Template"]):
    def visible_to(self, viewer: Viewer) -> TemplateQuerySet:
        """Who is in its community begins with it."""
        if not viewer.is_authenticated or not viewer.may_enter:
            return self.none()
        return self.filter(community__in=Community.objects.joined_by(viewer).values("pk"))


class CaseQuerySet(models.QuerySet["Case"]):
    def visible_to(self, viewer: Viewer) -> CaseQuerySet:
        """Who may judge it: who runs the community; for the rest, and where nobody there may, administrators.

        Never of what they wrote or reported themselves.
        """
        if not viewer.is_authenticated or not viewer.may_enter:
            return self.none()
        allowed = Q(runs(viewer))
        if viewer.is_superuser:
            allowed |= Q(community=None) | ~Q(_judges_there())
        return self.filter(allowed, ~Exists(_reports_by(viewer))).exclude(about=viewer)

    def told_to(self, person: User) -> CaseQuerySet:
        """Who reported hears what became of it; who wrote it when something was decided that touches them."""
        from posts.models import Judgement, Report

        reported = Report.objects.visible_to(person).filter(case=OuterRef("pk"))
        touches = Judgement.objects.filter(case=OuterRef("pk")).exclude(what__in=("leave", "gone"))
        return self.filter(Exists(reported) | Q(Exists(touches), about=person))

    def with_things(self) -> CaseQuerySet:
        return self.select_related(
            "about",
            "community",
            "post__author",
            "post__thread",
            "post__withdrawal",
            "message__author",
            "message__thread",
            "message__withheld",
        ).prefetch_related("judgements")

    def waiting(self) -> CaseQuerySet:
        return self.filter(settled_at=None)

    def settled(self) -> CaseQuerySet:
        return self.filter(settled_at__isnull=False)


class ReportQuerySet(models.QuerySet["Report"]):
    def visible_to(self, viewer: Viewer) -> ReportQuerySet:
        """One's own, and nobody else's."""
        if not viewer.is_authenticated or not viewer.may_enter:
            return self.none()
        return self.filter(reporter=viewer)


def _reports_by(person: User) -> QuerySet[Report, Report]:
    from posts.models import Report

    return Report.objects.filter(case=OuterRef("pk"), reporter=person)


def _judges_there() -> Exists:
    """Somebody who runs the community of the case, and neither wrote nor reported it."""
    from communities.models import Membership
    from people.models import User as Person
    from posts.models import Report

    reported = Report.objects.filter(case=OuterRef(OuterRef("pk")), reporter=OuterRef("person"))
    here = Membership.objects.running().filter(
        ~Exists(reported), community=OuterRef("community"), person__in=Person.objects.colleagues()
    )
    return Exists(here.exclude(person=OuterRef("about")))


def _reads_earlier_texts(viewer: User) -> Q:
    from communities.querysets import RUNS_IT

    run = Community.objects.filter(
        memberships__person=viewer, memberships__role__in=RUNS_IT
    ).values("pk")
    return Q(post__author=viewer) | Q(post__community__in=run)


def tags_on_posts(viewer: User) -> QuerySet[Any, Any]:
    """Of each tag asked about, itself when it stands on a published post the viewer may see.

    It looks from the tag to one post of it: all visible posts are too many to gather first.
    """
    from posts.models import Post, PostTag

    seen = Post.objects.visible_to(viewer).published().filter(pk=OuterRef("content_object"))
    carried = PostTag.objects.filter(Exists(seen), tag=OuterRef("pk"))
    return cast("QuerySet[Any, Any]", carried.values("tag_id")[:1])
