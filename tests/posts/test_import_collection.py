import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from communities.models import Community
from people.models import User
from posts.collections import Importer
from posts.models import Involvement, Post
from tests.factories import a_community, a_person, an_administrator

pytestmark = pytest.mark.django_db

DOCUMENTS: list[dict[str, Any]] = [
    {
        "id": "1",
        "title": "Zware klei keuren",
        "body": "<p>Neem een <b>emmer</b>.</p><script>alert(1)</script>",
        "format": "html",
        "language": "nl",
        "date": "2019-03-04",
        "people": ["fenna", "ravi"],
        "tags": ["klei", "Keuren"],
    },
    {"id": "2", "title": "", "body": "Reading the water starts with looking at the grass."},
    {"id": "3", "title": "Peil", "body": "Het peil van gisteren.", "language": "nl", "date": ""},
]


def a_collection(folder: Path, lines: list[Any], name: str = "handboek") -> Path:
    place = folder / name
    place.mkdir()
    with gzip.open(place / "documents.jsonl.gz", "wt", encoding="utf-8") as out:
        for line in lines:
            out.write((line if isinstance(line, str) else json.dumps(line)) + "\n")
    return place


def test_documents_become_articles_in_an_open_community_of_their_own(tmp_path: Path) -> None:
    administrator = an_administrator()

    call_command("import_collection", str(a_collection(tmp_path, DOCUMENTS)))

    community = Community.objects.get(name="handboek")
    assert community.kind == "open"
    assert set(Post.objects.values_list("kind", "community")) == {("article", community.pk)}
    first = Post.objects.get(source_id="1")
    assert first.html == "<p>Neem een <strong>emmer</strong>.</p>"
    assert f"{first.published_at:%Y-%m-%d}" == "2019-03-04"
    assert {tag.name for tag in first.tags.all()} == {"klei", "keuren"}
    assert Post.objects.get(source_id="3").author == administrator
    second = Post.objects.get(source_id="2")
    assert (second.language, second.title[:17]) == ("en", "Reading the water")


def test_people_become_marked_persons_that_no_list_shows(tmp_path: Path) -> None:
    reader = an_administrator()
    call_command("import_collection", str(a_collection(tmp_path, DOCUMENTS)))
    marked = User.objects.exclude(collection="")
    assert {person.name for person in marked} == {"fenna", "ravi"}
    assert not any(person.may_enter for person in marked)
    assert not set(User.objects.visible_to(reader)) & set(marked)
    wrote = Involvement.objects.filter(post__source_id="1", part="wrote")
    assert {row.person.name for row in wrote} == {"fenna", "ravi"}


def test_repeating_makes_the_same_rows(tmp_path: Path) -> None:
    an_administrator()
    folder = a_collection(tmp_path, DOCUMENTS)
    call_command("import_collection", str(folder))
    before = list(Post.objects.order_by("pk").values_list("pk", "title", "html"))
    call_command("import_collection", str(folder))
    assert list(Post.objects.order_by("pk").values_list("pk", "title", "html")) == before
    assert Community.objects.count() == 1


def test_a_run_that_died_half_way_goes_on_where_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    author, place = a_person(), a_community()
    many = [{"id": str(n), "title": f"Stuk {n}", "body": "Tekst."} for n in range(12)]
    path = a_collection(tmp_path, many) / "documents.jsonl.gz"
    monkeypatch.setattr("posts.collections.BATCH", 5)
    dying = Importer("handboek", place, author).run(path)
    next(dying)
    dying.close()
    assert Post.objects.count() == 5

    again = Importer("handboek", place, author)
    list(again.run(path))

    assert (again.outcome.known, again.outcome.made) == (5, 7)
    assert sorted(int(post.source_id) for post in Post.objects.all()) == list(range(12))


def test_a_broken_line_is_told_by_its_number_and_the_others_go_in(tmp_path: Path) -> None:
    an_administrator()
    broken = ["geen json", {"title": "zonder id"}, {"id": "8", "title": "", "body": ""}, [1]]
    wrong_date = {"id": "9", "title": "Datum", "date": "gisteren"}
    folder = a_collection(tmp_path, [DOCUMENTS[0], *broken, wrong_date, DOCUMENTS[1]])
    with pytest.raises(CommandError) as said:
        call_command("import_collection", str(folder))
    for number in (2, 3, 4, 5, 6):
        assert f"line {number}:" in str(said.value)
    assert Post.objects.count() == 2


def test_a_dry_run_writes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    an_administrator()
    call_command("import_collection", str(a_collection(tmp_path, DOCUMENTS)), dry_run=True)
    assert "3 documents would go in" in capsys.readouterr().out
    assert not Post.objects.exists()
    assert not Community.objects.exists()


def test_an_empty_installation_takes_a_collection_too(tmp_path: Path) -> None:
    call_command("import_collection", str(a_collection(tmp_path, DOCUMENTS)))
    assert Post.objects.get(source_id="3").author.name == "Import"


def test_who_is_not_here_cannot_import(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="Nobody here"):
        call_command(
            "import_collection", str(a_collection(tmp_path, DOCUMENTS)), email="x@example.org"
        )


def test_what_went_in_is_found_at_once(tmp_path: Path) -> None:
    from search.models import SearchChange

    an_administrator()
    call_command("import_collection", str(a_collection(tmp_path, DOCUMENTS)))
    assert not SearchChange.objects.exists()
