import pytest
from django.urls import reverse

from communities.actions import archive_community
from kenniscafe.permissions import NotAllowed
from posts.actions import remove_post, restore_post, withdraw_post
from posts.models import Post, Withdrawal
from search.models import SearchChange
from tests.conftest import Visitor
from tests.factories import a_community, a_member, a_person, an_administrator
from tests.factories.posts import a_post
from threads.models import Thread

pytestmark = pytest.mark.django_db


def test_what_is_withdrawn_comes_back_whole(visitor: Visitor) -> None:
    author = a_person()
    post = a_post(author, title="Even weg")
    visitor.visit(author)

    assert visitor.post(reverse("withdraw_post", args=[post.pk])).status_code == 302
    assert visitor.get(post.get_absolute_url()).status_code == 200
    assert "Even weg" not in visitor.get("/").text
    assert visitor.visit(a_person()).get(post.get_absolute_url()).status_code == 404

    visitor.visit(author).post(reverse("restore_post", args=[post.pk]))
    assert "Even weg" in visitor.get("/").text
    assert visitor.visit(a_person()).get(post.get_absolute_url()).status_code == 200


def test_withdrawing_twice_is_once() -> None:
    author = a_person()
    post = a_post(author)
    withdraw_post(author, post=post)
    withdraw_post(author, post=Post.objects.get(pk=post.pk))
    assert Withdrawal.objects.count() == 1


def test_only_the_author_withdraws_and_restores() -> None:
    community = a_community()
    post = a_post(a_member(a_person(), community), community=community)
    for other in (community.created_by, an_administrator(), a_person()):
        with pytest.raises(NotAllowed):
            withdraw_post(other, post=post)
    withdraw_post(post.author, post=post)
    with pytest.raises(NotAllowed):
        restore_post(community.created_by, post=post)


def test_author_who_runs_the_place_and_administrators_remove() -> None:
    community = a_community()
    author = a_member(a_person(), community)
    moderator = a_member(a_person(), community, role="moderator")
    for by in (author, moderator, community.created_by, an_administrator()):
        post = a_post(author, community=community)
        remove_post(by, post=post)
        assert Withdrawal.objects.get(post=post).by == by
        with pytest.raises(NotAllowed):
            restore_post(author, post=post)
    post = a_post(author, community=community)
    for other in (a_member(a_person(), community), a_person()):
        with pytest.raises(NotAllowed):
            remove_post(other, post=post)


def test_an_administrator_does_not_reach_into_a_hidden_community() -> None:
    community = a_community(kind="hidden")
    post = a_post(community.created_by, community=community)
    with pytest.raises(NotAllowed):
        remove_post(an_administrator(), post=post)


def test_in_an_archived_community_ones_words_can_go_but_not_come_back() -> None:
    community = a_community()
    author = a_member(a_person(), community)
    post = a_post(author, community=community)
    archive_community(community.created_by, community=community)
    post = Post.objects.get(pk=post.pk)
    withdraw_post(author, post=post)
    with pytest.raises(NotAllowed):
        restore_post(author, post=post)


def test_taking_away_hides_the_conversation_and_marks_for_search() -> None:
    author = a_person()
    post = a_post(author)
    SearchChange.objects.all().delete()
    withdraw_post(author, post=post)
    assert not Thread.objects.visible_to(author).filter(pk=post.thread_id).exists()
    assert SearchChange.objects.filter(kind="post", object_id=post.pk).exists()


def test_asking_first_changes_nothing(visitor: Visitor) -> None:
    author = a_person()
    post = a_post(author)
    visitor.visit(author)
    for name in ("withdraw_post", "remove_post"):
        assert visitor.get(reverse(name, args=[post.pk])).status_code == 200
    assert not Withdrawal.objects.exists()
    answer = visitor.post(reverse("remove_post", args=[post.pk]))
    assert answer.status_code == 302
    assert visitor.get(post.get_absolute_url()).status_code == 404
