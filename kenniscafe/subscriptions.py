"""What happens when …? Every event has its row here; `durable` runs in the action's transaction, `fleeting` after commit."""

from archive import events as archive_events
from archive import reactions as archive
from communities import events as community_events
from communities import reactions as communities
from kenniscafe.events import Event, Subscription
from notifications import reactions as notifications
from pages import events as page_events
from pages import reactions as pages
from people import events as people_events
from people import reactions as people
from posts import events as posts_events
from posts import reactions as posts
from tags import events as tags_events
from tags import reactions as tags
from themes import events as theme_events
from threads import events as threads_events
from threads import reactions as threads

TABLE: dict[type[Event], Subscription] = {
    tags_events.TagChanged: Subscription(
        durable=[people.mark_tagged, posts.mark_tagged], fleeting=[posts.forget_cards]
    ),
    tags_events.TagsMerged: Subscription(durable=[tags.carry_over]),
    tags_events.TagCarriedOver: Subscription(fleeting=[posts.forget_cards]),
    people_events.OrganisationOpened: Subscription(),
    people_events.PersonAdded: Subscription(durable=[people.mark_person]),
    people_events.ProfileChanged: Subscription(
        durable=[people.mark_person], fleeting=[threads.forget_fragments]
    ),
    people_events.AccessChanged: Subscription(
        durable=[people.mark_person], fleeting=[threads.forget_fragments]
    ),
    people_events.AccountEnded: Subscription(),
    people_events.AccessEndsSoon: Subscription(durable=[notifications.tell_people]),
    people_events.InviteSent: Subscription(),
    people_events.InviteAccepted: Subscription(durable=[notifications.tell_people]),
    people_events.InviteWithdrawn: Subscription(),
    people_events.SecondFactorChanged: Subscription(durable=[people.warn_of_second_factor]),
    people_events.SignedInOnNewDevice: Subscription(durable=[people.warn_of_device]),
    people_events.UnitChanged: Subscription(durable=[people.mark_who_is_in]),
    people_events.RosterBegun: Subscription(durable=[people.read_in]),
    people_events.PersonFollowed: Subscription(),
    people_events.PersonUnfollowed: Subscription(),
    people_events.TagFollowed: Subscription(),
    people_events.TagUnfollowed: Subscription(),
    people_events.AbsenceChanged: Subscription(durable=[notifications.tell_people]),
    people_events.ExportAsked: Subscription(durable=[people.make_export]),
    people_events.ExportReady: Subscription(durable=[people.mail_export]),
    people_events.AccountClosed: Subscription(
        durable=[people.mark_person], fleeting=[threads.forget_fragments]
    ),
    people_events.AccountReopened: Subscription(
        durable=[people.mark_person], fleeting=[threads.forget_fragments]
    ),
    people_events.PersonLeft: Subscription(
        durable=[people.mark_person, posts.mark_written_by], fleeting=[threads.forget_fragments]
    ),
    people_events.StandInAsked: Subscription(durable=[notifications.tell_people]),
    people_events.StandInAgreed: Subscription(durable=[notifications.tell_people]),
    people_events.StandInDeclined: Subscription(durable=[notifications.tell_people]),
    community_events.CommunityStarted: Subscription(
        durable=[communities.mark_community, communities.mark_person]
    ),
    community_events.CommunityChanged: Subscription(
        durable=[communities.mark_community], fleeting=[posts.forget_cards]
    ),
    community_events.CommunityPageChanged: Subscription(durable=[communities.mark_community]),
    community_events.CommunityArchived: Subscription(
        durable=[communities.mark_community], fleeting=[posts.forget_cards]
    ),
    community_events.CommunityReopened: Subscription(
        durable=[communities.mark_community], fleeting=[posts.forget_cards]
    ),
    community_events.MemberJoined: Subscription(durable=[communities.mark_person]),
    community_events.MemberLeft: Subscription(durable=[communities.mark_person]),
    community_events.RoleChanged: Subscription(),
    community_events.JoinRequested: Subscription(durable=[notifications.tell_people]),
    community_events.JoinDecided: Subscription(durable=[notifications.tell_people]),
    community_events.PersonInvited: Subscription(durable=[notifications.tell_people]),
    community_events.InvitationDecided: Subscription(),
    threads_events.MessagePosted: Subscription(
        durable=[posts.note_reply, threads.watch_replied, notifications.tell_people]
    ),
    threads_events.MessageEdited: Subscription(
        durable=[posts.note_edited_reply, notifications.tell_who_is_called]
    ),
    threads_events.MessageRemoved: Subscription(
        durable=[posts.note_removed_reply, posts.settle_of_reply, notifications.take_back]
    ),
    threads_events.MessageWithheld: Subscription(
        durable=[posts.note_withheld_reply, notifications.take_back]
    ),
    threads_events.MessageGivenBack: Subscription(durable=[posts.note_reply_given_back]),
    threads_events.WithheldAdapted: Subscription(durable=[posts.look_again_at_reply]),
    threads_events.Reacted: Subscription(),
    threads_events.ReactionTakenBack: Subscription(),
    posts_events.PostPublished: Subscription(
        durable=[posts.mark_post, posts.watch_written, notifications.tell_people]
    ),
    posts_events.PostEdited: Subscription(
        durable=[posts.mark_post, posts.look_again_at_post, notifications.tell_who_is_called]
    ),
    posts_events.PostWithdrawn: Subscription(durable=[posts.mark_post, posts.settle_of_post]),
    posts_events.PostRestored: Subscription(durable=[posts.mark_post]),
    posts_events.PostRemoved: Subscription(durable=[posts.mark_post, posts.settle_of_post]),
    posts_events.PostHidden: Subscription(durable=[posts.mark_post]),
    posts_events.PostPutBack: Subscription(durable=[posts.mark_post]),
    posts_events.Reported: Subscription(durable=[notifications.tell_people]),
    posts_events.HiddenAdapted: Subscription(durable=[notifications.tell_people]),
    posts_events.ReportSettled: Subscription(durable=[notifications.tell_people]),
    posts_events.StageMoved: Subscription(durable=[posts.mark_post]),
    posts_events.AnswerAccepted: Subscription(durable=[posts.mark_post, notifications.tell_people]),
    posts_events.AcceptanceTakenBack: Subscription(
        durable=[posts.mark_post, notifications.take_back]
    ),
    posts_events.InvolvementChanged: Subscription(durable=[posts.mark_post]),
    posts_events.PostRead: Subscription(),
    posts_events.Voted: Subscription(),
    posts_events.PollClosed: Subscription(),
    posts_events.FileAdded: Subscription(durable=[posts.look_into_pdf]),
    posts_events.PostLookedAfter: Subscription(),
    posts_events.PostVerified: Subscription(durable=[posts.mark_post]),
    posts_events.PostMarkedObsolete: Subscription(durable=[posts.mark_post]),
    posts_events.PostHoldsAgain: Subscription(durable=[posts.mark_post]),
    posts_events.PostMoved: Subscription(durable=[posts.mark_post, posts.move_cases]),
    archive_events.Kept: Subscription(durable=[archive.show_who_kept, archive.watch_kept]),
    archive_events.Dropped: Subscription(durable=[archive.show_who_kept]),
    page_events.PagePublished: Subscription(
        durable=[pages.mark_page], fleeting=[pages.tell_in_frame]
    ),
    page_events.PageUnpublished: Subscription(
        durable=[pages.mark_page], fleeting=[pages.tell_in_frame]
    ),
    theme_events.HungOnTheme: Subscription(),
    theme_events.TakenOffTheme: Subscription(),
}
