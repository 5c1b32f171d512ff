"""What happened, was said, given, is open and was visited: content, filters, pages, files, addresses."""

import csv
import io
import re

import pytest
from question_world import HOSTILE

from gipfelbuch.register import Reviews, open_register
from gipfelbuch.register.queries import Scope, dyad, timeline
from gipfelbuch.web.pages.tables import RECORDS_SHOWN

VIEWS = (
    "/timeline", "/dyads", "/dyads/NOR/KEN", "/statements", "/gifts", "/issues", "/visits", "/scores", "/parties",
    "/parties/NOR", "/agreements", "/search?q=Fischerei",
)  # fmt: skip


def records_on(page):
    return re.findall(r'<a class="chip \w+" href="/records/([^"]+)"', page)


def rows_of(answer):
    return list(csv.DictReader(io.StringIO(answer.text)))


def table(page):
    return re.sub(r"<[^>]+>", " ", page.partition("<tbody>")[2].partition("</tbody>")[0])


# ---------------------------------------------------------------- every view
@pytest.mark.parametrize("path", VIEWS)
@pytest.mark.parametrize("language", ["de", "en"])
def test_every_view_stands_in_both_languages_and_runs_nothing_of_its_own(question_register, open_room, path, language):
    answer = open_room(question_register, language=language).get(path)
    assert answer.status_code == 200
    assert f'<html lang="{language}">' in answer.text
    assert " style=" not in answer.text
    assert re.search(r"<script(?! src=)", answer.text) is None
    assert re.search(r"\son\w+=", answer.text) is None


@pytest.mark.parametrize("path", VIEWS)
def test_every_view_can_be_downloaded_as_csv_and_json(asker, path):
    mark = "&" if "?" in path else "?"
    told = asker.get(f"{path}{mark}format=csv")
    assert told.headers["content-type"].startswith("text/csv")
    assert "attachment" in told.headers["content-disposition"]
    rows = list(csv.reader(io.StringIO(told.text)))
    assert len(rows) > 1
    assert {len(row) for row in rows} == {len(rows[0])}
    as_json = asker.get(f"{path}{mark}format=json").json()
    found = as_json["records"] if isinstance(as_json, dict) else as_json
    assert len(found) == len(rows) - 1


@pytest.mark.parametrize("path", [p for p in VIEWS if "?" not in p and p.count("/") == 1])
def test_every_view_of_an_empty_register_says_that_there_is_nothing(tmp_path, open_room, path):
    visitor = open_room(open_register(str(tmp_path / "empty.db"), create=True))
    answer = visitor.get(path)
    assert answer.status_code == 200
    assert records_on(answer.text) == []
    assert visitor.get(f"{path}?format=csv").text.count("\n") == 1


def test_the_masthead_leads_to_pages_that_are_there(asker):
    leads = re.findall(r'<nav class="masthead-nav".*?</nav>', asker.get("/").text, re.DOTALL)[0]
    for path in re.findall(r'href="([^"]+)"', leads):
        assert asker.get(path).status_code == 200, path


PARTY_VIEWS = [
    f"/parties/NOR?view={v}" for v in ("encounters", "statements", "partners", "agreements", "gifts", "visits")
]


@pytest.mark.parametrize("path", [*VIEWS, *PARTY_VIEWS])
def test_fields_have_labels_pictures_have_words_and_ids_are_used_once(asker, path):
    page = asker.get(path).text
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    labelled = set(re.findall(r'<label[^>]* for="([^"]+)"', page))
    fields = re.findall(r'<(?:input|select)(?![^>]*type="(?:hidden|checkbox)")[^>]* id="([^"]+)"', page)
    assert set(fields) <= labelled
    assert all(re.search(r' alt="[^"]{10,}"', image) for image in re.findall(r"<img[^>]+>", page))
    assert set(re.findall(r'aria-labelledby="([^"]+)"', page)) <= set(ids)
    assert page.count("<h1") == 1


@pytest.mark.parametrize("path", [*VIEWS, *PARTY_VIEWS])
def test_every_link_of_a_page_leads_somewhere(asker, path):
    leads = set(re.findall(r'href="(/(?!static|pictures)[^"#]*)', asker.get(path).text))
    broken = [lead for lead in leads if asker.get(lead.replace("&amp;", "&")).status_code not in {200, 302}]
    assert broken == []
    assert len(leads) > 10


# ---------------------------------------------------------------- time line
def test_the_time_line_tells_the_latest_first_under_their_years(asker, question_register):
    page = asker.get("/timeline").text
    heads = re.findall(r'class="year-head"[^>]*>(\w+)<', page)
    assert heads == ["2025", "2024", "2023"]
    ids = [r.id for r in timeline(question_register, scope=Scope(most=RECORDS_SHOWN))][::-1]
    assert records_on(page)[: len(ids)] == ids


def test_the_time_line_can_be_narrowed_by_name_period_and_kind(asker, question_register):
    page = asker.get("/timeline?of=Kenya&from=2024&to=2024-12&kind=issue&kind=gift").text
    scope = Scope(most=None)
    ids = {r.id for r in timeline(question_register, "KEN", scope) if r.kind.value in {"issue", "gift"}}
    assert set(records_on(page)) == ids
    assert 'value="Kenya"' in page
    assert re.search(r'value="gift" checked', page)
    assert not re.search(r'value="action" checked', page)


def test_pages_of_the_time_line_follow_each_other_without_gap_or_repetition(asker, question_register):
    seen, path = [], "/timeline"
    while path:
        page = asker.get(path).text
        seen += records_on(page.partition("<aside>")[0])
        path = next(iter(re.findall(r'rel="next" href="([^"]+)"', page)), None)
        path = path and path.replace("&amp;", "&")
    assert seen == [r.id for r in timeline(question_register, scope=Scope(most=None))][::-1]
    assert len(seen) > RECORDS_SHOWN


def test_a_page_says_where_it_is_and_leads_back(asker):
    page = asker.get(f"/timeline?skip={RECORDS_SHOWN}").text
    assert f"{RECORDS_SHOWN + 1}–68 of 68" in page
    assert 'rel="prev" href="/timeline"' in page
    assert 'rel="next"' not in page


def test_kinds_and_years_are_counted_and_lead_to_these_alone(asker):
    page = asker.get("/timeline?of=NOR").text
    aside = page.partition("<aside>")[2]
    assert re.search(r'href="/timeline\?of=NOR&amp;kind=gift">Gifts</a> <span class="num">1<', aside)
    assert re.search(r'href="/timeline\?of=NOR&amp;from=2023&amp;to=2023">2023</a>.*?<span class="num">58<', aside)
    chosen = asker.get("/timeline?of=NOR&kind=gift").text.partition("<aside>")[2]
    assert re.search(r'href="/timeline\?of=NOR" aria-current="true">Gifts</a>', chosen)


def test_a_time_line_that_begins_in_the_future_offers_to_end_today(visitor):
    page = visitor.get("/timeline").text  # its latest record is a visit of 2026, and it is Christmas 2025
    assert 'href="/timeline?to=2025-12-24"' in page
    assert "2026" not in visitor.get("/timeline?to=2025-12-24").text.partition("<aside>")[0].partition("year-head")[2]


# ---------------------------------------------------------------- two
@pytest.mark.parametrize(
    "path",
    [
        "/dyads?one=Norwegen&other=Kenya",
        "/dyads/norway/ke",
        "/dyads/state:NOR/KEN",
        "/dyads?one=NOR&other=KEN&from=&to=",
    ],
)
def test_two_names_lead_to_the_permanent_address_of_the_two(asker, path):
    answer = asker.get(path)
    assert (answer.status_code, answer.headers["location"]) == (302, "/dyads/NOR/KEN")


def test_period_and_form_of_the_file_are_kept_on_the_way(asker):
    answer = asker.get("/dyads?one=NOR&other=Kenya&from=2025&kind=action&format=csv")
    assert answer.headers["location"] == "/dyads/NOR/KEN?format=csv&from=2025&kind=action"


def test_a_dyad_tells_deeds_by_year_open_issues_words_gifts_and_scores(frager):
    page = frager.get("/dyads/NOR/KEN").text
    main, _, aside = page.partition("<aside>")
    assert re.findall(r'class="year-head"[^>]*>(\w+)<', main) == ["2025", "2024"]
    kinds = set(re.findall(r'<a class="chip (\w+)" href="/records', main))
    assert kinds == {"encounter", "agreement", "action"}
    told = re.sub(r"<[^>]+>", "", aside)
    assert "Fangquote" in told
    assert "Visa" not in told  # it is resolved
    assert "„Wir werden die &lt;Fangquote&gt; &amp; mehr verhandeln“" in told
    assert "Kompass" in told
    assert "Mai 2025" in told
    assert re.search(r"−6,1", told)  # THREATEN
    assert "12 Einträge" not in page
    assert "9 Einträge, 8. März 2024 bis 1. Mai 2025." in page


def test_a_dyad_shows_its_pictures_and_leads_to_their_files(asker):
    page = asker.get("/dyads/NOR/KEN?from=2024").text
    for name in ("timeline", "months"):
        for form in ("svg", "png"):
            (path,) = set(re.findall(rf'<a href="(/pictures/{name}\.{form}\?[^"]+)"', page))
            assert {"one=NOR", "other=KEN", "from=2024"} <= set(path.partition("?")[2].split("&amp;"))
            assert asker.get(path.replace("&amp;", "&")).status_code == 200
        assert f'<img src="/pictures/{name}.svg' in page


def test_a_dyad_can_be_narrowed_to_a_kind(asker):
    page = asker.get("/dyads/NOR/KEN?kind=statement").text
    main = page.partition("<aside>")[0]
    assert set(re.findall(r'<a class="chip (\w+)" href="/records', main)) == {"statement"}
    assert 'href="/dyads/NOR/KEN"' in main  # back to all


def test_the_file_of_a_dyad_has_its_records(asker, question_register):
    rows = rows_of(asker.get("/dyads/NOR/KEN?format=csv"))
    assert [r["id"] for r in rows] == [r.id for r in dyad(question_register, "NOR", "KEN")]
    assert rows_of(asker.get("/dyads/NOR/KEN?format=csv&from=2025&kind=action"))[0]["plover"] == "THREATEN"


def test_two_parties_have_a_page_as_well(asker):
    page = asker.get("/dyads/person:NOR:ada-lund/person:KEN:jonas-berg").text
    assert "Ada Lund" in page.partition("</h1>")[0]
    assert "Kompass" in page


def test_one_and_the_same_is_no_dyad(asker, frager):
    assert asker.get("/dyads/NOR/NOR").status_code == 400
    assert "Beide Seiten sind dieselbe: Norwegen" in frager.get("/dyads?one=Norwegen&other=NOR").text


def test_two_who_have_nothing_in_common_are_told_so(asker):
    page = asker.get("/dyads/NOR/FRA").text
    assert "nothing in which Norway and France both have part" in page


def test_the_form_of_two_offers_pairs_and_keeps_a_single_name(asker):
    page = asker.get("/dyads?one=Norwegen").text
    assert 'value="Norwegen"' in page
    assert re.search(r'href="/dyads/KEN/NOR">Kenya – Norway</a> <span class="num muted">9<', page)
    assert '<option value="Norway">' in page


# ---------------------------------------------------------------- tables
def test_statements_are_found_by_speaker_addressee_and_words(asker):
    page = asker.get("/statements?speaker=Kenia&addressee=Ada Lund&about=Fangquoten").text
    assert page.count('class="saying ') == 1
    assert "&lt;Fangquote&gt; &amp; mehr" in page
    assert asker.get("/statements?speaker=Kenia&about=Leuchtturm").text.count('class="saying ') == 0
    rows = rows_of(asker.get("/statements?about=Leuchtturm&format=csv"))
    assert [(r["speaker"], r["quote"]) for r in rows] == [("Ada Lund", "Wir brauchen mehr Leuchtturm")]


def test_gifts_have_a_giver_and_a_recipient(asker):
    page = asker.get("/gifts?giver=Norway&recipient=Kenya").text
    assert "Kompass" in table(page)
    assert "Kompass" not in asker.get("/gifts?giver=Kenya").text
    assert re.search(r'<a class="between" href="/dyads/(NOR/KEN|KEN/NOR)"', page)


def test_issues_are_the_open_ones_unless_resolved_ones_are_asked_for(asker):
    assert "Visa" not in table(asker.get("/issues?one=NOR&other=KEN").text)
    both = table(asker.get("/issues?one=NOR&other=KEN&settled=true").text)
    assert "Visa" in both
    assert "Fangquote" in both


def test_visits_are_told_with_whom_and_have_the_fields_of_colt(asker):
    told = " ".join(table(asker.get("/visits?of=Norway").text).split())
    assert "8 March 2024 Ada Lund NOR Präsidentin Nairobi, Kenya Jonas Berg" in told
    (row,) = rows_of(asker.get("/visits?in=Kenya&format=csv"))
    assert (row["LeaderFullName"], row["CountryVisitedISO"], row["TripDuration"]) == ("Ada Lund", "KEN", "1")
    assert asker.get("/visits?of=Kenya").text.count("<tbody>") == 0


def test_scores_tell_each_month_and_lead_to_its_records(asker):
    page = asker.get("/scores?one=NOR&other=KEN").text
    assert "May 2025 −6.1 1 1" in " ".join(table(page).split())
    assert 'href="/dyads?one=NOR&amp;other=KEN&amp;from=2025-05&amp;to=2025-05"' in page
    rows = rows_of(asker.get("/scores?one=NOR&other=KEN&format=csv"))
    assert {r["month"]: float(r["score"]) for r in rows}["2025-05"] == -6.1


def test_scores_of_everyone_are_those_of_the_last_years(asker):
    assert 'value="2023"' in asker.get("/scores").text
    assert "2024" not in table(asker.get("/scores?from=2025").text)


# ---------------------------------------------------------------- what reports and visitors write
def test_names_and_words_of_reports_are_told_as_they_stand(asker):
    for path in ("/timeline?from=2024-03-09&to=2024-03-09", "/dyads/NOR/KEN", "/parties"):
        page = asker.get(path).text
        assert HOSTILE not in page
        assert "Mira &lt;b&gt;Aas&lt;/b&gt;" in page


@pytest.mark.parametrize("path", ["/timeline?of=", "/dyads?one=", "/search?q=", "/statements?about=", "/parties?q="])
def test_what_a_visitor_writes_is_told_as_it_stands(asker, path):
    page = asker.get(path, params={path.partition("?")[2][:-1]: '"><script>alert(1)</script>'}).text
    assert "<script>alert" not in page


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("from=2025-13", "„2025-13“ ist kein Tag"),
        ("from=heute", "„heute“ ist kein Tag"),
        ("from=2025&to=2024", "endet (2024), bevor er beginnt (2025)"),
    ],
)
def test_a_period_that_is_none_is_explained(frager, asker, query, told):
    for path in ("/timeline", "/dyads/NOR/KEN", "/parties/NOR", "/agreements", "/search"):
        more = "&q=Fischerei" if path == "/search" else ""
        answer = frager.get(f"{path}?{query}{more}")
        assert answer.status_code == 400
        assert told in answer.text
    assert asker.get(f"/timeline?{query}&format=json").json()["status"] == 400


@pytest.mark.parametrize("query", ["kind=nothing", "skip=-1", "skip=x", "skip=99999999999"])
def test_parameters_that_are_none_are_refused(asker, query):
    assert asker.get(f"/timeline?{query}").status_code == 422


def test_corrections_are_laid_over(asker, question_register):
    gift = next(r for r in timeline(question_register, "NOR", Scope(most=None)) if r.kind.value == "gift")
    Reviews(question_register, author="Ada").reject(gift.id, "no gift")
    assert "Kompass" not in asker.get("/gifts").text
    assert "Gifts" not in asker.get("/dyads/NOR/KEN").text.partition("<aside>")[2]


def test_files_that_hold_less_than_the_list_say_so(asker, monkeypatch):
    monkeypatch.setattr("gipfelbuch.web.narrowing.MOST_IN_FILE", 60)
    monkeypatch.setattr("gipfelbuch.web.answering.MOST_IN_FILE", 60)
    assert "The files hold the latest 60 of 68." in asker.get("/timeline").text
    rows = rows_of(asker.get("/timeline?format=csv"))
    assert len(rows) == 60
    assert rows[-1]["day"] == "2025-05-01"
    assert "The files" not in asker.get("/timeline?from=2024").text
    assert "The files hold up to 60 rows." in asker.get("/statements").text
