"""Every address that names a thing: who may go through it, of those who see the thing.

Who does not see it gets the answer of an address that leads nowhere (404). For the others `says` tells,
of who comes and of the thing, whether the door opens; 403 where it does not.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from tests.permissions.rules import (
    Says,
    administrator,
    anybody_else,
    asker,
    asker_or_manager,
    author,
    author_or_who_runs,
    colleagues_knock,
    colleagues_walk_in,
    everybody,
    kept_by_others,
    manager,
    manager_among_readers,
    may,
    members_invite,
    replier,
    replier_or_who_clears,
    stand_in,
    while_in_use,
    while_no_post_has_it,
    who_looks_after,
    who_may_edit,
    who_may_remove,
    who_moves,
    who_reads,
    who_reads_replies,
    who_runs,
    wrongly_filled_in,
    wrongly_reported,
    wrongly_reported_reply,
)


@dataclass(frozen=True, slots=True, eq=False)
class Door:
    name: str
    things: str  # names, or `*` for what follows: `*_article`, `tag_*`
    says: Says
    ids: str = "pk"
    method: str = "get"
    knows: bool = False  # also for who knows of the thing only
    query: str = ""  # where the thing stands in the query: its name in the address = its id
    data: Mapping[str, str] = field(default_factory=dict)


PLACES = "open closed hidden archived"
SOME_PLACES = "closed hidden"
ALL_POSTS = "*_article *_question *_idea *_link *_note open_imported"
STANDING = "open_article closed_article hidden_article archived_article everyone_article"
POSTS = f"{STANDING} withdrawn_article removed_article"
SOME_POSTS = "open_article hidden_article removed_article"
TALKS = f"{STANDING} withdrawn_talk removed_talk"
QUESTIONS = "open_question hidden_question archived_question"
IDEAS = "open_idea hidden_idea archived_idea"
SOME_TALKS = "open_article closed_article hidden_article removed_talk"
FEW_TALKS = f"{SOME_TALKS} archived_article"
TAGS = "*_article_tag tag_near tag_told_to_hidden tag_inferred privatetag"
SOME_TAGS = "open_article_tag hidden_article_tag withdrawn_article_tag privatetag"
SOME_PEOPLE = "manager_person recluse_person imported_person"
FILES = "*_picture *_pdf"
REPLY = "thread_pk number"

DOORS = [
    # what somebody was told
    Door("read_notice", "member_notice", everybody, method="post"),
    Door("watch", SOME_TALKS, everybody, "thread_pk", "post", data={"level": "mentions"}),
    # a community
    Door("community", f"{PLACES} elsewhere", everybody, "slug", knows=True),
    Door("community_members", PLACES, who_reads, "slug", knows=True),
    Door(
        "change_role",
        PLACES,
        manager_among_readers,
        "slug handle",
        "post",
        knows=True,
        data={"role": "member"},
    ),
    Door("remove_member", SOME_PLACES, manager_among_readers, "slug handle", "post", knows=True),
    Door("join_community", PLACES, colleagues_walk_in, "slug", "post", knows=True),
    Door("ask_to_join", SOME_PLACES, colleagues_knock, "slug", knows=True),
    Door(
        "ask_to_join",
        PLACES,
        colleagues_knock,
        "slug",
        "post",
        knows=True,
        data={"words": "Mag ik?"},
    ),
    Door(
        "choose_community_level",
        SOME_PLACES,
        who_reads,
        "slug",
        "post",
        knows=True,
        data={"level": "mentions"},
    ),
    Door("leave_community", SOME_PLACES, everybody, "slug", "post", knows=True),
    Door("community_invite", PLACES, members_invite, "slug", knows=True),
    Door("community_manage", SOME_PLACES, manager, "slug", knows=True),
    Door("community_settings", SOME_PLACES, manager, "slug", knows=True),
    Door(
        "community_invite",
        PLACES,
        wrongly_filled_in(members_invite),
        "slug",
        "post",
        knows=True,
        data={"who": "niemand-en-nergens"},
    ),
    Door(
        "community_settings",
        SOME_PLACES,
        wrongly_filled_in(manager),
        "slug",
        "post",
        knows=True,
        data={"name": ""},
    ),
    Door(
        "invite_guest",
        PLACES,
        wrongly_filled_in(manager),
        "slug",
        "post",
        knows=True,
        data={"email": "geen adres"},
    ),
    Door("withdraw_invite", "outside_invitation", manager, method="post"),
    Door("open_begin_here", PLACES, manager, "slug", "post", knows=True),
    Door("community_archive", SOME_PLACES, manager, "slug", knows=True),
    Door("community_archive", SOME_PLACES, manager, "slug", "post", knows=True),
    Door("reopen_community", SOME_PLACES, manager, "slug", "post", knows=True),
    Door("templates", PLACES, manager, "slug", knows=True),
    Door(
        "templates",
        SOME_PLACES,
        wrongly_filled_in(manager),
        "slug",
        "post",
        knows=True,
        data={"name": ""},
    ),
    Door("template", "*_template", manager, "slug pk"),
    Door("remove_template", "*_template", manager, "slug pk", "post"),
    Door("write", "*_template", everybody, "", query="sjabloon=pk"),
    # what waits
    Door("let_in", "request", manager, method="post"),
    Door("decline_request", "request", manager, method="post"),
    Door("withdraw_request", "request", asker, method="post"),
    Door("accept_invitation", "invitation", asker, method="post"),
    Door("decline_invitation", "invitation", asker, method="post"),
    Door("withdraw_invitation", "invitation", manager, method="post"),
    # a post
    Door("post", ALL_POSTS, everybody),
    Door("involved", POSTS, everybody),
    Door("read_post", SOME_POSTS, everybody, method="post"),
    Door("revisions", POSTS, author_or_who_runs, query="versie=revision"),
    Door("edit_post", f"{STANDING} open_link", who_may_edit),
    Door(
        "edit_post",
        STANDING,
        wrongly_filled_in(who_may_edit),
        method="post",
        data={"title": ""},
    ),
    Door("withdraw_post", SOME_POSTS, author),
    Door("withdraw_post", STANDING, author, method="post"),
    Door(
        "restore_post",
        f"{SOME_POSTS} withdrawn_article",
        lambda role, thing: may(thing.row == "withdrawn"),
        method="post",
    ),
    Door("remove_post", SOME_POSTS, who_may_remove),
    Door("remove_post", POSTS, who_may_remove, method="post"),
    Door("move_stage", IDEAS, asker_or_manager, method="post", data={"stage": "on_trial"}),
    Door("vote", f"{STANDING} removed_article", while_in_use, method="post"),
    Door("close_poll", f"{STANDING} removed_article", asker_or_manager, method="post"),
    Door("answered_already", POSTS, everybody, method="post"),
    # whether it still holds, and where it belongs
    Door("look_after_post", STANDING, who_looks_after),
    Door(
        "look_after_post",
        STANDING,
        wrongly_filled_in(who_looks_after),
        method="post",
        data={"check_every": "eeuwig"},
    ),
    Door("verify_post", STANDING, who_looks_after, method="post"),
    Door("mark_obsolete", STANDING, who_looks_after),
    Door(
        "mark_obsolete",
        STANDING,
        wrongly_filled_in(who_looks_after),
        method="post",
        data={"replacement": "/berichten/999999999/"},
    ),
    Door("take_back_obsolete", STANDING, who_looks_after, method="post"),
    Door("move_post", f"{STANDING} open_link", who_moves),
    Door(
        "move_post",
        STANDING,
        wrongly_filled_in(who_moves),
        method="post",
        data={"to": "niemand-en-nergens"},
    ),
    Door("community_checks", SOME_PLACES, who_runs, "slug", knows=True),
    Door("accept_answer", QUESTIONS, asker_or_manager, query="reactie=number"),
    Door("accept_answer", QUESTIONS, asker_or_manager, method="post", data={"reactie": "1"}),
    Door("take_back_acceptance", QUESTIONS, asker_or_manager, method="post"),
    Door("react_to_post", STANDING, while_in_use, method="post", data={"react": ":thanks"}),
    # what was reported
    Door("report", SOME_POSTS, everybody, "", query="bericht=pk"),
    Door("report", STANDING, wrongly_reported, "", "post", query="bericht=pk"),
    Door("report", SOME_TALKS, everybody, "", query="reactie=message_pk"),
    Door("report", FEW_TALKS, wrongly_reported_reply, "", "post", query="reactie=message_pk"),
    Door("report", SOME_PEOPLE, everybody, "", query="persoon=handle"),
    Door("reported_case", "told_case", everybody),
    Door("community_reports", SOME_PLACES, who_runs, "slug", knows=True),
    Door("community_log", SOME_PLACES, who_runs, "slug", knows=True),
    Door("community_report", "hidden_case", who_runs, "slug pk"),
    Door(
        "community_report",
        "hidden_case",
        wrongly_filled_in(who_runs),
        "slug pk",
        "post",
        data={"what": "restore"},
    ),
    Door("cafe_report", "hidden_case_elsewhere cafe_case", everybody),
    Door("cafe_report", "cafe_case", wrongly_filled_in(everybody), method="post"),
    Door("edit_message", "withheld_reply", replier, REPLY),
    Door("edit_message", "withheld_reply", replier, REPLY, "post", data={"text": "Anders."}),
    # lists of people
    Door("roster", "a_roster", everybody),
    Door("roster_report", "a_roster", everybody),
    Door("read_in_roster", "a_roster", everybody, method="post"),
    Door("drop_roster", "a_roster", everybody, method="post"),
    # what somebody is writing
    Door("write", "*_draft", everybody, "", query="concept=key"),
    # a file
    Door("file", FILES, everybody),
    Door("file_itself", FILES, everybody, "pk name"),
    Door("rendition", "*_picture", everybody, "pk width"),
    Door("sheet", "*_pdf", everybody, "pk number"),
    Door("drop_file", FILES, while_no_post_has_it, method="post"),
    Door("drop_draft", "*_draft", everybody, "key", "post"),
    # a conversation
    Door("reply", SOME_TALKS, everybody, "thread_pk"),
    Door("reply", TALKS, who_reads_replies, "thread_pk", "post", data={"text": "Dank je."}),
    Door("react", FEW_TALKS, while_in_use, "thread_pk", "post", data={"react": ":thanks"}),
    Door("mentionable", FEW_TALKS, everybody, "thread_pk"),
    Door("message", SOME_TALKS, everybody, REPLY),
    Door("edit_message", SOME_TALKS, replier, REPLY),
    Door("edit_message", FEW_TALKS, replier, REPLY, "post", data={"text": "Anders."}),
    Door("remove_message", SOME_TALKS, replier_or_who_clears, REPLY),
    Door("remove_message", FEW_TALKS, replier_or_who_clears, REPLY, "post"),
    # a person, a tag
    Door("profile", "*_person", everybody, "handle"),
    Door("follow_person", "*_person", anybody_else, "handle", "post"),
    Door("unfollow_person", SOME_PEOPLE, everybody, "handle", "post"),
    # being away
    Door("change_absence", "absence", author),
    Door(
        "change_absence",
        "absence",
        wrongly_filled_in(author),
        method="post",
        data={"last_day": "morgen"},
    ),
    Door("end_absence", "absence", author, method="post"),
    Door("agree_to_stand_in", "absence", stand_in, method="post"),
    Door("decline_to_stand_in", "absence", stand_in, method="post"),
    Door("export_file", "*_export", everybody, "key"),
    Door("tag", TAGS, everybody, "slug"),
    Door("edit_tag", SOME_TAGS, administrator, "slug"),
    Door(
        "edit_tag",
        SOME_TAGS,
        wrongly_filled_in(administrator),
        "slug",
        "post",
        data={"name": ""},
    ),
    Door("merge_tag", SOME_TAGS, administrator, "slug"),
    Door(
        "merge_tag",
        SOME_TAGS,
        wrongly_filled_in(administrator),
        "slug",
        data={"into": "niemand-en-nergens"},
    ),
    Door(
        "merge_tag",
        SOME_TAGS,
        wrongly_filled_in(administrator),
        "slug",
        "post",
        data={"into": "niemand-en-nergens"},
    ),
    Door("follow_tag", SOME_TAGS, everybody, "slug", "post"),
    Door("unfollow_tag", SOME_TAGS, everybody, "slug", "post"),
    # what editors make
    Door("about", "home", everybody, ""),
    Door("standing_page", "standing standing_unread", everybody, "path"),
    Door("handbook", "cover", everybody, ""),
    Door("handbook_page", "chapter chapter_unread", everybody, "path"),
    Door("theme", "*_theme", everybody, "slug"),
    Door("editorial_file", "*_upload", everybody, "name"),
    # what is kept
    Door("bookmark", "*_bookmark", everybody),
    Door(
        "bookmark",
        "*_bookmark",
        wrongly_filled_in(everybody),
        method="post",
        data={"audience": "iedereen-en-niemand"},
    ),
    Door("drop_bookmark", "*_bookmark", everybody, method="post"),
    Door("keep", POSTS.replace("withdrawn_article ", ""), everybody, "", query="bericht=pk"),
    Door("keep", SOME_POSTS, everybody, "", "post", query="bericht=pk"),
    Door("keep", SOME_TALKS, everybody, "", query="reactie=message_pk"),
    Door("keep", SOME_TALKS, everybody, "", "post", query="reactie=message_pk"),
    Door("keep", SOME_PEOPLE, kept_by_others, "", query="persoon=handle"),
    Door("keep", SOME_PEOPLE, kept_by_others, "", "post", query="persoon=handle"),
]
