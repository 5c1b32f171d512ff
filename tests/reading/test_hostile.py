"""Whatever bytes a file has, what comes of it is a report or an InputError."""

import gzip
import socket

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_archives import page, record, response
from test_feeds import GERMAN, atom, rss
from test_mails import mail
from test_newsml import item, message

from gipfelbuch.errors import InputError
from gipfelbuch.model.reports import Report
from gipfelbuch.reading import find_reports
from gipfelbuch.reading.formats import ENDINGS

BOMB = '<!DOCTYPE {} [<!ENTITY a "aaaaaaaaaa">' + "".join(
    f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(12)
)
SEEDS = [
    b"",
    rss(f"<description>{GERMAN}</description><pubDate>Mon, 06 May 2024 00:30:00 +0200</pubDate>").encode(),
    atom(f"<content>{GERMAN}</content>").encode(),
    message(item(), item()).encode(),
    response(page(GERMAN)) + record(b"x"),
    gzip.compress(response(page(GERMAN)) * 2),
    bytes(mail(html=f"<p>{GERMAN}</p>")),
    b'[{"uri": "x", "bodies": [{"value": "Der Minister"}], "language": 7, "headlines": {}}]',
    b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 1 0 R >>\nendobj\ntrailer\n<< /Root 1 0 R >>\nstartxref\n9\n%%EOF",
]


@st.composite
def soups(draw):
    """A file of some format with bytes of it changed, left out or put in; or nothing but soup."""
    data = bytearray(draw(st.sampled_from(SEEDS)))
    for _ in range(draw(st.integers(0, 6))):
        start = draw(st.integers(0, len(data)))
        data[start : start + draw(st.integers(0, 20))] = draw(st.binary(max_size=12))
    return bytes(data)


@pytest.fixture(autouse=True)
def _no_network(monkeypatch):
    def refuse(*_args, **_more):
        pytest.fail("the network was asked for")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


@pytest.mark.parametrize("ending", sorted(ENDINGS))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=soups())
def test_byte_soup_is_a_report_or_an_input_error(tmp_path, ending, data):
    path = tmp_path / f"soup{ending}"
    path.write_bytes(data)
    assert all(isinstance(found, Report | InputError) for found in find_reports([str(path)]))


@pytest.mark.parametrize(
    "name,data",
    [
        ("a.xml", BOMB.format("newsItem") + "]>" + item().replace("Montag", "&m;")),
        ("a.xml", BOMB.format("rss") + "]>" + rss("<description>&m;</description>").split("?>", 1)[1]),
        ("a.rss", BOMB.format("rss") + "]>" + rss("<description>&m;</description>").split("?>", 1)[1]),
        ("a.xml", '<!DOCTYPE newsItem [<!ENTITY x SYSTEM "file:///etc/hostname">]>' + item().replace("Montag", "&x;")),
        ("a.xml", '<!DOCTYPE newsItem SYSTEM "http://127.0.0.1:9/x.dtd">' + item()),
        ("a.rss", '<!DOCTYPE rss SYSTEM "http://127.0.0.1:9/x.dtd">' + rss("<title>x</title>").split("?>", 1)[1]),
        ("a.rss", "http://127.0.0.1:9/feed"),
        ("a.xml", "<a>" * 100_000),
        ("a.html", "<div>" * 100_000),
        ("a.rss", rss("<description>" + "&lt;div&gt;" * 50_000 + "</description>")),
        ("a.eml", "From: a@b.example\nContent-Type: message/rfc822\n\n" * 3000),
        ("a.eml", "From: " + "(" * 50_000),
    ],
    ids=[
        "bomb in NewsML",
        "bomb in .xml",
        "bomb in a feed",
        "a file",
        "a DTD",
        "a DTD of a feed",
        "an address",
        "deep XML",
        "deep HTML",
        "deep markup in a feed",
        "mails in mails",
        "deep comments",
    ],
)
def test_hostile_files_cost_little_and_fetch_nothing(read, name, data):
    for found in read(name, data):
        assert isinstance(found, Report | InputError)
        assert len(str(found)) < 20_000
        assert "Montag" not in getattr(found, "text", "") or "aaaa" not in found.text
