from datetime import date

import pytest

from gipfelbuch.errors import DateError, EmptyReportError, InputError, LanguageError, RecordError
from gipfelbuch.model.reports import Report

GERMAN = "Der Präsident reiste am Montag nach Paris und traf dort den Minister."
OTHER = "Die Ministerin empfing am Dienstag in Wien den Botschafter."


def rss(*items, head="<title>Tagblatt</title><language>de-de</language>"):
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel>{head}{"".join(f"<item>{i}</item>" for i in items)}</channel></rss>"""


def atom(*entries):
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de"><title>Abendpost</title><id>urn:x</id>
<updated>2024-05-06T10:00:00Z</updated>{"".join(f"<entry>{e}</entry>" for e in entries)}</feed>"""


def test_an_item_of_rss_has_all_its_facts(read):
    item = f"""<title>Reise &amp;amp; Treffen</title><link>https://t.example/1</link><description>{GERMAN}</description>
    <pubDate>Mon, 06 May 2024 00:30:00 +0200</pubDate>"""
    assert read("feed.rss", rss(item), published=date(1999, 1, 1)) == [
        Report(
            id="feed-1",
            text=GERMAN,
            language="de",
            title="Reise & Treffen",
            published=date(2024, 5, 6),
            publisher="Tagblatt",
            url="https://t.example/1",
        )
    ]


def test_an_entry_of_atom_has_all_its_facts(read):
    entry = f"""<title>Reise</title><link href="https://a.example/1"/><id>urn:1</id><updated>2024-05-08T10:00:00Z</updated>
    <published>2024-05-07T23:30:00-05:00</published>
    <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{GERMAN}</p><p>{OTHER}</p></div></content>"""
    (report,) = read("feed.atom", atom(entry))
    assert report.text == f"{GERMAN}\n\n{OTHER}"
    assert (report.title, report.published, report.publisher) == ("Reise", date(2024, 5, 7), "Abendpost")
    assert (report.url, report.language) == ("https://a.example/1", "de")


@pytest.mark.parametrize(
    "item,text",
    [
        (f"<description>kurz</description><content:encoded><![CDATA[<p>{GERMAN}</p>]]></content:encoded>", GERMAN),
        (
            f"<description><![CDATA[<p>{GERMAN}</p><p>{OTHER}<br>Ende.</p>]]></description>",
            f"{GERMAN}\n\n{OTHER}\nEnde.",
        ),
        (f"<description><![CDATA[<script>böse()</script><p>{GERMAN}</p>]]></description>", GERMAN),
        (f"<description>&lt;p&gt;{GERMAN}&lt;/p&gt;&lt;figure&gt;Bild&lt;/figure&gt;</description>", GERMAN),
        (
            "<description><![CDATA[<p>Der Außen&shy;minister reiste &amp; traf&nbsp;ihn.</p>]]></description>",
            "Der Außenminister reiste & traf ihn.",
        ),
    ],
    ids=["content before summary", "paragraphs stay apart", "scripts are no text", "escaped markup", "characters"],
)
def test_markup_becomes_text(read, item, text):
    (report,) = read("feed.rss", rss(item))
    assert report.text == text


@pytest.mark.parametrize("name", ["feed.xml", "feed.rss", "FEED.XML"])
def test_a_feed_is_known_by_ending_or_content(read, name):
    (report,) = read(name, "\n" * (name != "feed.rss") + rss(f"<description>{GERMAN}</description>"))
    assert report.text == GERMAN


@pytest.mark.parametrize(
    "item,error,hint",
    [
        ("<title>Nur ein Bild</title>", EmptyReportError, "neither content nor summary"),
        (f"<description>{GERMAN}</description><pubDate>gestern</pubDate>", DateError, "'gestern'"),
    ],
)
def test_a_bad_item_is_told_with_its_number_and_the_rest_is_read(read, item, error, hint):
    first, bad, last = read(
        "feed.rss", rss(f"<description>{GERMAN}</description>", item, f"<description>{OTHER}</description>")
    )
    assert (first.text, last.text, last.id) == (GERMAN, OTHER, "feed-3")
    assert type(bad) is error
    assert "feed.rss, item 2" in str(bad)
    assert hint in str(bad)


def test_another_language_is_told(read):
    (error,) = read("feed.rss", rss(f"<description>{GERMAN}</description>", head="<language>fr</language>"))
    assert isinstance(error, LanguageError)


def test_broken_xml_is_told_after_what_could_be_read(read):
    whole = rss(f"<description>{GERMAN}</description>", f"<description>{OTHER}</description>")
    *reports, error = read("feed.rss", whole.replace("</channel>", "<oops></channel>"))
    assert [r.text for r in reports] == [GERMAN, OTHER]
    assert isinstance(error, RecordError)
    assert "broken XML" in str(error)


@pytest.mark.parametrize("data", [b"", b"no feed", b"<rss></rss>", b"<html></html>"])
def test_what_is_no_feed_is_told(read, data):
    (error,) = read("feed.rss", data)
    assert isinstance(error, InputError)
    assert "no entries" in str(error)


def test_the_name_of_a_file_is_not_opened(read, tmp_path):
    (tmp_path / "secret.xml").write_text(rss(f"<description>{GERMAN}</description>"), encoding="utf-8")
    (error,) = read("feed.rss", str(tmp_path / "secret.xml"))
    assert isinstance(error, InputError)
