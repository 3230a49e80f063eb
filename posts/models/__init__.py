"""What colleagues write, and what is said of it."""

from posts.models.parts import AcceptedAnswer, Involvement, ReadMark, Revision, Withdrawal
from posts.models.polls import Poll, PollOption, PollVote
from posts.models.post import Link, Post, PostTag
from posts.models.reports import Case, Judgement, Report, Rule
from posts.models.truth import Obsolescence, Verification
from posts.models.writing import Attachment, Draft, Template

__all__ = [
    "AcceptedAnswer",
    "Attachment",
    "Case",
    "Draft",
    "Involvement",
    "Judgement",
    "Link",
    "Obsolescence",
    "Poll",
    "PollOption",
    "PollVote",
    "Post",
    "PostTag",
    "ReadMark",
    "Report",
    "Revision",
    "Rule",
    "Template",
    "Verification",
    "Withdrawal",
]
