import re
import xml.etree.ElementTree as ET
from pathlib import Path

from communities.models import Community

FRONTEND = Path(__file__).parents[2] / "frontend"
USED = re.compile(r'\{% (?:icon|tile) "([\w-]+)"|(?:icon|action_icon)="([\w-]+)"')


def symbols() -> set[str]:
    root = ET.parse(FRONTEND / "static" / "icons.svg").getroot()
    return {symbol.attrib["id"] for symbol in root}


def names_in_templates() -> set[str]:
    folders = (FRONTEND / "templates", FRONTEND / "components")
    sources = [path.read_text() for folder in folders for path in folder.rglob("*.html")]
    return {name for source in sources for found in USED.findall(source) for name in found if name}


def test_every_icon_a_template_asks_for_is_drawn() -> None:
    assert names_in_templates() - symbols() == set()


def test_every_sign_of_a_community_is_drawn() -> None:
    assert set(Community.Icon.values) - symbols() == set()
