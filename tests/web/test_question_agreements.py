"""Agreements: sorted, narrowed, with how their status changed."""

import csv
import io
import re

import pytest


def days(page):
    return re.findall(r'<time datetime="([^"]+)">', page.partition("<tbody>")[2])


def rows(asker, query=""):
    return list(csv.DictReader(io.StringIO(asker.get(f"/agreements?format=csv{query}").text)))


def test_the_latest_stands_first(asker):
    assert days(asker.get("/agreements").text)[:1] == ["2025-04-30"]


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("sort=day&down=false", "2024-03-08"), ("sort=day&down=true", "2025-04-30"),
        ("sort=status", "2024-03-08"), ("sort=status&down=true", "2025-04-30"),  # agreed comes before signed
        ("sort=subject", "2024-03-08"), ("sort=subject&down=true", "2025-04-30"),  # Fischerei before fisheries
    ],
)  # fmt: skip
def test_heads_sort_the_table_and_the_file(asker, query, first):
    page = asker.get(f"/agreements?{query}").text
    assert days(page)[0] == first
    assert rows(asker, f"&{query}")[0]["day"] == first


def test_the_head_that_sorts_is_told_and_turns_the_order(asker):
    page = asker.get("/agreements?of=NOR&sort=status").text
    assert re.search(r'aria-sort="ascending"><a href="/agreements\?of=NOR&amp;sort=status&amp;down=true">', page)
    assert page.count("aria-sort") == 1
    assert re.search(r'<a href="/agreements\?of=NOR&amp;sort=day">', page)


def test_what_is_sorted_by_outlives_the_form(asker):
    assert 'type="hidden" name="sort" value="status"' in asker.get("/agreements?sort=status").text


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("of=Norwegen&with=Kenya", 2), ("with=Kenya", 2), ("of=France", 0), ("status=signed", 1), ("status=ended", 0),
        ("type=treaty", 2), ("type=contract", 0), ("from=2025", 1), ("to=2024-12-31", 1), ("status=&type=&of=", 2),
        ("status=nonsense", 0), ("of=Norway&type=treaty&status=agreed&from=2024&to=2024", 1),
    ],
)  # fmt: skip
def test_agreements_are_narrowed_by_side_type_status_and_period(asker, query, count):
    assert len(rows(asker, f"&{query}")) == count
    page = asker.get(f"/agreements?{query}").text
    assert page.count('<tr class="agreement">') == count


def test_the_form_tells_what_was_chosen(frager):
    page = frager.get("/agreements?status=signed&type=treaty&with=Kenia").text
    assert '<option value="signed" selected>unterzeichnet</option>' in page
    assert '<option value="treaty" selected>Vertrag</option>' in page
    assert re.search(r'id="with" name="with" value="Kenia"', page)


def test_a_change_of_status_is_told_even_where_only_one_of_the_records_is_asked_for(asker):
    page = asker.get("/agreements?from=2025").text
    told = " ".join(re.sub(r"<[^>]+>", " ", page.partition("<tbody>")[2]).split())
    assert "agreed 8 March 2024 → signed 30 April 2025" in told
    assert page.count('<tr class="agreement">') == 1
    (row,) = rows(asker, "&from=2025")
    assert row["changes"] == "2024-03-08 agreed; 2025-04-30 signed"


def test_each_leads_to_its_record_its_parties_and_their_common_page(asker):
    page = asker.get("/agreements?from=2025").text.partition("<tbody>")[2]
    for path in (
        re.findall(r'<a class="chip agreement" href="([^"]+)"', page)[0],
        re.findall(r'<a class="between" href="([^"]+)"', page)[0],
        re.findall(r'<a class="source" href="([^"#]+)', page)[0],
    ):
        assert asker.get(path).status_code == 200
    assert {"/parties/NOR", "/parties/KEN"} <= set(re.findall(r'href="(/parties/[^"]+)"', page))


def test_pages_of_a_sorted_table_follow_each_other(asker, monkeypatch):
    from gipfelbuch.web.pages import agreements

    monkeypatch.setattr(agreements, "PACTS_SHOWN", 1)
    first = asker.get("/agreements?sort=subject").text
    (path,) = re.findall(r'rel="next" href="([^"]+)"', first)
    second = asker.get(path.replace("&amp;", "&")).text
    assert [days(first)[0], days(second)[0]] == ["2024-03-08", "2025-04-30"]
    assert 'rel="next"' not in second


def test_an_order_that_is_none_is_refused(asker):
    assert asker.get("/agreements?sort=beauty").status_code == 422
