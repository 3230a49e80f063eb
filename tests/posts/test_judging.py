"""The screens of who judges and who is concerned: what they read, what they may do, and that nobody learns who reported."""

import pytest
from django.urls import reverse

from communities.actions import archive_community, change_role
from communities.models import Community, Membership
from kenniscafe.models import AuditEntry
from people.models import User
from posts.actions import report
from posts.models import Case, Post
from search.indexing import drain_all
from tests.conftest import Visitor
from tests.factories import a_community, a_member, a_person, an_administrator
from tests.factories.posts import a_post
from tests.factories.threads import a_reply

pytestmark = pytest.mark.django_db
REPORTER = "Melle Melder"


@pytest.fixture
def place() -> Community:
    return a_community("Dijkwerkers")


@pytest.fixture
def case(place: Community) -> Case:
    post = a_post(place.created_by, community=place, title="Schapen of maaien")
    a_reply(post.thread, "Drie weken later kan best.")
    reply = a_reply(post.thread, "Jij had nog nooit een laars aan.", by=a_person("Wouter"))
    a_reply(post.thread, "Vertel liever wat je ziet.")
    return report(a_person(REPORTER), thing=reply, rule="hurtful", words="Dit kan niet.")


def page_of(case: Case) -> str:
    return reverse("community_report", args=[case.community.slug, case.pk])


DECISION = {"what": "hide", "rule": "hurtful", "reason": "Speel de bal.", "seen": "0"}


def test_a_report_is_made_from_a_page_and_in_a_dialog(visitor: Visitor) -> None:
    post = a_post(title="Reclame voor laarzen")
    path = f"{reverse('report')}?bericht={post.pk}"
    visitor.visit(a_person())
    assert path in visitor.get(post.get_absolute_url()).text
    dialog = visitor.get(path, headers={"HX-Request": "true"}).text
    assert "dialog-title" in dialog
    assert "<html" not in dialog
    assert "<html" in visitor.get(path).text
    assert visitor.post(path, {"rule": "other", "words": ""}).status_code == 422
    answer = visitor.post(path, {"rule": "advertising", "words": ""}, follow=True)
    assert "niemand hoort wie je bent" in answer.text
    assert Case.objects.get().post == post


def test_ones_own_is_not_reported(visitor: Visitor) -> None:
    author = a_person()
    post = a_post(author)
    visitor.visit(author)
    assert reverse("report") not in visitor.get(post.get_absolute_url()).text
    answer = visitor.post(f"{reverse('report')}?bericht={post.pk}", {"rule": "hurtful"})
    assert answer.headers["Location"] == post.get_absolute_url()
    assert not Case.objects.exists()


def test_a_moderator_reads_what_stood_around_it_and_never_who_reported(
    visitor: Visitor, case: Case
) -> None:
    page = visitor.visit(case.community.created_by).get(page_of(case)).text
    for words in ("nog nooit een laars", "Drie weken later", "Vertel liever", "Dit kan niet."):
        assert words in page
    assert REPORTER not in page
    assert (
        page_of(case) in visitor.get(reverse("community_reports", args=[case.community.slug])).text
    )


def test_a_hidden_reply_is_out_of_every_sight_at_once(visitor: Visitor, case: Case) -> None:
    assert case.message is not None
    talk = case.message.thread.address
    visitor.visit(case.community.created_by).post(page_of(case), DECISION)
    drain_all()
    visitor.visit(a_person())
    assert "laars" not in visitor.get(talk).text
    assert "Deze reactie is verborgen door een moderator." in visitor.get(talk).text
    assert "nog nooit" not in visitor.get(reverse("search"), {"q": "laars"}).text


def test_its_author_reads_why_and_adapts_it(visitor: Visitor, case: Case) -> None:
    visitor.visit(case.community.created_by).post(page_of(case), DECISION)
    visitor.visit(case.about)
    told = visitor.get(reverse("reported_case", args=[case.pk])).text
    assert "Speel de bal." in told
    assert REPORTER not in told
    path = reverse("edit_message", args=[case.message.thread_id, case.message.number])
    assert "Speel de bal." in visitor.get(path).text
    assert visitor.post(path, {"text": ""}).status_code == 422
    assert visitor.post(path, {"text": "Kom eens mee kijken."}).status_code == 302
    assert Case.objects.get().waits
    visitor.visit(case.community.created_by)
    assert "Kom eens mee kijken." in visitor.get(page_of(case)).text
    visitor.post(page_of(case), {"what": "restore", "reason": "Dank.", "seen": "1"})
    assert "Kom eens mee kijken." in visitor.visit(a_person()).get(case.message.thread.address).text


def test_in_the_archive_there_is_nothing_to_adapt(visitor: Visitor, case: Case) -> None:
    visitor.visit(case.community.created_by).post(page_of(case), DECISION)
    path = reverse("edit_message", args=[case.message.thread_id, case.message.number])
    told = reverse("reported_case", args=[case.pk])
    visitor.visit(case.about)
    assert path in visitor.get(told).text
    archive_community(case.community.created_by, community=case.community)
    assert path not in visitor.get(told).text
    assert "Deze community staat in het archief." in visitor.get(path).text
    assert visitor.post(path, {"text": "Toch."}).status_code == 403


def test_who_reported_reads_a_summary_and_the_author_nothing_of_what_was_left(
    visitor: Visitor, case: Case
) -> None:
    told = reverse("reported_case", args=[case.pk])
    reporter = User.objects.get(name=REPORTER)
    assert "Het wacht" in visitor.visit(reporter).get(told).text
    assert visitor.visit(case.about).get(told).status_code == 404
    left = {"what": "leave", "reason": "Het gaat over het rooster.", "seen": "0"}
    visitor.visit(case.community.created_by).post(page_of(case), left)
    assert "Het gaat over het rooster." in visitor.visit(reporter).get(told).text
    assert visitor.visit(case.about).get(told).status_code == 404
    assert visitor.visit(a_person()).get(told).status_code == 404


def test_who_reported_does_not_read_the_reason_for_the_author(visitor: Visitor, case: Case) -> None:
    visitor.visit(case.community.created_by).post(page_of(case), DECISION)
    page = visitor.visit(User.objects.get(name=REPORTER)).get(
        reverse("reported_case", args=[case.pk])
    )
    assert "Het is verborgen" in page.text
    assert "Speel de bal." not in page.text
    assert case.community.created_by.name not in page.text


def test_a_moderator_who_is_one_no_longer_decides_nothing(visitor: Visitor, case: Case) -> None:
    moderator = a_member(a_person(), case.community, role="moderator")
    assert visitor.visit(moderator).get(page_of(case)).status_code == 200
    membership = Membership.objects.get(person=moderator)
    change_role(case.community.created_by, membership=membership, role="member")
    assert visitor.post(page_of(case), DECISION).status_code == 403
    assert Case.objects.get().waits


def test_the_second_of_two_moderators_reads_what_the_first_decided(
    visitor: Visitor, case: Case
) -> None:
    visitor.visit(case.community.created_by).post(page_of(case), DECISION)
    other = a_member(a_person(), case.community, role="moderator")
    late = DECISION | {"what": "remove", "reason": "Weg ermee."}
    page = visitor.visit(other).post(page_of(case), late, follow=True).text
    assert "Iemand anders heeft hier net over besloten." in page or "Speel de bal." in page
    assert Case.objects.get().judgements.count() == 1


def test_without_a_reason_the_form_comes_back_with_what_was_chosen(
    visitor: Visitor, case: Case
) -> None:
    answer = visitor.visit(case.community.created_by).post(page_of(case), DECISION | {"reason": ""})
    assert answer.status_code == 422
    assert "Geef een reden." in answer.text
    assert 'value="hide" checked' in answer.text


def test_administrators_judge_people_and_what_is_for_everyone(visitor: Visitor) -> None:
    person = a_person("Wouter Hagenaar")
    cases = [report(a_person(), thing=thing, rule="hurtful") for thing in (person, a_post())]
    visitor.visit(an_administrator())
    assert "Wouter Hagenaar" in visitor.get(reverse("cafe_reports")).text
    for case in cases:
        path = reverse("cafe_report", args=[case.pk])
        warned = DECISION | {"what": "warn"}
        assert visitor.post(path, warned).status_code == 302
        assert case.judgements.get().what == "warn"
    assert (
        "Speel de bal."
        in visitor.visit(person).get(reverse("reported_case", args=[cases[0].pk])).text
    )
    assert visitor.visit(a_person()).get(reverse("cafe_reports")).status_code == 403


def test_an_administrator_ends_the_account_of_who_was_reported(visitor: Visitor) -> None:
    reporter, person = a_person(REPORTER), a_person("Wouter Hagenaar")
    case = report(reporter, thing=person, rule="hurtful")
    path = reverse("cafe_report", args=[case.pk])
    visitor.visit(an_administrator("Daan"))
    assert "Beëindig het account" in visitor.get(path).text
    ended = DECISION | {"what": "end", "reason": "Drie keer gewaarschuwd."}

    assert visitor.post(path, ended | {"rule": ""}).status_code == 422
    assert visitor.post(path, ended).status_code == 302

    assert not User.objects.get(pk=person.pk).is_active
    [line] = AuditEntry.objects.all()
    assert (line.what, line.about_id, line.reason) == (
        "account ended",
        person.pk,
        "Drie keer gewaarschuwd.",
    )
    told = visitor.visit(reporter).get(reverse("reported_case", args=[case.pk])).text
    assert "kan niet meer binnenkomen" in told
    assert "Drie keer gewaarschuwd." not in told


def test_no_post_ends_an_account(visitor: Visitor, case: Case) -> None:
    moderator = case.community.created_by
    answer = visitor.visit(moderator).post(page_of(case), DECISION | {"what": "end"})
    assert answer.status_code == 422
    assert "Beëindig het account" not in visitor.get(page_of(case)).text
    assert User.objects.get(pk=case.about_id).is_active


def test_a_person_is_not_hidden(visitor: Visitor) -> None:
    case = report(a_person(), thing=a_person(), rule="hurtful")
    visitor.visit(an_administrator())
    assert visitor.post(reverse("cafe_report", args=[case.pk]), DECISION).status_code == 422
    assert Case.objects.get().waits


def test_every_decision_is_written_down_without_the_words_that_were_hidden(
    visitor: Visitor, case: Case
) -> None:
    visitor.visit(case.community.created_by).post(page_of(case), DECISION)
    [line] = AuditEntry.objects.all()
    assert (line.what, line.community) == ("report_hide", case.community_id)
    assert "laars" not in f"{line.words} {line.reason}"
    assert REPORTER not in f"{line.words} {line.reason}"


def test_a_hidden_post_tells_its_author_why(visitor: Visitor, place: Community) -> None:
    post = a_post(a_member(a_person(), place), community=place)
    case = report(a_person(), thing=post, rule="personal")
    visitor.visit(place.created_by).post(page_of(case), DECISION)
    page = visitor.visit(post.author).get(post.get_absolute_url())
    assert "Speel de bal." in page.text
    assert reverse("restore_post", args=[post.pk]) not in page.text
    assert visitor.post(reverse("restore_post", args=[post.pk])).status_code == 403
    assert visitor.visit(a_person()).get(post.get_absolute_url()).status_code == 404
    assert Post.objects.count() == 1
