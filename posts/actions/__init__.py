"""Every write of posts. Order: may they, is it sound, write in one transaction, say what happened."""

from posts.actions.answers import accept_answer, take_back_acceptance
from posts.actions.drafts import drop_draft, end_draft, plan_draft, save_draft
from posts.actions.edit import edit_post, move_stage, name_people
from posts.actions.erasing import forget_removed_files
from posts.actions.files import (
    add_attachment,
    drop_attachment,
    files_of,
    forget_old_attachments,
    known_keys,
    look_into,
)
from posts.actions.holding import hold
from posts.actions.involvement import count_kept, forget_involvement, record_involvement
from posts.actions.judge import judge, settle_what_is_gone, wait_again
from posts.actions.move import move_post
from posts.actions.polls import close_poll, start_poll, vote
from posts.actions.publish import publish_post
from posts.actions.reading import forget_old_reads, record_read
from posts.actions.replies import take_in_edited_reply, take_in_reply, take_out_reply
from posts.actions.reports import report
from posts.actions.templates import add_template, change_template, remove_template
from posts.actions.truth import look_after_post, mark_obsolete, take_back_obsolete, verify_post
from posts.actions.withdraw import remove_post, restore_post, withdraw_post

__all__ = [
    "accept_answer",
    "add_attachment",
    "add_template",
    "change_template",
    "close_poll",
    "count_kept",
    "drop_attachment",
    "drop_draft",
    "edit_post",
    "end_draft",
    "files_of",
    "forget_involvement",
    "forget_old_attachments",
    "forget_old_reads",
    "forget_removed_files",
    "hold",
    "judge",
    "known_keys",
    "look_after_post",
    "look_into",
    "mark_obsolete",
    "move_post",
    "move_stage",
    "name_people",
    "plan_draft",
    "publish_post",
    "record_involvement",
    "record_read",
    "remove_post",
    "remove_template",
    "report",
    "restore_post",
    "save_draft",
    "settle_what_is_gone",
    "start_poll",
    "take_back_acceptance",
    "take_back_obsolete",
    "take_in_edited_reply",
    "take_in_reply",
    "take_out_reply",
    "verify_post",
    "vote",
    "wait_again",
    "withdraw_post",
]
