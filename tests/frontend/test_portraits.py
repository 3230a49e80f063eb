import xml.etree.ElementTree as ET

import pytest

from frontend.portraits import FACES, TRAITS, portrait_seed, portrait_svg, traits_of


def test_the_same_seed_is_always_the_same_face() -> None:
    assert portrait_svg(4711) == portrait_svg(4711)


def test_a_thousand_neighbours_look_different() -> None:
    assert len({portrait_svg(seed) for seed in range(1000)}) >= 990


def test_there_are_faces_enough_for_a_large_organisation() -> None:
    assert FACES > 10_000
    assert len({portrait_svg(seed * 7919) for seed in range(12_000)}) > 10_000


@pytest.mark.parametrize("seed", [0, 1, 2**31 - 1, *range(2, 300)])
def test_a_portrait_is_small_safe_svg(seed: int) -> None:
    picture = portrait_svg(seed)
    root = ET.fromstring(picture)
    names = {element.tag.rpartition("}")[2] for element in root.iter()}
    assert names <= {"svg", "g", "rect", "path", "circle", "ellipse"}
    assert not any(key in element.attrib for element in root.iter() for key in ("id", "href"))
    assert "{" not in picture
    assert len(picture) <= 3072


def test_every_hair_is_drawn() -> None:
    drawings = {portrait_svg(7, hair=hair) for hair in TRAITS["hair"]}
    assert len(drawings) == len(TRAITS["hair"])


def test_a_seed_can_be_found_for_a_face_that_fits() -> None:
    seed = portrait_seed(like=12, hair="hijab", skin="3", beard="none")
    assert portrait_svg(seed) == portrait_svg(12, hair="hijab", skin="3", beard="none")
    assert traits_of(seed)["hair"] == "hijab"
    assert seed < 2**31


def test_an_unknown_trait_is_refused() -> None:
    with pytest.raises(ValueError, match="hair"):
        portrait_svg(1, hair="mohawk")
