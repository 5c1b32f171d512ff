from datetime import date
from email.message import EmailMessage

import pytest

from gipfelbuch.errors import DateError, EmptyReportError, RecordError
from gipfelbuch.model.reports import Report

GERMAN = "Der Präsident reiste am Montag nach Paris und traf dort den Minister."
OTHER = "Die Ministerin empfing am Dienstag in Wien den Botschafter."


def mail(text=GERMAN, html=None, **headers):
    message = EmailMessage()
    told = {"Subject": "Reise nach Paris", "From": "Pressestelle Österreich <presse@amt.example>"}
    for name, value in (told | {"Date": "Mon, 06 May 2024 23:30:00 -0500"} | headers).items():
        message[name.replace("_", "-")] = value
    if text is not None:
        message.set_content(text)
    if html is not None:
        message.add_alternative(html, subtype="html")
    return message


def test_a_mail_has_all_its_facts(read):
    data = bytes(mail(Archived_At="<https://list.example/1>", Content_Language="de-AT, en"))
    assert read("a.eml", data) == [
        Report(
            id="a",
            text=GERMAN,
            language="de",
            title="Reise nach Paris",
            published=date(2024, 5, 6),
            publisher="Pressestelle Österreich",
            url="https://list.example/1",
        )
    ]


@pytest.mark.parametrize(
    "message,text",
    [
        (mail(html=f"<p>{OTHER}</p>"), GERMAN),
        (mail(text=None, html=f"<p>{GERMAN}</p><p>{OTHER}</p>"), f"{GERMAN}\n\n{OTHER}"),
        (mail(text=" \n", html=f"<p>{GERMAN}</p>"), GERMAN),
        (mail(f"{GERMAN}\n-- \nAnna Amt\nTelefon 123\n"), GERMAN),
    ],
    ids=["plain text before HTML", "HTML only", "empty plain text", "the signature is cut off"],
)
def test_the_text_of_a_mail(read, message, text):
    (report,) = read("a.eml", bytes(message))
    assert report.text == text


@pytest.mark.parametrize(
    "kind,body,text",
    [
        (
            "text/plain; charset=iso-8859-1",
            "Der Präsident sagte „Nein“.".encode("cp1252"),
            "Der Präsident sagte „Nein“.",
        ),
        ("text/plain; charset=nonsense", GERMAN.encode(), GERMAN),
        ("text/plain", GERMAN.encode(), GERMAN),
        ("text/plain", GERMAN.encode("cp1252"), GERMAN),
        ("text/plain; charset=utf-8", GERMAN.encode("cp1252"), GERMAN),
        (
            "text/plain; charset=utf-8; format=flowed",
            b"Der Minister \r\nreiste ab.\r\n\r\nEnde.\r\n",
            "Der Minister reiste ab.\n\nEnde.",
        ),
    ],
    ids=[
        "Latin 1 is Windows-1252",
        "an unknown charset",
        "none told",
        "none told and no UTF-8",
        "a wrong one",
        "flowed lines",
    ],
)
def test_characters_and_lines(read, kind, body, text):
    (report,) = read("a.eml", f"From: a@b.example\r\nContent-Type: {kind}\r\n\r\n".encode() + body, language="de")
    assert report.text == text


def test_a_sender_without_name_is_named_by_the_address(read):
    (report,) = read("a.eml", bytes(mail(From="presse@amt.example")))
    assert report.publisher == "presse@amt.example"


def test_attachments_are_not_read(read):
    message = mail()
    message.add_attachment(OTHER, filename="anlage.txt")
    (report,) = read("a.eml", bytes(message))
    assert report.text == GERMAN


@pytest.mark.parametrize(
    "data,error,hint",
    [
        (b"", RecordError, "no mail"),
        (b"just words", RecordError, "no mail"),
        (b"Subject: x\n\n 12\n", EmptyReportError, "attachment"),
        (f"Date: vorgestern\n\n{GERMAN}".encode(), DateError, "'vorgestern'"),
    ],
)
def test_a_bad_mail_is_told(read, data, error, hint):
    (told,) = read("a.eml", data)
    assert type(told) is error
    assert "a.eml" in str(told)
    assert hint in str(told)
