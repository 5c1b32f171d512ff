"""Search: hits with marked words, facets that narrow, pages, files."""

import csv
import io
import re

import pytest

from gipfelbuch.register.queries import Scope, find


def facet(page, name):
    section = page.partition(f'id="facet-{name}"')[2].partition("</section>")[0]
    return re.findall(
        r'<a class="[^"]*" href="([^"]+)"(?: aria-current="true")?>([^<]+)</a> <span class="num">(\d+)', section
    )


def hits(page):
    return page.count('<li class="hit ')


def test_words_are_marked_where_they_stand_in_any_form(asker):
    page = asker.get("/search?q=Fangquoten").text
    assert "&lt;<mark>Fangquote</mark>&gt; &amp; mehr verhandeln" in page
    assert "die <mark>Fangquote</mark>" in page
    assert hits(page) == 2


def test_words_in_quotation_marks_are_marked_only_together(asker):
    page = asker.get("/search", params={"q": '"mehr Leuchtturm"'}).text
    assert re.findall(r"<mark>([^<]+)</mark>", page) == ["mehr Leuchtturm"]
    assert hits(asker.get("/search", params={"q": '"Leuchtturm mehr"'}).text) == 0


def test_without_words_there_is_only_the_form(asker):
    page = asker.get("/search").text
    assert hits(page) == 0
    assert "facet-" not in page
    assert 'name="q"' in page


def test_words_that_stand_nowhere_are_told_so(frager):
    page = frager.get("/search?q=Zeppelin").text
    assert "0 Fundstellen" in page
    assert "Diese Worte stehen in keinem Zitat" in page


def test_a_query_without_a_word_is_explained(frager):
    answer = frager.get("/search?q=...")
    assert answer.status_code == 400
    assert "ist kein Wort" in answer.text


def test_facets_count_what_was_found(asker):
    page = asker.get("/search?q=Norwegen OR").text
    assert page.count("facet-") == 0  # "OR" is a word like any other
    page = asker.get("/search?q=fisheries").text
    assert {(name, number) for _, name, number in facet(page, "kind")} == {("Agreements", "1"), ("Statements", "1")}
    assert {(name, number) for _, name, number in facet(page, "country")} == {("Norway", "2"), ("Kenya", "1")}
    assert facet(page, "year") == []  # all of one year: nothing to choose
    page = asker.get("/search?q=Fangquote").text
    assert {name for _, name, _ in facet(page, "part")} == {"in the words spoken", "in the report"}


@pytest.mark.parametrize(
    ("name", "word"),
    [("kind", "Berg"), ("country", "Berg"), ("part", "Fangquote"), ("language", "Berg"), ("year", "Berg")],
)
def test_each_value_of_a_facet_leads_to_as_many_hits_as_it_counts(asker, name, word):
    found = facet(asker.get(f"/search?q={word}").text, name)
    assert len(found) > 1
    for path, value, number in found:
        chosen = asker.get(path.replace("&amp;", "&")).text
        assert f"{number} hit" in chosen, value


def test_facets_of_years_and_languages_narrow(asker):
    page = asker.get("/search?q=Lund").text
    years = {value: int(number) for _, value, number in facet(page, "year")}
    assert set(years) == {"2023", "2024"}
    assert hits(asker.get("/search?q=Lund&from=2024&to=2024").text) == years["2024"]
    assert hits(asker.get("/search?q=fisheries&language=de").text) == 0
    assert hits(asker.get("/search?q=fisheries&language=en").text) == 2


def test_a_chosen_value_can_be_let_go_of(frager):
    page = frager.get("/search?q=fisheries&kind=agreement&country=KEN").text
    assert hits(page) == 1
    aside = page.partition("<aside>")[2]
    assert re.search(
        r'href="/search\?q=fisheries&amp;country=KEN" aria-label="Abmachungen nicht mehr auswählen">×', aside
    )
    assert re.search(r'href="/search\?q=fisheries&amp;kind=agreement" aria-label="Kenia nicht mehr auswählen">×', aside)


def test_search_can_be_narrowed_to_a_party(asker):
    assert hits(asker.get("/search?q=Fangquote&of=Jonas Berg").text) == 0  # two are called so
    assert asker.get("/search?q=Fangquote&of=Jonas Berg").status_code == 300
    assert hits(asker.get("/search?q=Fangquote&of=person:KEN:jonas-berg").text) == 1


def test_hits_stand_on_several_pages(asker):
    seen, path = [], "/search?q=brauchen"
    while path:
        page = asker.get(path).text
        seen += re.findall(r'<a class="chip statement" href="(/records/[^"]+)"', page)
        path = next(iter(re.findall(r'rel="next" href="([^"]+)"', page)), "").replace("&amp;", "&")
    assert len(seen) == len(set(seen)) == 58
    assert "58 hits" in page


def test_of_more_hits_than_are_counted_the_page_says_so(asker, monkeypatch):
    def find_some(*names, counted, **narrow):
        return find(*names, counted=min(counted, 30), **narrow)

    monkeypatch.setattr("gipfelbuch.web.pages.searching.find", find_some)
    page = asker.get("/search?q=brauchen").text
    assert "More than 30 hits" in page
    assert "The latest 30 hits are counted." in page
    assert "1–20 of 30" in page
    assert "The files hold up to 5,000 rows." in page


def test_the_file_has_all_hits(asker, question_register):
    rows = list(csv.DictReader(io.StringIO(asker.get("/search?q=brauchen&format=csv").text)))
    assert len(rows) == 58
    assert {r["part"] for r in rows} == {"quote"}
    assert [r["record"] for r in rows] == [
        h.record.id for h in find(question_register, "brauchen", scope=Scope(most=None)).hits
    ]
    narrowed = asker.get("/search?q=fisheries&kind=agreement&format=json").json()
    assert [hit["record"]["kind"] for hit in narrowed] == ["agreement"]


def test_the_masthead_keeps_the_words(asker):
    page = asker.get("/search", params={"q": '"mehr" <b>'}).text
    assert 'value="&#34;mehr&#34; &lt;b&gt;"' in page.partition("<main")[0]
