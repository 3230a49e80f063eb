"""The flat shapes of which a portrait is made, in the colours {skin} {shade} {hair} {cloth} {dark}.

A shape is SVG on a canvas of 64 by 64. Hair has a part behind the shoulders and a part before the face.
"""

from typing import Final

GROUNDS: Final = (
    "#cfddf0", "#d3e0c6", "#f4e2b4", "#f3d3bd", "#e4d3bf", "#dcd5e6", "#d3dedd", "#efcfcb",
)  # fmt: skip

# Skin, and the same skin in the shade: neck, ears, nose.
SKINS: Final = (
    ("#f6d5bd", "#e6b597"),
    ("#f1c8a6", "#dda67f"),
    ("#e2ae83", "#c98e62"),
    ("#c98d5d", "#ab7145"),
    ("#935f3c", "#76492b"),
    ("#714a33", "#56351f"),
)

LIGHT_HAIR: Final = (
    "#d9a85a", "#b5602c", "#8a6238", "#5b3320", "#3a2a20", "#1f1611", "#b9b1a6", "#dcd5ca",
)  # fmt: skip
DARK_HAIR: Final = (
    "#17100c", "#241913", "#33221a", "#452c20", "#5a3422", "#1d1a22", "#8f877d", "#c9c1b6",
)  # fmt: skip

CLOTHS: Final = (
    "#27496d", "#3c5a3a", "#a6461c", "#2e6b63", "#d7a13b", "#6d3b4e",
    "#44505c", "#7d8f5a", "#d2653a", "#5e4569", "#b9ad9c", "#2f3e55",
)  # fmt: skip

# Caps, scarves round the head, helmets: chosen by what would be the colour of the hair.
FABRICS: Final = (
    "#7a5c86", "#4d6140", "#27496d", "#b0522d", "#8c3b4a", "#c9953a", "#3f6f6a", "#5b5f6b",
)  # fmt: skip

_CAP_OF_HAIR = "M19.8 26.6C18.3 15.4 23.2 8.2 32 8.2s13.700 7.2 12.2 18.4"
_LINE = 'fill="none" stroke-linecap="round" stroke-linejoin="round"'

BEHIND: Final[dict[str, str]] = {
    "bob": '<path d="M16.600 26.5C16 12.8 22.6 6.2 32 6.2s16 6.6 15.4 20.3c-.2 5.6.3 9.3 1.2 '
    '13-4 2.2-10 3-16.6 3s-12.6-.8-16.6-3c.9-3.7 1.4-7.4 1.2-13z" fill="{hair}"/>',
    "long": '<path d="M16.500 27C15.800 13.3 22.4 6.2 32 6.2S48.200 13.3 47.5 27c-.3 8.2.9 14.6 3.2 '
    '20.8-5.2 3.4-11.7 4.7-18.7 4.7s-13.5-1.3-18.7-4.7c2.300-6.2 3.5-12.6 3.2-20.8z" '
    'fill="{hair}"/>',
    "waves": '<path d="M17 23C16.300 12.3 23 6 32 6s15.700 6.3 15 17c3 2.4 3.4 6 1.7 8.7 2.3 2.9 2 '
    "6.9-.7 9.1.7 3.6-1.9 6.2-5.4 6.2H21.400c-3.5 0-6.1-2.6-5.4-6.2-2.7-2.2-3-6.2-.7-9.1"
    '-1.7-2.7-1.3-6.3 1.7-8.7z" fill="{hair}"/>',
    "ponytail": '<path d="M41.500 11.5c7.300.6 11.5 6.3 11 13.6-.3 5 1 8.7 3.2 11.2-4.7 1.5-9.9-.5'
    '-11.9-5.6-1.7-4.4-1.7-12.1-2.3-19.2z" fill="{hair}"/>',
    "bun": '<circle cx="32" cy="7.2" r="5.6" fill="{hair}"/>',
    "topknot": '<circle cx="32" cy="7" r="4.4" fill="{hair}"/>',
    "braids": '<path d="M16.600 24C16 12.4 22.6 6 32 6s16 6.4 15.4 18l1.100 22c.1 2.2-3.2 2.8-3.7.7L43 '
    '38H21l-1.8 8.7c-.5 2.1-3.8 1.5-3.7-.7z" fill="{hair}"/><path d="M14.800 33.5l4 1.3M14.700 '
    '38l3.800 1.3M49.200 33.5l-4 1.3M49.300 38l-3.8 1.3" stroke="#fff" stroke-opacity=".22" '
    + _LINE + "/>",
    "curls": '<g fill="{hair}"><circle cx="20" cy="20" r="6"/><circle cx="18.6" cy="28" r="5"/>'
    '<circle cx="45.4" cy="28" r="5"/><circle cx="44" cy="20" r="6"/><circle cx="24" cy="13" r="6"/>'
    '<circle cx="32" cy="10.4" r="6.6"/><circle cx="40" cy="13" r="6"/>'
    '<circle cx="19.6" cy="34.5" r="4"/><circle cx="44.4" cy="34.5" r="4"/></g>',
    "afro": '<circle cx="32" cy="20.6" r="17.4" fill="{hair}"/>',
    "puffs": '<g fill="{hair}"><circle cx="18.6" cy="12" r="7.6"/><circle cx="45.4" cy="12" '
    'r="7.6"/></g>',
    "locs": '<path d="M17.500 22v20.500M20.800 14v30M43.200 14v30M46.500 22v20.500" stroke="{hair}" '
    'stroke-width="4.2" ' + _LINE + "/>",
    "hijab": '<path d="M15.200 27C14.600 13 21.8 5.6 32 5.6S49.400 13 48.8 27c-.2 6 .6 10.6 2.7 '
    '15.6L54 64H10l2.500-21.4c2.100-5 2.9-9.6 2.7-15.6z" fill="{fabric}"/>',
}  # fmt: skip

BEFORE: Final[dict[str, str]] = {
    "short": f'<path d="{_CAP_OF_HAIR}c-.9-1.9-1.5-4.1-1.9-6.5-.3-1.7-1.5-3-3.2-3.2-4.7-.6-9.5'
    '-.6-14.2 0-1.7.2-2.9 1.5-3.2 3.2-.4 2.4-1 4.6-1.9 6.5z" fill="{hair}"/>',
    "side": '<path d="M19.800 27C17.900 15.4 23 8 32.3 8c9.200 0 13.9 7.4 11.9 18.9-1.1-2.7-1.7-5.5'
    '-2.7-7.9-5.8.5-11.6-1-15-4.4-1.9 2.8-4.4 6.4-6.7 12.4z" fill="{hair}"/>',
    "quiff": '<path d="M20 26.5c-1.7-6.8-1.2-12 2-14.8C24.600 7.4 31 5.6 36.2 7c6.600 1.2 10.1 7.9 8 '
    '19.5-.9-2.5-1.5-5.4-2.3-7.9-3.5.6-7.7-.5-10.7-2.9-3.3 3-7 2.5-9 3.4-1 2.4-1.3 5-2.2 '
    '7.4z" fill="{hair}"/>',
    "crop": '<path d="M20.300 24.6C19.600 14.4 24 9 32 9s12.400 5.4 11.7 15.6c-1.4-5-4.7-7.7-11.7-7.7'
    's-10.3 2.7-11.7 7.7z" fill="{hair}" opacity=".9"/>',
    "sides": '<path d="M20 27.2c-1.7-6.1-1-10.6 1.5-13.4.5 3.6.7 5.5.3 7.9-.3 2-1 3.8-1.8 5.5z'
    'm24 0c1.700-6.1 1-10.6-1.5-13.4-.5 3.6-.7 5.5-.3 7.9.3 2 1 3.8 1.8 5.5z" fill="{hair}"/>',
    "bald": '<path d="M27 13.6c2.600-1.4 5.6-1.6 8.3-.8" stroke="#fff" stroke-opacity=".4" '
    'stroke-width="1.6" ' + _LINE + "/>",
    "fringe": '<path d="M19.600 29C18.100 17 22.8 9 32 9s13.900 8 12.4 20c-.4-2.6-.9-4.7-1.6-6.5-7.1 1.2'
    '-14.5 1.2-21.6 0-.7 1.8-1.2 3.9-1.6 6.5z" fill="{hair}"/>',
    "bob": '<path d="M19.600 30C18.100 17 22.8 9 32 9s13.900 8 12.4 21c-.6-5-1.5-8.7-2.9-11.3-6.2 1.6'
    '-13.5 1.3-18.9-.5-1.6 2.9-2.4 6.9-3 11.8z" fill="{hair}"/>',
    "long": '<path d="M20.200 28.5C18.800 16.1 23.2 9 32 9s13.200 7.1 11.8 19.5c-1.4-5.6-3.6-9.4-7.2'
    '-11.9-4.2 3.6-10.3 4.6-14 5-1 2-1.6 4-2.4 6.9z" fill="{hair}"/>',
    "waves": '<path d="M20 28C18.700 16 23.2 9 32 9s13.300 7 12 19c-1.5-4.5-2.8-8.4-6.2-11-3.3 3-12 3'
    '-14.8 4.5-1.2 1.8-2 4-3 6.5z" fill="{hair}"/>',
    "ponytail": '<path d="M19.900 27.5C18.200 15.6 23.1 8.5 32 8.5s13.800 7.1 12.1 19c-1.3-5-3.4-8.6-6.6'
    '-10.5-4.6 3.2-10.6 4.3-14.8 4.5-1.1 2-1.9 3.8-2.8 6z" fill="{hair}"/>',
    "bun": '<path d="M20 27.5C18.800 15.6 23.3 8.8 32 8.8s13.200 6.8 12 18.7c-1.6-5.7-4.8-10-12-10'
    's-10.4 4.3-12 10z" fill="{hair}"/>',
    "topknot": '<path d="M20.500 24C20 14.5 24.2 9 32 9s12 5.5 11.5 15c-1.3-4.5-3.6-7.3-6.5-8.4-3.2.7'
    '-6.8.7-10 0-2.9 1.1-5.2 3.9-6.5 8.4z" fill="{hair}"/>',
    "braids": '<path d="M20 26.2C18.600 15 23.2 8.5 32 8.5S45.400 15 44 26.2c-1.6-5-4-8.3-7-9.9-3.2 1.4'
    '-6.8 1.4-10 0-3 1.6-5.4 4.9-7 9.9z" fill="{hair}"/><path d="M32 9v7.500" stroke="#fff" '
    'stroke-opacity=".2" ' + _LINE + "/>",
    "pixie": '<path d="M19.700 29.5C17.800 16.6 22.8 8 32.4 8c9.400 0 13.6 7.2 11.9 18.7-.9-2.3-1.6-4.3'
    '-2.6-6-7.2.3-12.4-1.2-16-3.8.2 2.2-.2 3.9-1 5.4-.3-1-.6-1.7-1.1-2.3-1.5 2.6-2.9 5.4-3.9 '
    '9.5z" fill="{hair}"/>',
    "curls": '<g fill="{hair}"><circle cx="23.3" cy="16.6" r="4.3"/><circle cx="29" cy="14" r="4.7"/>'
    '<circle cx="35" cy="14" r="4.7"/><circle cx="40.7" cy="16.6" r="4.3"/></g>',
    "afro": '<path d="M19.800 26.2c-1-9.7 3.8-15.7 12.2-15.7s13.200 6 12.2 15.7c-1.7-5.6-5.6-8.2-12.2-8.2'
    's-10.5 2.6-12.2 8.2z" fill="{hair}"/>',
    "puffs": '<path d="M20 25.5C19 14.7 23.5 8.5 32 8.5s13 6.2 12 17c-2-5-6-7.9-12-7.9s-10 2.9-12 7.9z" '
    'fill="{hair}"/><path d="M32 8.8v8.500" stroke="#fff" stroke-opacity=".2" ' + _LINE + "/>",
    "locs": '<path d="M19.900 26C18.700 14.6 23.2 8.2 32 8.2s13.300 6.4 12.1 17.8c-1.6-4.7-3.3-7.4-5.6-9'
    '-1.5 1.2-2.9 1.2-4.3.2-1.4 1-2.9 1-4.3 0-1.4 1-2.9 1-4.4-.2-2.3 1.6-4 4.3-5.6 9z" '
    'fill="{hair}"/>',
    "cap": '<path d="M20.200 28c-.9-2-1-4.5-.8-6.5l2.600.5c-.2 2.2-.9 4.2-1.8 6zm23.600 0c.9-2 1-4.5.8-6.5'
    'l-2.6.5c.2 2.2.9 4.2 1.8 6z" fill="{hair}"/><path d="M19.300 21C19.300 12.8 24.5 7.6 32 7.6'
    "S44.700 12.8 44.7 21l6.300 2.1c.9.3.7 1.6-.3 1.6H19.700c-.4-1.2-.5-2.4-.4-3.7z\" "
    'fill="{fabric}"/><circle cx="32" cy="8" r="1.3" fill="#fff" opacity=".35"/>',
    "beanie": '<path d="M20.200 28.5c-.9-2-1-4.5-.8-6l2.600.5c-.2 2-.9 3.9-1.8 5.5zm23.600 0c.9-2 1-4.5.8-6'
    'l-2.6.5c.2 2 .9 3.9 1.8 5.5z" fill="{hair}"/><path d="M19 20.5C18.500 11.5 24 6 32 6s13.500 5.5 '
    '13 14.5z" fill="{fabric}"/><rect x="17.8" y="18" width="28.4" height="6.2" rx="3" '
    'fill="{fabric}"/><rect x="17.8" y="18" width="28.4" height="6.2" rx="3" fill="#fff" '
    'opacity=".22"/>',
    "helmet": '<path d="M17.600 21.6C17.600 12 23.6 6.4 32 6.4S46.400 12 46.4 21.6h2c1.200 0 1.2 2.6 0 '
    '2.6H15.600c-1.2 0-1.2-2.6 0-2.6z" fill="#f2b53c"/><path d="M30 4.8h4v9h-4zM24.500 8.5c-1.8 '
    '2.6-2.6 5.7-2.7 9M39.500 8.5c1.800 2.6 2.6 5.7 2.7 9" fill="#f2b53c" stroke="#c98a1c" '
    'stroke-width=".8"/>',
    "hijab": '<path fill-rule="evenodd" d="M15.200 27C14.600 13 21.8 5.6 32 5.6S49.400 13 48.8 27c-.1 5-.2 '
    "9-2.3 13-2.5 5-8 8.5-14.5 8.5S20 45 17.5 40c-2.1-4-2.2-8-2.3-13zm6.300-1.5c0 4 .5 7.2 2 "
    "9.8 1.9 3.4 5.1 5.5 8.5 5.5s6.600-2.1 8.5-5.5c1.500-2.6 2-5.8 2-9.8 0-7.5-4.2-11.8-10.5"
    '-11.8S21.500 18 21.5 25.5z" fill="{fabric}"/><path d="M18 41c4 6 9.5 8.5 14.5 8.5 5.5 0 10-3 '
    '13.5-8" stroke="#000" stroke-opacity=".16" stroke-width="1.2" ' + _LINE + "/>",
    "turban": '<path d="M18.200 22.5C16.500 11.5 23 5 32.3 5c9.300 0 15.2 6.5 13.5 17.5-3.8-3.3-8.3-5-13.8'
    '-5s-10 1.7-13.8 5z" fill="{fabric}"/><path d="M20 17.5c6-1.5 12-5 15.5-11.5M26 15.5c7-1 '
    '13.5-1 18.8 2.5" stroke="#000" stroke-opacity=".18" stroke-width="1.2" ' + _LINE + "/>",
}  # fmt: skip

BEARDS: Final[dict[str, str]] = {
    "none": "",
    "beard": '<path d="M20.900 28c.2 9.6 4.4 15.3 11.1 15.3S42.900 37.6 43.1 28c-1.2 2.7-2.5 4.2-4.6 4.7'
    '-4.2-1.6-8.8-1.6-13 0-2.1-.5-3.4-2-4.6-4.7z" fill="{hair}"/>',
    "short beard": '<path d="M20.900 28.5c.5 8.6 4.6 13.9 11.1 13.9s10.600-5.3 11.1-13.9c-1 3-2 4.6-3.7 '
    '5.2-4.7-1.9-10.1-1.9-14.8 0-1.7-.6-2.7-2.2-3.7-5.2z" fill="{hair}" opacity=".8"/>',
    "stubble": '<path d="M21.300 31c1 6.8 5 11.2 10.7 11.2S41.700 37.8 42.7 31c-1 2-2 3-3.5 3.4-4.6-1.7'
    '-9.8-1.7-14.4 0-1.5-.4-2.5-1.4-3.5-3.4z" fill="{hair}" opacity=".25"/>',
    "moustache": '<path d="M25.600 34.3c1.400-2.4 3.8-3 6.4-2 2.6-1 5-.4 6.4 2-2.3.9-4.3 1-6.4.3-2.1.7-4.1'
    '.6-6.4-.3z" fill="{hair}"/>',
    "goatee": '<path d="M28 37.2c2.500-1.1 5.5-1.1 8 0-.2 3.7-1.7 5.8-4 5.8s-3.8-2.1-4-5.8z" '
    'fill="{hair}"/>',
}  # fmt: skip

MOUTHS: Final[dict[str, str]] = {
    "smile": '<path d="M28.200 34.2c2.300 2.1 5.3 2.1 7.6 0" stroke="{lip}" stroke-width="1.4" '
    + _LINE + "/>",
    "grin": '<path d="M27.700 33.7c2.700.9 5.9.9 8.6 0-.4 2.9-2.1 4.2-4.3 4.2s-3.9-1.3-4.3-4.2z" '
    'fill="#7a2a20"/><path d="M28.400 33.9c2.300.7 4.9.7 7.2 0-.1.6-.3 1-.5 1.4-2 .5-4.2.5-6.2 0-.2-.4'
    '-.4-.8-.5-1.4z" fill="#fffdf8"/>',
    "calm": '<path d="M29 34.7c2 .9 4 .9 6 0" stroke="{lip}" stroke-width="1.4" ' + _LINE + "/>",
    "wry": '<path d="M28.600 35c2.500.9 5 .4 6.8-1.4" stroke="{lip}" stroke-width="1.4" '
    + _LINE + "/>",
    "laugh": '<path d="M28.200 34c2.300 1 5.3 1 7.6 0 .1 2.3-1.5 4.7-3.8 4.7S28.100 36.3 28.2 34z" '
    'fill="#7a2a20"/><path d="M30.300 37.7c.9-1 2.5-1 3.4 0-.8.9-2.6.9-3.4 0z" fill="#d9765f"/>',
}  # fmt: skip

GLASSES: Final[dict[str, str]] = {
    "none": "",
    "round": '<g fill="#fff" fill-opacity=".22" stroke="#2b1d14" stroke-width="1.1"><circle cx="27" '
    'cy="27.3" r="3.9"/><circle cx="37" cy="27.3" r="3.9"/><path d="M30.900 26.8c.7-.5 1.5-.5 '
    '2.2 0" fill="none"/></g>',
    "square": '<g fill="#fff" fill-opacity=".22" stroke="#2b1d14" stroke-width="1.2"><rect x="22.8" '
    'y="24.3" width="8" height="6" rx="1.8"/><rect x="33.2" y="24.3" width="8" height="6" '
    'rx="1.8"/><path d="M30.800 26.5h2.400" fill="none"/></g>',
    "bright": '<g fill="#fff" fill-opacity=".25" stroke="#a6461c" stroke-width="1.3"><rect x="22.4" '
    'y="23.9" width="8.4" height="6.9" rx="3.2"/><rect x="33.2" y="23.9" width="8.4" '
    'height="6.9" rx="3.2"/><path d="M30.800 26.6c.8-.4 1.6-.4 2.4 0" fill="none"/></g>',
}  # fmt: skip

_NECKLINE = (
    '<path d="M25.300 46.2c2 4.2 4.3 5.6 6.7 5.6s4.700-1.4 6.7-5.6" stroke="#000" '
    'stroke-opacity=".16" stroke-width="1.2" ' + _LINE + "/>"
)
_COLLAR = (
    '<path d="M25.500 45 32 51.5l-4.5 5.5-5-9.8zm13 0L32 51.5l4.500 5.5 5-9.8z" fill="#fffdf8"/>'
)

CLOTHES: Final[dict[str, str]] = {
    "jumper": _NECKLINE,
    "shirt": _COLLAR,
    "tie": _COLLAR + '<path d="M30.300 51.5h3.400l-.7 2.6 1.5 9.9h-5l1.500-9.9z" fill="#a6461c"/>',
    "blouse": '<path d="M25.800 45.8 32 56l6.200-10.2-1.4-.9L32 50.5l-4.8-5.6z" fill="#fffdf8"/>',
    "roll neck": '<path d="M25 43.4h14v5.600c-4 2-10 2-14 0z" fill="{cloth}"/><path d="M25.500 49.5c4 2 9 2 '
    '13 0" stroke="#000" stroke-opacity=".2" ' + _LINE + "/>",
    "vest": '<path d="M17 48.5 23 46v18h-6zM47 48.5 41 46v18h6z" fill="#f2b53c"/><path d="M20 47.5V64'
    'M44 47.5V64" stroke="#fff3d0" stroke-width="1.4" ' + _LINE + "/>",
    "scarf": '<path d="M23.500 43.4c5 3.1 12 3.1 17 0l2.500 5.6c-6.5 4-15.5 4-22 0z" fill="{scarf}"/>'
    '<path d="M36 50.5l6-1.5 1.5 13-5.5.8z" fill="{scarf}"/><path d="M36 50.5l6-1.5.3 2.5-6 '
    '1.5z" fill="#000" opacity=".15"/>',
    "hood": '<path d="M21.500 45c2.500 6.2 6.3 9 10.5 9s8-2.8 10.5-9l3.500 2.2C43.500 55 38.5 59 32 59s-11.5'
    '-4-14-11.8z" fill="#000" opacity=".18"/><path d="M29.500 53.5V61M34.500 53.5V59" stroke="#fffdf8" '
    'stroke-width="1.1" ' + _LINE + "/>",
    "stripes": '<path d="M11 52.2c14 3.4 28 3.4 42 0M8.400 57.2c15.600 3.8 31.6 3.8 47.2 0M7.300 62c16.400 '
    '3.4 33 3.4 49.4 0" stroke="#fffdf8" stroke-opacity=".85" stroke-width="1.7" ' + _LINE + "/>"
    + _NECKLINE,
    "jacket": '<path d="M26 45.5 32 64l6-18.5c-2 3.2-4 4.8-6 4.8s-4-1.6-6-4.8z" fill="#fffdf8"/>'
    '<path d="M25.800 45.3 23 51l3 2.2L32 64zM38.200 45.3 41 51l-3 2.2L32 64z" fill="#000" '
    'opacity=".22"/>',
}  # fmt: skip

EXTRAS: Final[dict[str, str]] = {
    "none": "",
    "earrings": '<circle cx="20.3" cy="31.7" r="1.4" fill="#f4d27a"/><circle cx="43.7" cy="31.7" '
    'r="1.4" fill="#f4d27a"/>',
    "freckles": '<g fill="{shade}"><circle cx="24.2" cy="30.4" r=".5"/><circle cx="26" cy="31.5" r=".5"/>'
    '<circle cx="27.5" cy="30.5" r=".45"/><circle cx="36.5" cy="30.5" r=".45"/><circle cx="38" '
    'cy="31.5" r=".5"/><circle cx="39.8" cy="30.4" r=".5"/></g>',
    "mole": '<circle cx="37.6" cy="33.4" r=".75" fill="#3a2417" opacity=".75"/>',
    "pencil": '<path d="M42.600 23.2l7-3.6.8 1.5-7 3.6-2.2.3z" fill="#e0a83a"/><path d="M49.600 19.6l1.700-.9'
    '.8 1.5-1.7.9z" fill="#c4543f"/>',
    "flower": '<g fill="#fffdf8"><circle cx="20" cy="52" r="1.5"/><circle cx="23" cy="52" '
    'r="1.5"/><circle cx="21.5" cy="50.5" r="1.5"/><circle cx="21.5" cy="53.5" r="1.5"/></g>'
    '<circle cx="21.5" cy="52" r="1.2" fill="#e0a83a"/>',
}  # fmt: skip
