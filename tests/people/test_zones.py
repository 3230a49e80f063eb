"""A clock is found by its city, in the reader's language."""

import pytest

from tests.conftest import Visitor
from tests.factories import a_person

pytestmark = pytest.mark.django_db


def test_a_clock_is_found_by_its_city(visitor: Visitor) -> None:
    page = visitor.visit(a_person()).get("/account/").text
    assert "Zoals het café: Amsterdam (Europa)" in page
    assert (
        '<option value="America/Argentina/Buenos_Aires">Argentina, Buenos Aires (Amerika)' in page
    )
    assert page.index(">Aruba (Amerika)<") < page.index(">Brussels (Europa)<")
    assert "Brussels (Europe)" in visitor.visit(a_person(language="en")).get("/account/").text
