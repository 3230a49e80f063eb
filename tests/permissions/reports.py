"""What was reported: a post for administrators to judge, and a reply of the hidden community that is hidden now."""

from posts.actions import judge, report
from tests.permissions import places
from tests.permissions.world import World


def report_a_post(world: World) -> None:
    words = world.says("of_administrator", "cafe_case", "words")
    post = world.posts["everyone_article"]
    case = report(world.people["member"], thing=post, rule="other", words=words)
    world.add("cafe_case", "of_administrator", {"pk": case.pk})


def report_a_reply(world: World) -> None:
    """By the guest, of the member; its words are for its author and who judges, the report for the latter."""
    post = world.posts["hidden_article"]
    reply = places.reply(world, "judged", "withheld", "reply", by="member", post=post)
    words = world.says("reported", "hidden_case", "words")
    case = report(world.people["hidden_guest"], thing=reply, rule="other", words=words)
    reason = world.says("judged", "hidden_case", "reason")
    manager = world.people["manager"]
    judge(manager, case=case, what="hide", rule="hurtful", reason=reason, seen=0)
    ids = {"pk": case.pk, "slug": world.places["hidden"].slug}
    world.add("hidden_case", "hidden", ids)
    world.add("hidden_case_elsewhere", "nobody", ids)
    world.add("told_case", "concerned", ids)
    at = {"thread_pk": reply.thread_id, "number": reply.number}
    world.add("withheld_reply", "hidden", at, replier="member")
