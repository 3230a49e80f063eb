from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from kenniscafe.permissions import NotAllowed
from posts.actions import forget_old_reads, record_read
from posts.models import Post, ReadMark
from tests.conftest import Visitor
from tests.factories import a_community, a_person
from tests.factories.posts import a_post

pytestmark = pytest.mark.django_db


def reads(post: Post) -> int:
    return Post.objects.get(pk=post.pk).reads


def test_a_reader_counts_once(visitor: Visitor) -> None:
    post = a_post()
    visitor.visit(a_person())
    for _ in range(3):
        assert visitor.post(reverse("read_post", args=[post.pk])).status_code == 204
    visitor.visit(a_person()).post(reverse("read_post", args=[post.pk]))
    assert reads(post) == 2


def test_opening_a_page_is_not_reading_it(visitor: Visitor) -> None:
    post = a_post()
    visitor.visit(a_person()).get(post.get_absolute_url())
    assert reads(post) == 0


def test_after_ninety_days_a_reader_is_forgotten_and_counts_again() -> None:
    post, person = a_post(), a_person()
    record_read(person, post=post)
    ReadMark.objects.update(at=timezone.now() - timedelta(days=89))
    record_read(person, post=post)
    assert (reads(post), forget_old_reads()) == (1, 0)
    ReadMark.objects.update(at=timezone.now() - timedelta(days=91))
    record_read(person, post=post)
    assert reads(post) == 2
    ReadMark.objects.update(at=timezone.now() - timedelta(days=91))
    assert forget_old_reads() == 1
    assert (reads(post), ReadMark.objects.count()) == (2, 0)


def test_who_may_not_see_it_does_not_count() -> None:
    hidden = a_community(kind="hidden")
    post = a_post(hidden.created_by, community=hidden)
    with pytest.raises(NotAllowed):
        record_read(a_person(), post=post)
    assert not ReadMark.objects.exists()
