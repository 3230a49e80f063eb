"""What would run in a page, as the words of a tag: it stands there as words."""

import pytest

from tags.actions import carry_over
from tags.models import Tag
from tests.conftest import Visitor
from tests.factories import a_person, an_administrator
from tests.factories.posts import a_post
from tests.posts.hostile import SHARP, faults_of

pytestmark = pytest.mark.django_db


def test_a_tag_described_with_payloads_is_harmless_wherever_it_stands(visitor: Visitor) -> None:
    a_post(tags=["klei", "leem"])
    visitor.visit(an_administrator())
    pages = ("/tags/klei/", "/tags/klei/bewerken/", "/tags/klei/samenvoegen/?into=leem")
    for number, payload in enumerate(SHARP[::4]):
        words = payload[:300]
        said = {"name": "klei", "name_en": payload[:40], "synonyms": payload[:40]}
        said |= {"description": words, "description_en": words}
        answer = visitor.post("/tags/klei/bewerken/", said)
        assert faults_of(answer) == [], payload
        if number % 5 == 0:
            for page in pages:
                assert faults_of(visitor.get(page)) == [], payload
    assert Tag.objects.get(slug="klei").description


def test_a_payload_that_is_a_tag_merges_as_a_word(visitor: Visitor) -> None:
    payload = '"><img src=x onerror=alert(1)>'
    a_post(tags=[payload, "klei"])
    tag = Tag.objects.get(name__contains="onerror")
    visitor.visit(an_administrator())
    door = f"/tags/{tag.slug}/samenvoegen/"
    assert faults_of(visitor.get(door, {"into": "klei"})) == []
    assert visitor.post(door, {"into": "klei"}).status_code == 302
    carry_over(tag.pk)
    visitor.visit(a_person())
    for page in ("/tags/klei/", f"/zoeken/?q={payload[:12]}", "/schrijven/"):
        assert faults_of(visitor.get(page)) == []
    assert "onerror" in visitor.get("/tags/klei/").text, "it is a synonym now"
