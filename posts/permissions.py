"""Who may do what with a post, and the rules that stand in the way whoever asks.

can_view says of one post what `visible_to` says of all; what_may answers everything a page asks at once.
"""

from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from communities.models import Community, Membership
from communities.permissions import can_read, can_write_in, role_of
from communities.querysets import RUNS_IT, MembershipQuerySet
from kenniscafe.permissions import RuleBroken
from people.models import User
from people.permissions import can_view as can_view_person
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
)
from threads.models import Message
from threads.permissions import can_view_message


@dataclass(frozen=True, slots=True)
class May:
    view: bool = False
    edit: bool = False
    withdraw: bool = False
    restore: bool = False
    remove: bool = False
    accept: bool = False
    move_stage: bool = False
    vote: bool = False
    close_poll: bool = False
    read_revisions: bool = False
    look_after: bool = (
        False  # say who keeps it right, how often they are asked, and that it is obsolete
    )
    verify: bool = False
    move: bool = False
    report: bool = False


def can_publish_in(actor: User, community: Community | None) -> bool:
    """What is for everyone is for employees to write; a community is written in by who is in it."""
    if community is None:
        return actor.may_enter and actor.is_employee
    return role_of(actor, community) is not None and can_write_in(actor, community)


def can_view(viewer: Viewer, post: Post) -> bool:
    if not viewer.is_authenticated or not viewer.may_enter:
        return False
    there = can_read(viewer, post.community) if post.community else viewer.is_employee
    return there and (not post.is_withdrawn or _is_own(viewer, post))


def can_edit(actor: User, post: Post) -> bool:
    return what_may(actor, post).edit


def can_withdraw(actor: User, post: Post) -> bool:
    return what_may(actor, post).withdraw


def can_restore(actor: User, post: Post) -> bool:
    return what_may(actor, post).restore


def can_remove(actor: User, post: Post) -> bool:
    return what_may(actor, post).remove


def can_accept(actor: User, post: Post) -> bool:
    return what_may(actor, post).accept


def can_move_stage(actor: User, post: Post) -> bool:
    return what_may(actor, post).move_stage


def can_view_template(viewer: Viewer, template: Template) -> bool:
    """Who is in its community begins with it."""
    if not viewer.is_authenticated or not viewer.may_enter:
        return False
    return role_of(viewer, template.community) is not None


def can_vote(actor: User, post: Post) -> bool:
    return what_may(actor, post).vote


def can_close_poll(actor: User, post: Post) -> bool:
    return what_may(actor, post).close_poll


def what_may(actor: User, post: Post) -> May:
    """Their own text is the author's to take away always, and theirs to change while the place is in use."""
    if not can_view(actor, post):
        return May()
    author = post.author_id == actor.pk
    role = role_of(actor, post.community) if post.community else None
    runs, manages = role in RUNS_IT, role == Membership.Role.MANAGER
    in_use = post.community is None or not post.community.is_archived
    stands = not post.is_withdrawn
    return May(
        view=True,
        edit=in_use and (author or (runs and stands and post.kind != Post.Kind.LINK)),
        withdraw=author and stands,
        restore=author and not stands and in_use and not is_hidden(post),
        remove=author or runs or actor.is_superuser,
        accept=post.kind == Post.Kind.QUESTION and in_use and stands and (author or manages),
        move_stage=post.kind == Post.Kind.IDEA and in_use and stands and (author or manages),
        vote=in_use and stands,
        close_poll=in_use and stands and (author or manages),
        read_revisions=author or runs,
        look_after=in_use and stands and (author or runs or keeper_of(post) == actor.pk),
        verify=in_use and stands and (runs or keeper_of(post) == actor.pk),
        move=in_use and stands and (author or runs) and post.kind != Post.Kind.LINK,
        report=stands and not author,
    )


def keeper_of(post: Post) -> int:
    """Who answers for it: its owner while they are here, else its author."""
    return post.owner.pk if post.owner and post.owner.may_enter else post.author_id


def can_look_after(actor: User, post: Post) -> bool:
    return what_may(actor, post).look_after


def can_verify(actor: User, post: Post) -> bool:
    return what_may(actor, post).verify


def can_move(actor: User, post: Post, to: Community | None) -> bool:
    return what_may(actor, post).move and can_publish_in(actor, to)


def can_view_involvement(viewer: User, involvement: Involvement) -> bool:
    return can_view(viewer, involvement.post)


def can_view_revision(viewer: User, revision: Revision) -> bool:
    return what_may(viewer, revision.post).read_revisions


def can_view_draft(viewer: Viewer, draft: Draft) -> bool:
    """Its author's, while they may read what it changes."""
    if not viewer.is_authenticated or not viewer.may_enter or draft.author_id != viewer.pk:
        return False
    return draft.post is None or can_view(viewer, draft.post)


def can_add_files(actor: User) -> bool:
    return actor.may_enter


def can_view_attachment(viewer: Viewer, attachment: Attachment) -> bool:
    if not viewer.is_authenticated or not viewer.may_enter:
        return False
    if attachment.post is None:
        return attachment.by_id == viewer.pk
    if attachment.shown:
        return can_view(viewer, attachment.post)
    return what_may(viewer, attachment.post).read_revisions


def can_drop_attachment(actor: User, attachment: Attachment) -> bool:
    """What a post has is changed by editing the post."""
    return actor.may_enter and attachment.by_id == actor.pk and attachment.post_id is None


def is_hidden(post: Post) -> bool:
    """A moderator took it out of sight; its author may adapt it."""
    by_another = post.is_withdrawn and post.withdrawal.by_id != post.author_id
    return by_another and not post.withdrawal.removed


def can_report(actor: User, thing: Post | Message | User) -> bool:
    """What somebody sees and did not write; also what is no longer written in."""
    match thing:
        case Post():
            return what_may(actor, thing).report
        case Message():
            stands = thing.removed_at is None and thing.author_id != actor.pk
            return stands and can_view_message(actor, thing)
    return thing != actor and can_view_person(actor, thing)


def can_view_case(viewer: Viewer, case: Case) -> bool:
    """Who may judge it: nobody what they wrote or reported themselves."""
    if not viewer.is_authenticated or not viewer.may_enter or case.about_id == viewer.pk:
        return False
    if case.reports.filter(reporter=viewer).exists():
        return False
    if case.community is None:
        return viewer.is_superuser
    if role_of(viewer, case.community) in RUNS_IT:
        return True
    return viewer.is_superuser and not judges_there(case).exists()


can_judge = can_view_case


def judges_there(case: Case) -> MembershipQuerySet:
    """Who runs the community of a case, and neither wrote nor reported it."""
    reporters = case.reports.filter(reporter__isnull=False).values("reporter")
    running = Membership.objects.running().filter(community=case.community_id)
    return running.filter(person__in=User.objects.colleagues()).exclude(
        Q(person=case.about_id) | Q(person__in=reporters)
    )


def can_view_report(viewer: Viewer, report: Report) -> bool:
    return viewer.is_authenticated and viewer.may_enter and report.reporter_id == viewer.pk


def _is_own(viewer: User, post: Post) -> bool:
    return post.author_id == viewer.pk and not post.withdrawal.removed


class PostIsWithdrawn(RuleBroken):
    message = _("This post has been taken away. Put it back first.")


class LinkIsMissing(RuleBroken):
    message = _("A bookmark needs an address.")


class TitleIsMissing(RuleBroken):
    message = _("Give it a title, or write something.")


class StageIsUnknown(RuleBroken):
    message = _("Choose one of the four stages.")


class AnswerIsElsewhere(RuleBroken):
    message = _("Only a reply that still stands under this question can be its answer.")


class PostWasEdited(RuleBroken):
    message = _("Somebody else saved this post while you were writing.")


class DraftIsNewer(RuleBroken):
    """`draft` is what was saved since, by the same person elsewhere."""

    message = _("You went on with this text on another device.")

    def __init__(self, draft: Draft) -> None:
        super().__init__()
        self.draft = draft


class DraftIsGone(RuleBroken):
    message = _("This draft was posted or thrown away elsewhere. Your text stands only here.")


class DraftIsTooBig(RuleBroken):
    message = _("This text is too long. Make two posts of it.")


class TooManyDrafts(RuleBroken):
    message = _("You have a hundred drafts. Throw one away first; your text stays here.")


class TooFewChoices(RuleBroken):
    message = _("Give a poll two to ten different choices.")


class PollClosesTooSoon(RuleBroken):
    message = _("Let the poll close at a moment that has yet to come.")


class PollIsClosed(RuleBroken):
    message = _("This poll has closed.")


class ChoiceIsUnknown(RuleBroken):
    message = _("Choose from the list.")


class TooManyFiles(RuleBroken):
    message = _(
        "You have a hundred files that stand in no post. Post them first, or take some away."
    )


class TemplateExists(RuleBroken):
    message = _("This community has a template of that name already.")


class TimeIsMissing(RuleBroken):
    message = _("Choose a day and a time.")


class TimeIsPast(RuleBroken):
    message = _("This moment has passed. Choose a later one.")


class TimeIsFar(RuleBroken):
    message = _("Choose a moment within a year.")


class TimeNeverComes(RuleBroken):
    message = _("That night the clock is set forward, and this time does not come. Choose another.")


class TimeIsGiven(RuleBroken):
    message = _("A time stands here. Choose “Post later”, or make this field empty.")


class OwnerCannotRead(RuleBroken):
    message = _("Choose somebody who can read this post.")


class TermIsUnknown(RuleBroken):
    message = _("Choose how often it is checked.")


class ReasonIsMissing(RuleBroken):
    message = _("Say in one line why it no longer holds.")


class ReplacementIsWrong(RuleBroken):
    message = _("Choose another post, which still holds and which you can read.")


class AlreadyThere(RuleBroken):
    message = _("The post is there already. Choose another place.")
