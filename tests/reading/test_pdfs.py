import doctest
import logging

import pytest

from gipfelbuch.errors import EmptyReportError, RecordError, SizeError
from gipfelbuch.reading import pdfs
from gipfelbuch.reading.pdfs import text_of_pages

GERMAN = "Der Präsident reiste am Montag nach Paris und traf dort den Minister."
LONG = "Die Außenminister der beiden Staaten haben am Montag in Wien ein Abkommen unterzeichnet"


def pdf(*pages, title=None, password=None):
    import fpdf

    logging.getLogger("fpdf").setLevel(logging.ERROR)
    document = fpdf.FPDF()
    if title:
        document.set_title(title)
    if password:
        document.set_encryption(owner_password="o", user_password=password)
    for page in pages:
        document.add_page()
        document.set_font("Helvetica", size=11)
        document.multi_cell(0, text=page)
    return bytes(document.output())


def test_the_text_and_title_of_a_document(read):
    (report,) = read("a.pdf", pdf(GERMAN, title="Reise nach Paris"))
    assert (report.id, report.text, report.title, report.language) == ("a", GERMAN, "Reise nach Paris", "de")
    assert report.published is None


def test_a_sentence_runs_over_lines_and_pages(read):
    long = " ".join([GERMAN] * 3)
    (report,) = read("a.pdf", pdf(long, "und reiste wieder ab."))
    assert report.text == f"{long} und reiste wieder ab."


def test_the_title_that_a_program_made_is_none(read):
    (report,) = read("a.pdf", pdf(GERMAN, title="Microsoft Word - entwurf3.docx"))
    assert report.title is None


@pytest.mark.parametrize(
    "lines,text",
    [
        (["ein Handels-", "abkommen"], "ein Handelsabkommen"),
        (["ein Handels\u00ad", "abkommen"], "ein Handelsabkommen"),
        (["die Hin-", "und Rückfahrt"], "die Hin- und Rückfahrt"),
        (["der CDU-", "Chef"], "der CDU-Chef"),
        (["Baden-", "Württemberg"], "Baden-Württemberg"),
        (["the agree-", "ment"], "the agreement"),
        (["a well-", "known dispute"], "a well-known dispute"),
        (["a high-", "level meeting"], "a high-level meeting"),
        (["nach Wien -", "er blieb"], "nach Wien - er blieb"),
        (["von 2019-", "2024"], "von 2019-2024"),
        (
            [LONG, "und reisten ab.", "Gipfel in Wien", f"{LONG}."],
            f"{LONG} und reisten ab.\n\nGipfel in Wien\n\n{LONG}.",
        ),
        ([LONG, "und reisten ab.", f"{LONG}."], f"{LONG} und reisten ab.\n\n{LONG}."),
        ([LONG, "", f"{LONG}."], f"{LONG}\n\n{LONG}."),
    ],
    ids=lambda case: case if isinstance(case, str) else "",
)
def test_lines_become_paragraphs(lines, text):
    assert text_of_pages(["\n".join(lines)]) == text


def test_running_titles_and_page_numbers_are_left_out():
    pages = [f"Amtsblatt Nr. 7\n{LONG}\nSeite {n} von 3" for n in (1, 2, 3)]
    assert text_of_pages(pages) == " ".join([LONG] * 3)


@pytest.mark.parametrize(
    "data,error,hint",
    [
        (b"", RecordError, "broken PDF"),
        (b"no PDF", RecordError, "broken PDF"),
        (b"%PDF-1.7\n1 0 obj\n<<", RecordError, "broken PDF"),
        (pdf(""), EmptyReportError, "ocrmypdf"),
        (pdf(GERMAN, password="geheim"), RecordError, "password"),
    ],
    ids=["empty", "text", "cut off", "a scan", "a password"],
)
def test_a_bad_document_is_told(read, data, error, hint):
    (told,) = read("a.pdf", data)
    assert type(told) is error
    assert "a.pdf" in str(told)
    assert hint in str(told)


def test_too_many_pages_are_told(read, monkeypatch):
    monkeypatch.setattr(pdfs, "MOST_PAGES", 1)
    (told,) = read("a.pdf", pdf(GERMAN, GERMAN))
    assert type(told) is SizeError


def test_the_example_holds():
    assert doctest.testmod(pdfs).failed == 0
