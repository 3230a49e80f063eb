"""An address is safe to follow, or it is not an address."""

import re
from ipaddress import ip_address
from typing import Final
from urllib.parse import SplitResult, quote, urlsplit, urlunsplit

from .characters import visible
from .limits import LONGEST_ADDRESS

_REFUSED = re.compile(r"[\x00-\x1f\x7f-\x9f\\]")
_HOST = re.compile(r"[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*\.?")
_NUMBER = re.compile(r"(?:.*\.)?(?:\d+|0x[0-9a-f]*)\.?")
_MAIL = re.compile(r"mailto:[^\s<>@?]+@[^\s<>@?]+(?:\?[^\s<>]*)?", re.IGNORECASE)
_LINE_END = re.compile("%0[ad]", re.IGNORECASE)
_SAFE: Final = "%/:@!$&'()*+,;=~-._?"
_DEFAULT_PORTS: Final = {"http": 80, "https": 443}
_TRACKING = re.compile(
    "(?:utm|pk|mtm|hsa|oly|vero)_.*|(?:fb|tt|tw|[dgy])clid|[gw]braid|msclkid|igshid|igsh|mc_[ce]id|_hs(?:enc|mi)"
    "|_g[al]|li_fat_id|epik|mkt_tok|ref_src|s_cid|wickedid|ml_subscriber(?:_hash)?",
    re.IGNORECASE,
)


def safe_link(address: str) -> str | None:
    """The address as ASCII with a lower-case host (RFC 3986), or None when it is not plain http(s).

    Refused: other schemes, user names before the host, control and hidden characters, backslashes, hosts that are
    written as an odd number, more than 2,000 characters. "www.…" is read as https.
    """
    address = address.strip()
    if address[:4].lower() == "www.":
        address = f"https://{address}"
    if len(address) > LONGEST_ADDRESS or _REFUSED.search(address) or visible(address) != address:
        return None
    try:
        return _rebuilt(urlsplit(address))
    except ValueError:  # an impossible port, bracket or letter
        return None


def safe_href(address: str) -> str | None:
    """As `safe_link`, and also "mailto:" and paths of this site ("/…", never "//…")."""
    address = address.strip()
    if not address.startswith("/") and address[:7].lower() != "mailto:":
        return safe_link(address)
    if len(address) > LONGEST_ADDRESS or _REFUSED.search(address) or visible(address) != address:
        return None
    if address.startswith("/"):
        return None if address.startswith("//") else quote(address, safe=f"{_SAFE}#")
    sound = _MAIL.fullmatch(address) and not _LINE_END.search(address)
    return "mailto:" + quote(address[7:], safe=_SAFE) if sound else None


def picture_address(number: int | str) -> str:
    """Where the product shows that file as a picture."""
    return f"/bestanden/{number}/beeld/1440"


def normalise_address(address: str) -> str:
    """The key under which two people's links are the same; ValueError when `safe_link` refuses the address.

    Without default port, trailing slash, fragment (but for "#/…" and "#!…", which are pages of their own) and tracking
    parameters; the other parameters sorted by name, repeated names in the order they came.
    """
    link = safe_link(address)
    if link is None:
        raise ValueError("not a safe address")
    parts = urlsplit(link)
    pairs = filter(None, parts.query.split("&"))
    kept = sorted((pair for pair in pairs if not _TRACKING.fullmatch(_name(pair))), key=_name)
    fragment = parts.fragment if parts.fragment.startswith(("/", "!")) else ""
    host = re.sub(r"\.(?=$|:\d)", "", parts.netloc)
    return urlunsplit((parts.scheme, host, parts.path.rstrip("/"), "&".join(kept), fragment))


def _rebuilt(parts: SplitResult) -> str | None:
    host = _ascii_host(parts.hostname or "")
    if parts.scheme not in _DEFAULT_PORTS or "@" in parts.netloc or not host:
        return None
    port = "" if parts.port in (None, _DEFAULT_PORTS[parts.scheme]) else f":{parts.port}"
    path, query, fragment = (quote(part, safe=_SAFE) for part in parts[2:])
    link = urlunsplit((parts.scheme, f"{host}{port}", path, query, fragment))
    return link if len(link) <= LONGEST_ADDRESS else None


def _ascii_host(host: str) -> str | None:
    if ":" in host:
        return f"[{ip_address(host)}]"
    if len(host) > 253:
        return None
    if not host.isascii() or "xn--" in host:
        host = host.encode("idna").decode().lower()
        host.encode().decode("idna")
    if _NUMBER.fullmatch(host):
        return str(ip_address(host))
    return host if _HOST.fullmatch(host) else None


def _name(pair: str) -> str:
    return pair.partition("=")[0]
