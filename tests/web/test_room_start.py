"""The first page, what the register covers, and what is told when something is wrong."""

import pytest
from fastapi.testclient import TestClient

from gipfelbuch.errors import LockedRegisterError, StorageError
from gipfelbuch.register.queries import Coverage, CoveredMonth, coverage
from gipfelbuch.web.app import make_room
from gipfelbuch.web.bars import HEIGHT, MOST_MONTHS, bars_of
from gipfelbuch.web.settings import RoomSettings


def test_the_first_page_tells_the_latest_records_but_not_those_of_the_future(visitor):
    page = visitor.get("/").text
    latest = page.split('id="latest"')[1].split("<aside>")[0]
    assert latest.index("30 November 2025") < latest.index("6 November 2025") < latest.index("3 November 2025")
    assert "May 2026" not in latest


def test_it_leads_to_search_and_tells_what_is_covered(visitor, leser):
    page = visitor.get("/").text
    assert 'role="search" action="/search"' in page
    assert "4 reports read" in page
    assert "Deutsch 3" in leser.get("/").text.replace('">', " ")


def test_coverage_counts_by_month_language_publisher_and_kind(register):
    covered = coverage(register)
    assert covered.reports == 4
    assert (covered.first, covered.last) == ("2025-11-04", "2026-02-10")
    assert CoveredMonth(month="2025-11", language="de", reports=1) in covered.months
    assert covered.publishers[0] == ("Elbe-Kurier", 2)
    assert dict(covered.kinds)["gift"] == 1


def test_coverage_can_be_downloaded(visitor):
    assert visitor.get("/coverage?format=csv").text.splitlines()[0] == "month,language,reports"
    assert visitor.get("/coverage?format=json").json()["reports"] == 4
    assert visitor.get("/coverage").status_code == 200


def covered_by(*months):
    return Coverage(
        reports=sum(m.reports for m in months), first=None, last=None, months=months, publishers=(), other_publishers=0,
        kinds=(),
    )  # fmt: skip


def test_bars_stand_side_by_side_and_months_without_reports_keep_their_place():
    bars = bars_of(covered_by(
        CoveredMonth(month="2025-11", language="de", reports=3), CoveredMonth(month="2025-11", language="en", reports=1),
        CoveredMonth(month="2026-01", language="en", reports=2),
    ))  # fmt: skip
    assert [(b.period, b.reports) for b in bars] == [("2025-11", 4), ("2025-12", 0), ("2026-01", 2)]
    german, english = bars[0].parts
    assert german.height + english.height == HEIGHT
    assert english.top == 0
    assert german.top == english.height
    assert bars[2].parts[1].height == HEIGHT / 2


def test_many_months_are_drawn_as_years():
    first = CoveredMonth(month="1990-01", language="de", reports=1)
    bars = bars_of(covered_by(first, CoveredMonth(month=f"{1990 + MOST_MONTHS // 12}-01", language="de", reports=1)))
    assert bars[0].period == "1990"
    assert len(bars) == MOST_MONTHS // 12 + 1


def test_a_register_without_dates_has_no_bars(visitor):
    assert bars_of(covered_by(CoveredMonth(month=None, language="de", reports=2))) == ()


def test_an_empty_register_opens(tmp_path, open_room):
    from gipfelbuch.register import open_register

    visitor = open_room(open_register(str(tmp_path / "empty.db"), create=True))
    for path in ("/", "/coverage", "/review", "/reviews"):
        assert visitor.get(path).status_code == 200


def test_unknown_addresses_are_told(visitor, leser):
    assert visitor.get("/nix").status_code == 404
    assert "Hier steht nichts" in leser.get("/nix").text
    assert visitor.post("/nix").status_code == 404
    assert visitor.put("/").status_code == 405


@pytest.mark.parametrize("error, status", [(LockedRegisterError, 503), (StorageError, 500)])
def test_faults_of_the_register_are_told(visitor, register, monkeypatch, error, status):
    def fail(*_):
        raise error("world.db: broken")

    monkeypatch.setattr(register.database, "read", fail)
    answer = visitor.get("/")
    assert answer.status_code == status
    assert "world.db: broken" in answer.text


def test_a_fault_of_ours_is_told_with_safe_headers(register, monkeypatch):
    room = make_room(register, RoomSettings())
    monkeypatch.setattr(register, "now", lambda: 1 / 0)
    answer = TestClient(room, base_url="http://localhost", raise_server_exceptions=False).get("/")
    assert answer.status_code == 500
    assert "A fault of ours" in answer.text
    assert "default-src 'none'" in answer.headers["content-security-policy"]


def test_static_files_may_be_kept(visitor):
    answer = visitor.get("/static/room.css")
    assert "immutable" in answer.headers["cache-control"]
    assert "no-cache" in visitor.get("/").headers["cache-control"]
    assert visitor.get("/static/../app.py").status_code == 404


def test_words_that_a_spreadsheet_would_run_are_told_as_words():
    from gipfelbuch.web.downloads import csv_file

    body = csv_file(("a", "b"), [("=1+1", -3), ("@x", None)], "x/../y z").body.decode()
    assert body == "a,b\r\n'=1+1,-3\r\n'@x,\r\n"
    assert csv_file((), [], "x/../y z").headers["content-disposition"] == 'attachment; filename="x-..-y-z.csv"'
