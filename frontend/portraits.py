"""Draws a portrait out of flat shapes. The same seed is always the same face.

A seed is a number whose parts choose the traits, shuffled so that neighbours do not look alike. Traits can
be asked for by name; `portrait_seed` gives the seed that has them.
"""

from typing import Final

from frontend.portrait_shapes import (
    BEARDS,
    BEFORE,
    BEHIND,
    CLOTHES,
    CLOTHS,
    DARK_HAIR,
    EXTRAS,
    FABRICS,
    GLASSES,
    GROUNDS,
    LIGHT_HAIR,
    MOUTHS,
    SKINS,
)

# A name that stands twice is chosen twice as often. Colours are numbers.
TRAITS: Final[dict[str, tuple[str, ...]]] = {
    "hair": tuple(BEFORE),
    "beard": ("none", "none", "none", "beard", "short beard", "stubble", "moustache", "goatee"),
    "glasses": ("none", "none", "none", "none", "round", "square", "bright"),
    "mouth": tuple(MOUTHS),
    "clothes": tuple(CLOTHES),
    "extra": tuple(EXTRAS),
    "ground": tuple(str(number) for number in range(len(GROUNDS))),
    "skin": tuple(str(number) for number in range(len(SKINS))),
    "hair_colour": tuple(str(number) for number in range(len(LIGHT_HAIR))),
    "cloth": tuple(str(number) for number in range(len(CLOTHS))),
}
WITHOUT_BEARD: Final = {
    "fringe", "bob", "long", "waves", "ponytail", "bun", "braids", "pixie", "puffs", "hijab",
}  # fmt: skip
COVERS_EARS: Final = {"hijab", "bob", "long", "waves", "curls", "locs"}
_SHUFFLE: Final = 1_148_273_563  # a prime, so that every face is reached exactly once


def _number_of_faces() -> int:
    faces = 1
    for choices in TRAITS.values():
        faces *= len(choices)
    return faces


FACES: Final = _number_of_faces()


def portrait_svg(seed: int, **traits: str) -> str:
    """An SVG picture of at most 3 kB; traits that are named overrule those of the seed."""
    return _draw({**traits_of(seed), **_known(traits)})


def portrait_seed(like: int = 0, **traits: str) -> int:
    """The seed of the same face with other traits: portrait_seed(7, hair="bun", skin="2")."""
    wanted = {**traits_of(like), **_known(traits)}
    place = carry = 0
    for name, choices in TRAITS.items():
        choice = choices.index(wanted[name])
        place = place * len(choices) + (choice - carry) % len(choices)
        carry += choice
    return place * pow(_SHUFFLE, -1, FACES) % FACES


def traits_of(seed: int) -> dict[str, str]:
    place, size, carry = seed % FACES * _SHUFFLE % FACES, FACES, 0
    traits = {}
    for name, choices in TRAITS.items():
        size //= len(choices)
        part, place = divmod(place, size)
        # Each choice also moves the next ones, so that a row of seeds shows no pattern. A name that
        # stands twice moves them as its first place does, or no seed could be found for it.
        choice = choices.index(choices[(part + carry) % len(choices)])
        traits[name] = choices[choice]
        carry += choice
    return traits


def _known(traits: dict[str, str]) -> dict[str, str]:
    for name, value in traits.items():
        if value not in TRAITS.get(name, ()):
            raise ValueError(f"No portrait has {name}={value!r}.")
    return traits


def _draw(traits: dict[str, str]) -> str:
    hair = traits["hair"]
    beard = "none" if hair in WITHOUT_BEARD else traits["beard"]
    extra = traits["extra"]
    if hair in COVERS_EARS and extra in {"earrings", "pencil"}:
        extra = "none"
    shapes = (
        '<rect width="64" height="64" fill="{ground}"/>',
        BEHIND.get(hair, ""),
        '<path d="M32 45.4c-13.2 0-22.7 4.6-24.6 14.1L6.500 64h51l-.9-4.5C54.700 50 45.2 45.4 32 '
        '45.4z" fill="{cloth}"/>',
        _neck_and_clothes(hair, traits["clothes"]),
        "" if hair == "hijab" else _EARS,
        _FACE,
        BEARDS[beard],
        _FEATURES,
        _SMILE_IN_BEARD if beard == "beard" else MOUTHS[traits["mouth"]],
        "" if extra == "flower" else EXTRAS[extra],
        BEFORE[hair],
        GLASSES[traits["glasses"]],
        EXTRAS["flower"] if extra == "flower" else "",
    )
    drawing = "".join(shapes).format(**_colours(traits))
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="4 1.5 56 56">{drawing}</svg>'


def _neck_and_clothes(hair: str, clothes: str) -> str:
    return "" if hair == "hijab" else _NECK + CLOTHES[clothes]


def _colours(traits: dict[str, str]) -> dict[str, str]:
    skin, shade = SKINS[int(traits["skin"])]
    tone = int(traits["hair_colour"])
    dark = int(traits["skin"]) >= 2
    cloth = int(traits["cloth"])
    return {
        "ground": GROUNDS[int(traits["ground"])],
        "skin": skin,
        "shade": shade,
        "hair": (DARK_HAIR if dark else LIGHT_HAIR)[tone],
        "brow": DARK_HAIR[tone] if dark else _BROWS[tone],
        "fabric": FABRICS[tone],
        "cloth": CLOTHS[cloth],
        "scarf": CLOTHS[(cloth + 2) % len(CLOTHS)],
        "lip": "#4a1f17" if int(traits["skin"]) >= 4 else "#8c3a2a",
    }


_BROWS: Final = (
    "#b17f35", "#8b4020", "#6f4c28", "#4a2819", "#2e211a", "#18110d", "#8f877d", "#a59d92",
)  # fmt: skip
_NECK: Final = (
    '<path d="M26.500 36h11v9.200c0 3-2.5 5.3-5.5 5.3s-5.5-2.3-5.5-5.3z" fill="{shade}"/>'
)
_EARS: Final = (
    '<circle cx="20.4" cy="27.5" r="2.9" fill="{shade}"/>'
    '<circle cx="43.6" cy="27.5" r="2.9" fill="{shade}"/>'
)
_FACE: Final = (
    '<path d="M20.500 24c0-9 4.7-14.1 11.5-14.1S43.500 15 43.5 24c0 4.6-.6 8.3-2.3 11.2-2 3.5-5.5 6.1'
    '-9.2 6.1s-7.2-2.6-9.2-6.1c-1.7-2.9-2.3-6.6-2.3-11.2z" fill="{skin}"/>'
    '<g fill="#d9583a" opacity=".16"><ellipse cx="25.2" cy="31.6" rx="2.3" ry="1.5"/>'
    '<ellipse cx="38.8" cy="31.6" rx="2.3" ry="1.5"/></g>'
)
_FEATURES: Final = (
    '<g fill="#1c110b"><circle cx="27.3" cy="27.2" r="1.25"/>'
    '<circle cx="36.7" cy="27.2" r="1.25"/></g>'
    '<path d="M24.800 23.8c1.400-1 3-1.1 4.4-.5m10 .5c-1.4-1-3-1.1-4.4-.5" fill="none" '
    'stroke="{brow}" stroke-width="1.15" stroke-linecap="round"/>'
    '<path d="M32.200 27.6c.4 1.5.7 2.6.4 3.2-.2.4-.7.5-1.4.4" fill="none" stroke="{shade}" '
    'stroke-width="1.1" stroke-linecap="round"/>'
)
_SMILE_IN_BEARD: Final = (
    '<path d="M28.300 34.4c2.200 2 5.2 2 7.4 0" fill="none" stroke="#ffe9dd" stroke-width="1.4" '
    'stroke-linecap="round"/>'
)
