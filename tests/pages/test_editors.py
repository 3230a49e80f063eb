"""Who writes what in the administration, and what becomes of it: rights follow from what somebody looks after now."""

import json
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from PIL import Image as Picture
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.models import Collection

from communities.actions import archive_community, change_role, open_page
from communities.models import Community, CommunityPage, Membership
from communities.permissions import CommunityIsArchived
from kenniscafe.permissions import NotAllowed
from pages.models import StandardPage
from people.models import User
from posts.actions import look_after_post, mark_obsolete
from posts.models import Post
from search.models import SearchChange
from tests.conftest import Visitor
from tests.factories import a_community, a_guest, a_member, a_person, an_administrator
from tests.factories.communities import a_start_text
from tests.factories.posts import a_post
from tests.factories.themes import a_page, a_theme, one_heading

pytestmark = pytest.mark.django_db
EDIT = "wagtailsnippets_communities_communitypage:edit"


def door_of(visitor: Visitor, community: Community) -> Any:
    return visitor.post(reverse("open_begin_here", args=[community.slug]))


def sent(words: str, action: str = "action-publish") -> dict[str, str]:
    return one_heading(words) | {action: "1"}


def a_picture(collection: Collection, name: str = "klei.png") -> Image:
    drawn = BytesIO()
    Picture.new("RGB", (60, 40), "navy").save(drawn, "PNG")
    image: Image = Image.objects.create(
        title=name, file=ImageFile(drawn, name=name), collection=collection
    )
    return image


def test_a_manager_writes_where_to_begin_and_everybody_reads_who_did(visitor: Visitor) -> None:
    community = a_community(manager=a_person("Noor Terwiel"))
    visitor.visit(community.created_by)
    edit = door_of(visitor, community).headers["Location"]
    SearchChange.objects.all().delete()

    assert visitor.post(edit, sent("Lees eerst dit")).status_code == 302

    shown = visitor.visit(a_person()).get(community.url).text
    assert "Lees eerst dit" in shown
    assert "Bijgewerkt door Noor Terwiel" in shown
    assert SearchChange.objects.filter(kind="community", object_id=community.pk).exists()


def test_a_draft_is_read_by_nobody(visitor: Visitor) -> None:
    community = a_community()
    page = a_start_text(community, "<p>Zoals het was.</p>")
    visitor.visit(community.created_by)
    visitor.post(reverse(EDIT, args=[page.pk]), sent("Nog niet af", action="action-draft"))
    for reader in (a_person(), community.created_by):
        shown = visitor.visit(reader).get(community.url).text
        assert "Zoals het was." in shown
        assert "Nog niet af" not in shown


@pytest.mark.parametrize("who", ["moderator", "member", "manager of another", "administrator"])
def test_nobody_else_opens_or_writes_it(visitor: Visitor, who: str) -> None:
    community = a_community(kind="hidden")
    page = a_start_text(community)
    somebody = {
        "moderator": lambda: a_member(a_person(), community, role="moderator"),
        "member": lambda: a_member(a_person(), community),
        "manager of another": lambda: a_community().created_by,
        "administrator": an_administrator,
    }[who]()
    visitor.visit(somebody)
    for path in ("edit", "history", "preview_on_edit", "unpublish"):
        address = reverse(f"wagtailsnippets_communities_communitypage:{path}", args=[page.pk])
        assert visitor.get(address).status_code in (403, 404), path
        assert visitor.post(address, sent("Gekaapt")).status_code in (403, 404), path
    page.refresh_from_db()
    assert "Gekaapt" not in json.dumps(page.body.get_prep_value())
    with pytest.raises(NotAllowed):
        open_page(somebody, community=community)


def test_who_is_no_manager_any_more_is_out_at_once(visitor: Visitor) -> None:
    community = a_community()
    page = a_start_text(community)
    first, second = community.created_by, a_member(a_person(), community, role="manager")
    visitor.visit(second)
    assert visitor.get(reverse(EDIT, args=[page.pk])).status_code == 200

    theirs = Membership.objects.get(person=second)
    change_role(first, membership=theirs, role="member")

    assert visitor.get(reverse(EDIT, args=[page.pk])).status_code in (403, 404)
    assert visitor.get("/beheer/").status_code == 403


def test_of_a_community_in_the_archive_nothing_is_written(visitor: Visitor) -> None:
    community = a_community()
    page = a_start_text(community)
    archive_community(community.created_by, community=community)
    visitor.visit(community.created_by)
    assert visitor.get(reverse(EDIT, args=[page.pk])).status_code in (403, 404)
    with pytest.raises(CommunityIsArchived):
        open_page(community.created_by, community=community)
    assert door_of(visitor, community).headers["Location"] == community.url


def test_opening_it_twice_makes_one_page_and_one_collection() -> None:
    community = a_community()
    pages = {open_page(community.created_by, community=community) for _ in range(2)}
    assert len(pages) == 1
    assert CommunityPage.objects.count() == 1
    assert Collection.objects.filter(depth=2).count() == 1


def test_a_picture_of_a_community_is_for_who_reads_it(visitor: Visitor) -> None:
    community = a_community(kind="closed")
    page = open_page(community.created_by, community=community)
    picture = a_picture(page.collection)
    small = picture.get_rendition("max-30x30|format-webp")
    member, guest = a_member(a_person(), community), a_guest(of=community)
    for address in (picture.file.url, small.url):
        for reader in (member, guest):
            answer = visitor.visit(reader).get(address)
            assert answer.status_code == 200
            assert answer.headers["Content-Type"].startswith("image/")
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
            assert b"".join(answer)
        for stranger in (a_person(), a_guest(), an_administrator()):
            assert visitor.visit(stranger).get(address).status_code == 404


def test_any_other_file_of_editors_is_for_employees_and_is_downloaded(visitor: Visitor) -> None:
    document = Document.objects.create(
        title="Verslag", file=ContentFile(b"<script>alert(1)</script>", name="verslag.html")
    )
    answer = visitor.visit(a_person()).get(document.url)
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert b"".join(answer)
    assert visitor.visit(a_guest(of=a_community())).get(document.url).status_code == 404


@pytest.mark.parametrize(
    "name",
    [
        "../kenniscafe.sqlite3",
        "..%2fsecret_key",
        "documents/../../secret_key",
        "documents/",
        "/etc/passwd",
        "original_images/niet-daar.png",
        "a" * 2000,
        "\x00",
    ],
)
def test_no_name_leads_out_of_what_editors_put_there(visitor: Visitor, name: str) -> None:
    assert visitor.visit(an_administrator()).get(f"/redactie/{name}").status_code in (400, 404)


def test_a_file_that_is_gone_from_the_disk_is_simply_not_there(visitor: Visitor) -> None:
    picture = a_picture(Collection.get_first_root_node(), "weg.png")
    address = picture.file.url
    picture.file.storage.delete(picture.file.name)
    assert visitor.visit(a_person()).get(address).status_code == 404
    page = a_page(
        StandardPage,
        body=json.dumps([{"type": "picture", "value": {"image": picture.pk, "alt": "x"}}]),
    )
    assert visitor.get(page.address).status_code == 200


def test_what_is_put_by_for_a_moment_appears_then(visitor: Visitor) -> None:
    page = a_page(StandardPage, title="Straks", live=False)
    page.go_live_at = timezone.now() - timedelta(minutes=1)
    page.save_revision(approved_go_live_at=page.go_live_at)
    leaving = a_page(StandardPage, title="Tot nu", expire_at=timezone.now() - timedelta(minutes=1))
    visitor.visit(a_person())
    assert visitor.get(page.address).status_code == 404
    assert visitor.get(leaving.address).status_code == 200

    call_command("publish_scheduled")

    assert visitor.get(page.address).status_code == 200
    assert visitor.get(leaving.address).status_code == 404


def chosen(visitor: Visitor, model: str, **asked: str) -> str:
    return visitor.get(f"/beheer/kies/{model}/", asked).text


def test_one_chooses_among_the_posts_that_others_will_mostly_see(visitor: Visitor) -> None:
    manager = a_person()
    mine, closed = a_community(manager=manager, kind="closed"), a_community(kind="closed")
    a_member(manager, closed)
    a_post(title="Voor allen"), a_post(manager, community=mine, title="Bij ons")
    secret = a_post(closed.created_by, community=closed, title="Bij de anderen")
    a_start_text(mine)
    visitor.visit(manager)

    assert "Voor allen" in (found := chosen(visitor, "bericht"))
    assert "Bij ons" in found
    assert "Bij de anderen" not in found
    assert "Voor allen" not in chosen(visitor, "bericht", q="ons")
    assert visitor.get(f"/beheer/kies/bericht/chosen/{secret.pk}/").status_code == 404
    for nonsense in ("0", "x", "999999999999999999999", "１"):
        assert visitor.get(f"/beheer/kies/bericht/chosen/{nonsense}/").status_code == 404
        assert (
            visitor.get("/beheer/kies/bericht/chosen-multiple/", {"id": nonsense}).status_code
            == 200
        )


def test_one_chooses_colleagues_who_are_here(visitor: Visitor) -> None:
    here, gone = a_person("Sanne Kuiper"), a_person("Sanne Weg", is_active=False)
    community = a_community()
    a_start_text(community)
    visitor.visit(community.created_by)
    found = chosen(visitor, "collega", q="Sanne")
    assert here.name in found
    assert gone.name not in found


def may_edit(visitor: Visitor, person: User, page: Any) -> bool:
    answer = visitor.visit(person).get(f"/beheer/pages/{page.pk}/edit/")
    return bool(answer.status_code == 200)


def test_a_theme_is_written_by_whose_it_is_and_by_administrators(visitor: Visitor) -> None:
    hanneke, other = a_person("Hanneke"), a_person()
    theme, standing = a_theme(hanneke), a_page(StandardPage)
    a_theme(other)
    assert may_edit(visitor, hanneke, theme)
    assert may_edit(visitor, an_administrator(), theme)
    assert not may_edit(visitor, other, theme)
    assert not may_edit(visitor, hanneke, standing)

    theme.asked_by = other
    theme.save()
    assert may_edit(visitor, other, theme)
    assert not may_edit(visitor, hanneke, theme)


def test_a_theme_cannot_end_before_it_begins(visitor: Visitor) -> None:
    from django.core.exceptions import ValidationError

    theme = a_theme(ends=5)
    theme.ends_on = theme.starts_on - timedelta(days=1)
    with pytest.raises(ValidationError):
        theme.full_clean()


@pytest.mark.parametrize("path", ["berichten", "communities", "mensen", "klopt-dit-nog"])
def test_lists_for_administrators_show_what_they_may_see(visitor: Visitor, path: str) -> None:
    hidden = a_community("Verborgen plek", kind="hidden")
    a_post(hidden.created_by, community=hidden, title="Verborgen bericht")
    open_one = a_community("Open plek")
    a_post(open_one.created_by, community=open_one, title="Open bericht")
    Post.objects.update(check_on=timezone.localdate())
    a_person("Ver Trokken", is_active=False)
    page = visitor.visit(an_administrator()).get(f"/beheer/{path}/").text
    for missing in ("Verborgen", "Ver Trokken"):
        assert missing not in page
    if path != "mensen":
        assert "Open" in page


def test_the_report_tells_who_is_asked_what_and_since_when(visitor: Visitor) -> None:
    sanne = a_person("Sanne Kuiper")
    due, later, gone = (a_post(title=f"Bericht {word}") for word in ("nu", "later", "voorbij"))
    look_after_post(due.author, post=due, owner=sanne, check_every=6)
    look_after_post(later.author, post=later, owner=None, check_every=6)
    mark_obsolete(gone.author, post=gone, reason="Vervallen.", replaced_by=None)
    Post.objects.exclude(pk=later.pk).update(check_on=timezone.localdate())

    visitor.visit(an_administrator())
    assert "/beheer/klopt-dit-nog/" in visitor.get("/beheer/").text, "it stands among the reports"
    page = visitor.get("/beheer/klopt-dit-nog/").text
    assert due.get_absolute_url() in page
    assert "Kijk na" in page
    assert "Sanne Kuiper" in page
    for missing in ("Bericht later", "Bericht voorbij"):
        assert missing not in page
    for person in (a_person(), a_community().created_by):
        assert visitor.visit(person).get("/beheer/klopt-dit-nog/").status_code in (302, 403, 404)


def test_the_administration_leads_back_to_the_cafe_and_nowhere_else(visitor: Visitor) -> None:
    page = visitor.visit(an_administrator("Daan Oosterbaan")).get("/beheer/").text
    assert '<a class="w-underline" href="/">Naar het café</a>' in page
    assert "guide.wagtail.org" not in page
    assert '"name": "Daan"' in page, "and not their e-mail address"
