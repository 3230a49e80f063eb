import pytest
from hypothesis import given
from hypothesis import strategies as st

from kenniscafe.richtext import normalise_address, safe_link
from tests.kenniscafe.written_html import patient


@pytest.mark.parametrize(
    ("typed", "link"),
    [
        ("https://x.nl", "https://x.nl"),
        (" HTTPS://X.NL/Pad?Q=1#D ", "https://x.nl/Pad?Q=1#D"),
        ("www.x.nl/a", "https://www.x.nl/a"),
        ("http://x.nl:80/", "http://x.nl/"),
        ("http://x.nl:8080/", "http://x.nl:8080/"),
        (
            "https://nl.wikipedia.org/wiki/Café_(drank)?a=b c",
            "https://nl.wikipedia.org/wiki/Caf%C3%A9_(drank)?a=b%20c",
        ),
        ("https://x.nl/%C3%A9%20", "https://x.nl/%C3%A9%20"),
        ('https://x.nl/"><b>', "https://x.nl/%22%3E%3Cb%3E"),
        ("https://exämple.nl/", "https://xn--exmple-cua.nl/"),
        ("http://intranet/a", "http://intranet/a"),
        ("http://10.0.0.1/", "http://10.0.0.1/"),
        ("http://[::1]:8000/", "http://[::1]:8000/"),
    ],
)
def test_an_address_is_written_one_way(typed: str, link: str) -> None:
    assert safe_link(typed) == link
    assert safe_link(link) == link


@pytest.mark.parametrize(
    "refused",
    [
        "", "x", "x.nl/a", "/a", "//x.nl", "javascript:alert(1)", "JavaScript://x.nl/%0aalert(1)", "data:text/html,x",
        "vbscript:x", "file:///etc/passwd", "ftp://x.nl", "mailto:a@b.nl", "http:", "http://", "http:x.nl", "http:///x",
        "https://x.nl@y.nl", "https://a:b@x.nl", "https://@x.nl", "https:\\\\x.nl", "https://x.nl\\@y.nl",
        "https://x.nl/\x00", "https://x\t.nl", "java\nscript:x", "https://x.nl/a\nb", "https://x.nl/\u202egpj.exe",
        "https://x.nl/\ud800", "https://x..nl", "https://.nl", "https://x.nl:99999", "https://x.nl:a", "http://[::1",
        "http://1.2.3.999/", "http://0x7f.1/", "http://2130706433/", "http://x%2e.nl/", "https://xn--a.nl",
        "https://y.nl／x.nl", "https://" + "a" * 64 + ".nl", "https://" + "a." * 127 + "nl", "https://x.nl/" + "a" * 2000,
        "https://x.nl/" + "é" * 400,
    ],
)  # fmt: skip
def test_what_is_no_plain_web_address_is_refused(refused: str) -> None:
    assert safe_link(refused) is None
    with pytest.raises(ValueError, match="safe"):
        normalise_address(refused)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://X.nl", "https://x.nl/"),
        ("https://x.nl./a", "https://x.nl/a"),
        ("https://x.nl:443/a/", "https://x.nl/a"),
        ("https://x.nl/a#kop", "https://x.nl/a"),
        ("https://x.nl/a?b=1&utm_source=mail&UTM_Medium=x&fbclid=y&gclid=z", "https://x.nl/a?b=1"),
        ("https://x.nl/a?utm_source=mail", "https://x.nl/a"),
        ("https://x.nl/a?c=2&b=1", "https://x.nl/a?b=1&c=2"),
        ("https://x.nl/a?&b=1&", "https://x.nl/a?b=1"),
        ("https://x.nl/é", "https://x.nl/%C3%A9"),
    ],
)
def test_links_of_two_people_to_one_page_have_one_key(one: str, other: str) -> None:
    assert normalise_address(one) == normalise_address(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://x.nl/a", "https://x.nl/A"),
        ("https://x.nl/a", "https://x.nl/a?b"),
        ("https://x.nl/?a=1&a=2", "https://x.nl/?a=2&a=1"),
        ("https://x.nl/#/een", "https://x.nl/#/twee"),
        ("https://x.nl/#!een", "https://x.nl/#!twee"),
        ("https://x.nl/?maand=1", "https://x.nl/?maand=2"),
        ("https://x.nl:8443", "https://x.nl"),
    ],
)
def test_links_to_two_pages_have_two_keys(one: str, other: str) -> None:
    assert normalise_address(one) != normalise_address(other)


@patient
@given(st.text(), st.sampled_from(["https://x.nl/", "https://", "http://x.nl/?"]))
def test_a_link_and_its_key_are_plain_ascii_and_stay_so(text: str, start: str) -> None:
    link = safe_link(start + text)

    if link is not None:
        assert link.isascii()
        assert link.startswith(("http://", "https://"))
        assert safe_link(link) == link
        assert normalise_address(normalise_address(link)) == normalise_address(link)
