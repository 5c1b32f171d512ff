from datetime import date

import pytest

from gipfelbuch.errors import EmptyReportError, RecordError
from gipfelbuch.model.reports import Report

GERMAN = "Der Präsident reiste am Montag nach Paris und traf dort den Minister."
OTHER = "Die Ministerin empfing am Dienstag in Wien den Botschafter."
XHTML = '<inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><head><title>T</title></head><body>{}</body></html></inlineXML>'
NITF = '<inlineXML contenttype="application/nitf+xml"><nitf xmlns="http://iptc.org/std/NITF/2006-10-18/"><body><body.head><hedline><hl1>T</hl1></hedline></body.head><body.content>{}</body.content></body></nitf></inlineXML>'
ALL = XHTML.format(f"<p>{GERMAN}</p>")


def item(content=ALL, guid="urn:newsml:agentur.example:20240506:1", meta="", kind="ninat:text", status="stat:usable"):
    return f"""<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="{guid}" version="2" standard="NewsML-G2" xml:lang="de-DE">
<itemMeta><itemClass qcode="{kind}"/><provider qcode="nprov:AG"><name>Agentur</name></provider>
<versionCreated>2024-05-07T08:00:00+02:00</versionCreated><pubStatus qcode="{status}"/></itemMeta>
<contentMeta><contentCreated>2024-05-06T23:30:00-05:00</contentCreated>{meta}<headline>Reise nach <!-- x -->Paris</headline></contentMeta>
<contentSet>{content}</contentSet></newsItem>"""


def message(*items):
    body = "\n".join(items)
    return f'<?xml version="1.0"?>\n<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><header/><itemSet>\n{body}\n</itemSet></newsMessage>'


def test_a_news_item_has_all_its_facts(read):
    assert read("a.xml", item(guid="https://agentur.example/1")) == [
        Report(
            id="https://agentur.example/1",
            text=GERMAN,
            language="de",
            title="Reise nach Paris",
            published=date(2024, 5, 6),
            publisher="Agentur",
            url="https://agentur.example/1",
        )
    ]


@pytest.mark.parametrize(
    "content,text",
    [
        (XHTML.format(f"<h1>Reise</h1><p>{GERMAN}</p>\n<p>{OTHER}</p>"), f"Reise\n\n{GERMAN}\n\n{OTHER}"),
        (
            NITF.format(f"<p>{GERMAN}</p><p>Die <em>Ministerin</em> empfing.</p>"),
            f"{GERMAN}\n\nDie Ministerin empfing.",
        ),
        (f'<inlineData contenttype="text/plain">\n{GERMAN}\n{OTHER}\n</inlineData>', f"{GERMAN}\n{OTHER}"),
        (f'<inlineData contenttype="text/html">&lt;p&gt;{GERMAN}&lt;/p&gt;</inlineData>', GERMAN),
        (f'<remoteContent href="http://127.0.0.1:9/x"/>{ALL}', GERMAN),
        (f"{XHTML.format('')}{NITF.format(f'<p>{OTHER}</p>')}", OTHER),
    ],
    ids=["XHTML", "NITF", "plain text", "escaped HTML", "remote beside inline", "the first content with words"],
)
def test_content_becomes_text(read, content, text):
    (report,) = read("a.xml", item(content))
    assert report.text == text


def test_the_language_of_the_content_goes_before_that_of_the_item(read):
    (report,) = read("a.xml", item(meta='<language tag="en-GB"/>'))
    assert report.language == "en"


def test_a_message_is_read_item_by_item_without_pictures(read):
    data = message(item(), item(kind="ninat:picture"), item(XHTML.format(f"<p>{OTHER}</p>")))
    assert [r.text for r in read("a.xml", data)] == [GERMAN, OTHER]


@pytest.mark.parametrize(
    "bad,error,hint",
    [
        (item(""), EmptyReportError, "no text"),
        (item('<remoteContent href="http://127.0.0.1:9/x"/>'), EmptyReportError, "nothing is fetched"),
        (item(status="stat:canceled"), RecordError, "withdrawn"),
        (item().replace("</p>", ""), RecordError, "broken XML at line"),
        (item().replace("Montag", "Mon<tag & \x01"), RecordError, "broken XML at line"),
    ],
    ids=["no content", "remote only", "withdrawn", "an element left open", "characters that are no XML"],
)
def test_a_bad_item_is_told_with_its_number_and_the_rest_is_read(read, bad, error, hint):
    first, told, last = read("a.xml", message(item(), bad, item(XHTML.format(f"<p>{OTHER}</p>"))))
    assert (first.text, last.text) == (GERMAN, OTHER)
    assert type(told) is error
    assert "a.xml, item 2" in str(told)
    assert hint in str(told)


@pytest.mark.parametrize(
    "data,hint",
    [
        ("<other/>", "its first element is <other>"),
        ("nothing", "no XML"),
        (message(), "no news item"),
        (message(item(kind="ninat:picture")), "no news item"),
        ('<!DOCTYPE x [<!ENTITY a "b">]>' + item(), "entities"),
    ],
)
def test_a_file_without_news_is_told(read, data, hint):
    (error,) = read("a.xml", data)
    assert hint in str(error)
