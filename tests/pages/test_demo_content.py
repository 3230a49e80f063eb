"""The demo's files keep their word: every name resolves, nobody speaks where they may not, nothing is said twice."""

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

Told = dict[str, Any]

FOLDER = Path(__file__).parents[2] / "pages" / "demo"
STANCES = ("knows", "practises", "learns", "seeks", "offers")
REACTIONS = {"insightful", "thanks", "agree", "join"}
STAGES = {"floated", "worked_out", "on_trial", "everyday"}
SECONDS = {"d": 86_400, "h": 3_600, "m": 60}
READ_FROM = 9 * 3_600 + 45 * 60  # the demo is looked at from a quarter to ten on its own day


def read(name: str) -> Told:
    return tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))


ORGANISATION = read("organisation.toml")
PEOPLE: dict[str, Told] = {one["handle"]: one for one in read("people.toml")["person"]}
COMMUNITIES: dict[str, Told] = {one["slug"]: one for one in read("communities.toml")["community"]}
POSTS: list[Told] = [
    post
    for path in sorted((FOLDER / "posts").glob("*.toml"))
    for post in read(f"posts/{path.name}")["post"]
]
BY_ID = {post["id"]: post for post in POSTS}
BOOKMARKS: list[Told] = read("bookmarks.toml")["bookmark"]
UNITS = {unit["slug"] for unit in ORGANISATION["unit"]}
TAGS = {tag["name"] for tag in ORGANISATION["tag"]}
EMPLOYEES = {handle for handle, one in PEOPLE.items() if one["kind"] == "employee"}


def moment(ago: str) -> int:
    """Seconds from midnight at the start of the demo's day; the past is negative."""
    days, clock = ago.split()
    hours, minutes = clock.split(":")
    return -int(days) * SECONDS["d"] + int(hours) * SECONDS["h"] + int(minutes) * SECONDS["m"]


def span(after: str) -> int:
    assert re.fullmatch(r"(\d+d)?(\d+h)?(\d+m)?", after), after
    return sum(int(number) * SECONDS[unit] for number, unit in re.findall(r"(\d+)([dhm])", after))


def members(slug: str) -> set[str]:
    community = COMMUNITIES[slug]
    return {*community["managers"], *community["moderators"], *community["members"]}


def may_speak(slug: str) -> set[str]:
    return members(slug) if slug else EMPLOYEES


def may_read(slug: str) -> set[str]:
    is_open = not slug or COMMUNITIES[slug]["kind"] == "open"
    return EMPLOYEES if is_open else members(slug)


def reacting(told: Told) -> list[str]:
    return [handle for handles in told.get("reactions", {}).values() for handle in handles]


def replies() -> Iterator[Told]:
    return (reply for post in POSTS for reply in post.get("reply", []))


def keys(post: Told) -> list[str]:
    return [reply["key"] for reply in post.get("reply", []) if "key" in reply]


def twice(values: list[str]) -> list[str]:
    return [value for value, times in Counter(values).items() if times > 1]


def test_the_organisation_is_as_large_as_the_screens_show() -> None:
    departments = [unit for unit in ORGANISATION["unit"] if not unit["parent"]]
    ended = [one for one in PEOPLE.values() if one.get("ended")]
    assert len(departments) == 9
    assert len(EMPLOYEES) >= 46
    assert len(PEOPLE) - len(EMPLOYEES) == 3
    assert len(ended) == 1
    assert len(TAGS) >= 90
    assert len(COMMUNITIES) == 8


def test_there_is_a_hidden_an_archived_and_a_closed_community() -> None:
    kinds = Counter(one["kind"] for one in COMMUNITIES.values())
    guests = PEOPLE.keys() - EMPLOYEES
    assert kinds["hidden"] == 1
    assert kinds["closed"] >= 1
    assert sum("archived" in one for one in COMMUNITIES.values()) == 1
    assert guests <= members("ontwerpatelier-vak-12")
    assert len(members("dijkwerkers")) >= 25


def test_there_is_enough_to_read() -> None:
    kinds = Counter(post["kind"] for post in POSTS)
    fresh = [post for post in POSTS if int(post["ago"].split()[0]) < 14]
    at_least = {"article": 60, "question": 40, "idea": 20, "link": 20, "note": 12}
    assert len(POSTS) >= 155
    assert all(kinds[kind] >= number for kind, number in at_least.items())
    assert len(fresh) >= 45
    assert sum(post["ago"].startswith("0 ") for post in POSTS) >= 5
    assert len(list(replies())) >= 900


def test_most_questions_are_answered_and_some_are_open() -> None:
    questions = [post for post in POSTS if post["kind"] == "question"]
    answered = [post for post in questions if "accepted" in post]
    assert len(questions) / 2 < len(answered) < len(questions)


def test_the_night_of_the_high_water_has_three_hundred_replies_by_many_voices() -> None:
    night = BY_ID["hoogwaternacht"]["reply"]
    assert len(night) == 300
    assert len({reply["author"] for reply in night}) >= 25


def test_a_person_names_only_what_exists() -> None:
    for person in PEOPLE.values():
        named = {name for stance in STANCES for name in person.get(stance, [])}
        assert not {*named, *person.get("follows_tags", [])} - TAGS, person["handle"]
        assert not set(person.get("follows_people", [])) - PEOPLE.keys(), person["handle"]
        assert person["unit"] in UNITS or person["kind"] != "employee", person["handle"]


def test_units_hang_below_units() -> None:
    parents = {unit["parent"] for unit in ORGANISATION["unit"]} - {""}
    assert parents <= UNITS


def test_a_community_knows_its_people_and_its_posts() -> None:
    for slug, community in COMMUNITIES.items():
        roles = community["managers"] + community["moderators"] + community["members"]
        asked = [one["person"] for one in community["requests"] + community["invitations"]]
        begin = [BY_ID[name] for name in community["start_posts"]]
        assert not twice(roles), slug
        assert community["managers"], slug
        assert {*roles, *asked} <= PEOPLE.keys(), slug
        assert not set(asked) & set(roles), slug
        assert all(one["by"] in roles for one in community["invitations"]), slug
        assert all(post["community"] == slug for post in begin), slug


def test_a_post_has_what_its_kind_asks_for() -> None:
    for post in POSTS:
        assert post["title"], post["id"]
        assert post["body"].strip(), post["id"]
        assert post["tags"], post["id"]
        assert not set(post["tags"]) - TAGS, post["id"]
        assert ("stage" in post) == (post["kind"] == "idea"), post["id"]
        assert ("url" in post) == (post["kind"] == "link"), post["id"]
        assert post.get("stage", "floated") in STAGES, post["id"]
        if post["kind"] == "article":
            assert 110 <= len(post["body"].split()) <= 470, post["id"]


def test_only_who_may_speak_somewhere_speaks_there() -> None:
    for post in POSTS:
        speakers = {post["author"], *(reply["author"] for reply in post.get("reply", []))}
        told = [post, *post.get("reply", [])]
        assert speakers <= may_speak(post["community"]), post["id"]
        assert {handle for one in told for handle in reacting(one)} <= may_read(
            post["community"]
        ), post["id"]


def test_nobody_reacts_to_themselves_or_twice_alike() -> None:
    for post in POSTS:
        for told in [post, *post.get("reply", [])]:
            assert told["author"] not in reacting(told), post["id"]
            assert told.get("reactions", {}).keys() <= REACTIONS, post["id"]
            assert not any(twice(handles) for handles in told.get("reactions", {}).values()), post[
                "id"
            ]


def test_a_conversation_runs_forward_and_ends_before_it_is_read() -> None:
    for post in POSTS:
        start = moment(post["ago"])
        times = [start] + [start + span(reply["after"]) for reply in post.get("reply", [])]
        assert all(earlier <= later for earlier, later in pairwise(times)), post["id"]
        assert times[-1] <= READ_FROM, post["id"]
        assert int(post["ago"].split()[0]) <= 730, post["id"]
        assert start <= moment(post.get("edited_ago", post["ago"])) <= READ_FROM, post["id"]


def test_quotes_and_accepted_answers_point_at_replies() -> None:
    for post in POSTS:
        known: set[str] = set()
        for reply in post.get("reply", []):
            assert reply.get("quotes") in {None, *known}, post["id"]
            known |= {reply.get("key", "")} - {""}
        assert not twice(keys(post)), post["id"]
        assert post.get("accepted") in {None, *known}, post["id"]
        assert post["kind"] == "question" or "accepted" not in post, post["id"]


def test_mentions_and_involved_people_exist() -> None:
    for post in POSTS:
        texts = [post["body"], *(reply["body"] for reply in post.get("reply", []))]
        mentioned = {
            name for text in texts for name in re.findall(r"(?<![\w.])@([a-z][a-z-]+)", text)
        }
        involved = {one["person"] for one in post.get("involved", [])}
        assert mentioned | involved <= PEOPLE.keys(), post["id"]


def test_a_bookmark_keeps_one_thing_that_its_owner_may_see() -> None:
    for bookmark in BOOKMARKS:
        owner, kept = bookmark["person"], {"post", "reply", "keeps", "url"} & bookmark.keys()
        assert len(kept) == 1, bookmark
        assert not set(bookmark["tags"]) - TAGS, bookmark
        assert bookmark.get("keeps", owner) in PEOPLE, bookmark
        name, _, key = bookmark.get("reply", bookmark.get("post", "")).partition("/")
        if name:
            post = BY_ID[name]
            assert owner in may_read(post["community"]) | may_speak(post["community"]), bookmark
            assert key in {"", *keys(post)}, bookmark
            assert moment(post["ago"]) < moment(bookmark["ago"]) <= READ_FROM, bookmark


def test_a_bookmark_is_shared_only_as_its_kind_allows() -> None:
    for bookmark in BOOKMARKS:
        audience = bookmark["audience"]
        if "url" not in bookmark:
            assert audience in {"only_me", "shared"}, bookmark
        elif audience not in {"only_me", "everyone"}:
            assert bookmark["person"] in members(audience), bookmark


def test_archives_look_alive_and_links_have_company() -> None:
    owners = Counter(bookmark["person"] for bookmark in BOOKMARKS)
    shared = [one["url"] for one in BOOKMARKS if one.get("url") and one["audience"] != "only_me"]
    assert len(BOOKMARKS) >= 120
    assert owners["noor-terwiel"] >= 25
    assert len(twice(shared)) >= 5


def test_nobody_keeps_the_same_thing_twice() -> None:
    kept = [
        (one["person"], one.get("post"), one.get("reply"), one.get("keeps"), one.get("url"))
        for one in BOOKMARKS
    ]
    own_links = [
        (post["author"], None, None, None, post["url"]) for post in POSTS if post["kind"] == "link"
    ]
    assert [one for one, times in Counter(kept + own_links).items() if times > 1] == []


def test_no_title_body_or_reply_is_written_twice() -> None:
    assert len(BY_ID) == len(POSTS)
    assert twice([post["title"] for post in POSTS]) == []
    assert twice([post["body"] for post in POSTS]) == []
    assert twice([reply["body"] for reply in replies()]) == []


def test_links_lead_to_places_that_do_not_exist() -> None:
    written = "".join(path.read_text(encoding="utf-8") for path in FOLDER.rglob("*.toml"))
    hosts = set(re.findall(r"https?://([^/\s\"')]+)", written))
    assert hosts
    assert all(host.endswith(".example") for host in hosts)
