"""The page of a report: its text with the evidence marked, entries beside it, and events that were missed."""

from html.parser import HTMLParser

import pytest
from forms import follow, form_to, send

from gipfelbuch.register.queries import report, timeline


class Text(HTMLParser):
    """The text of the report as a reader sees it, without the numbers, and where each entry's evidence begins."""

    def __init__(self, page):
        super().__init__()
        self.words, self.depth, self.number, self.marked = "", 0, False, {}
        self.ids = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        got = dict(attrs)
        if "id" in got:
            self.ids.append(got["id"])
        if tag == "div" and got.get("class") == "text":
            self.depth = 1
        elif self.depth:
            if tag == "a":
                self.number = True
                self.marked[got["id"].removesuffix("-t")] = len(self.words)
            elif got.get("class") == "gap":
                self.words += "\n"

    def handle_endtag(self, tag):
        if tag == "div":
            self.depth = 0
        if tag == "a":
            self.number = False

    def handle_data(self, data):
        if self.depth and not self.number:
            self.words += data


@pytest.fixture(params=["register", "small_register"])
def found(request):
    register = request.getfixturevalue(request.param)
    keys = {w.ref.report for r in timeline(register) for w in r.witnesses}
    return register, [report(register, key) for key in sorted(keys)]


def test_the_text_is_shown_whole_with_its_evidence_where_it_stands(found, open_room):
    register, pages = found
    for page in pages:
        shown = Text(open_room(register).get(f"/reports/{page.key}").text)
        assert shown.words == page.text.replace("\r\n", "\r\n")
        assert shown.marked == {e.ref.entry: e.spans["evidence"][0].start for e in page.entries}
        assert {e.ref.entry for e in page.entries} <= set(shown.ids)


def test_words_and_entries_lead_to_each_other_without_script(visitor, register):
    key = timeline(register).items[0].witnesses[0].ref.report
    page = visitor.get(f"/reports/{key}").text
    for entry in report(register, key).entries:
        name = entry.ref.entry
        assert f'id="{name}-t" href="#{name}"' in page
        assert f'href="#{name}-t"' in page
        assert f'href="/records/{entry.record.id}"' in page


def test_no_id_stands_twice(found, open_room):
    register, pages = found
    for page in pages:
        ids = Text(open_room(register).get(f"/reports/{page.key}").text).ids
        assert len(ids) == len(set(ids))


def test_the_name_of_a_report_leads_to_its_address(visitor, register):
    answer = visitor.get("/reports/tokio")
    assert answer.status_code == 302
    assert answer.headers["location"] == f"/reports/{report(register, 'tokio').key}"


def test_no_such_report_is_told(visitor):
    assert visitor.get("/reports/nix").status_code == 404


def test_it_can_be_downloaded(visitor, register):
    key = report(register, "tokio").key
    table = visitor.get(f"/reports/{key}?format=csv").text.splitlines()
    assert table[0].startswith("report,entry,kind,record,start,end,words")
    assert len(table) == 1 + len(report(register, "tokio").entries)
    whole = visitor.get(f"/reports/{key}?format=json").json()
    assert whole["text"] == report(register, "tokio").text
    assert whole["entries"][0]["spans"]["evidence"][0] == {"start": 0, "end": 79}


def test_a_missed_event_is_entered_and_its_page_opens(visitor, register):
    key = report(register, "tokio").key
    page = visitor.get(f"/reports/{key}")
    answer = send(visitor, page, "/add", kind="gift", words="Brandt schenkte Mori", reason="übersehen")
    shown = follow(visitor, answer)
    assert "The record is new in the register." in shown.text
    assert "Brandt schenkte Mori" in shown.text
    assert len(report(register, key).entries) == 7


def test_words_that_the_report_lacks_are_told_beside_the_form(visitor, register):
    page = visitor.get(f"/reports/{report(register, 'tokio').key}")
    answer = send(visitor, page, "/add", kind="gift", words="Mori schenkte Brandt", reason="übersehen")
    assert answer.status_code == 422
    assert "stands 0 times" in answer.text
    assert form_to(answer, "/add").values["words"].strip() == "Mori schenkte Brandt"
    assert register.counts().reviews == 0
