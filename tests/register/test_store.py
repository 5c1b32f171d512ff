"""Reports and readings are kept once, whatever came how often and in which order."""

from datetime import date
from itertools import permutations

from simple_matching import match_simply, read_simply
from sqlalchemy import select

from gipfelbuch.exporting.readings import reading_as_json
from gipfelbuch.model.reports import Report
from gipfelbuch.register import key_of, open_register, storable
from gipfelbuch.register import tables as t

TEXT = "Anna traf Berta 2024-05. Carl rief Dora."


def rows(register, table):
    with register.database.read() as connection:
        return [dict(r) for r in connection.execute(select(table)).mappings()]


def report(text=TEXT, **meta):
    return Report(**({"id": "r", "text": text, "language": "de"} | meta))


def test_a_new_report_is_to_be_read_and_a_read_one_is_not(register, build):
    assert [r.text for r in register.add_reports([report()], "1")] == [TEXT]
    build(report())
    assert register.add_reports([report()], "1") == []


def test_a_report_is_read_again_by_another_version_and_on_request(register, build):
    build(report())
    assert register.add_reports([report()], "2") == [report()]
    assert register.add_reports([report()], "1", again=True) == [report()]


def test_the_same_text_under_two_names_is_one_report_with_two_copies(register):
    wanted = register.add_reports([report(id="a"), report(id="b")], "1")
    assert len(wanted) == 1
    assert [r["key"] for r in rows(register, t.reports)] == [key_of(report())]
    assert {r["name"] for r in rows(register, t.copies)} == {"a", "b"}


def test_the_earliest_dated_copy_lends_its_metadata_in_whatever_order_the_copies_come(tmp_path):
    copies = [
        report(id="a", published=date(2024, 5, 3)),
        report(id="b", published=date(2024, 5, 2), publisher="dpa"),
        report(id="c"),
    ]
    for number, order in enumerate(permutations(copies)):
        register = open_register(str(tmp_path / f"{number}.db"), create=True)
        for copy in order:
            register.add_reports([copy], "1")
        (row,) = rows(register, t.reports)
        assert (row["published"], row["publisher"]) == ("2024-05-02", "dpa")


def test_a_report_whose_date_is_told_later_is_read_again(register, build):
    build(report(id="a"))
    wanted = register.add_reports([report(id="a", published=date(2024, 5, 2))], "1")
    assert [r.published for r in wanted] == [date(2024, 5, 2)]
    assert len(rows(register, t.copies)) == 1


def test_the_text_of_a_report_comes_back_as_it_was(register):
    text = "„Größe“, sagte\r\n\tŁukasz 😀 dem O’Brien.\u00a0"
    register.add_reports([report(text)], "1")
    assert rows(register, t.reports)[0]["text"] == text


def test_a_nul_character_is_refused_with_the_report_named(build, register):
    errors = [p.error for p in build(report("Anna traf\0 Berta.", id="bad"), report()) if p.error]
    assert ["NUL" in str(e) and "bad" in str(e) for e in errors] == [True]
    assert register.counts().reports == 1
    assert storable(report(title="a\0b"))


def test_a_register_is_found_as_it_was_left(register, build, place):
    build(TEXT)
    assert open_register(place).counts() == register.counts()


def test_building_twice_is_building_once(register, build, dump):
    build(TEXT, "Emil traf Berta 2024-06.")
    before = dump(register)
    steps = build(TEXT, "Emil traf Berta 2024-06.")
    assert (steps[-1].read, steps[-1].skipped) == (0, 2)
    assert dump(register) == before


def test_reading_again_gives_the_same_register(register, build, dump):
    build(TEXT, "Emil traf Berta 2024-06.")
    before = dump(register)
    assert build(TEXT, "Emil traf Berta 2024-06.", again=True)[-1].read == 2
    assert dump(register) == before


def test_the_order_of_reports_does_not_matter(tmp_path, dump, run_build):
    texts = [TEXT, "Emil traf Berta 2024-06.", "Carl traf Dora. Emil rief Anna."]
    made = []
    for number, order in enumerate(permutations(texts)):
        register = open_register(str(tmp_path / f"{number}.db"), create=True)
        run_build(register, *[Report(id=text[:4], text=text, language="de") for text in order])
        made.append(dump(register))
    assert all(m == made[0] for m in made)


def test_witnesses_that_differ_are_told_field_by_field(register, build):
    build("Anna traf Berta 2024-05.", "Emil traf Berta 2024-05.", "Emil traf Berta 2024-06. Anna schwieg.")
    (record,) = rows(register, t.records)
    assert (record["witnesses"], record["witness_groups"], record["contested"]) == (3, 3, 2)
    assert (record["date"], record["date_from"], record["date_to"]) == ("2024-05", "2024-05-01", "2024-05-31")
    told = {(v["field"], v["rank"]): (v["value"], v["witness_groups"]) for v in rows(register, t.variants)}
    assert told["date", 0] == ("2024-05", 2)
    assert told["date", 1] == ("2024-06", 1)
    assert told["actors", 0] == (["party:Emil"], 2)
    assert told["recipients", 0] == (["party:Berta"], 3)
    named = {(i["field"], i["party"]): i["majority"] for i in rows(register, t.involved)}
    assert named == {
        ("actors", "party:Emil"): True,
        ("actors", "party:Anna"): False,
        ("recipients", "party:Berta"): True,
    }


def test_agency_copies_count_as_one_witness_group(register, build):
    build("Anna traf Berta 2024-05.", "Anna traf Berta 2024-05. Ende.", group=lambda rs: {key_of(r): "g" for r in rs})
    (record,) = rows(register, t.records)
    assert (record["witnesses"], record["witness_groups"]) == (2, 1)
    assert {r["witness_group"] for r in rows(register, t.reports)} == {"g"}


def test_entries_keep_the_words_that_say_so(register, build):
    build(TEXT)
    entries = {e["entry"]: e for e in rows(register, t.entries)}
    assert entries["e1"]["words"] == "Anna traf Berta 2024-05"
    assert entries["e1"]["spans"] == {"evidence": [[0, 23]], "trigger": [[5, 9]]}
    assert entries["e1"]["slots"]["actors"] == ["Anna"]
    assert entries["e2"]["summary"] == "rief"


def test_what_is_shown_stays_whole_while_newer_readings_wait_to_be_matched(register, build, dump):
    build(TEXT)
    before = dump(register, ("records", "witnesses", "entries", "variants", "passages"))
    (wanted,) = register.add_reports([Report(id="r0", text=TEXT, language="de")], "2")
    body = rows(register, t.readings)[0]["body"]
    register.add_readings([(wanted, body | {"entries": []})], "2")
    assert dump(register, ("records", "witnesses", "entries", "variants", "passages")) == before


def test_others_storing_readings_meanwhile_make_matching_begin_anew(register, build):
    late, calls = Report(id="late", text="Emil rief Anna.", language="de"), []

    def match(sources):
        found = match_simply(sources)
        if not calls:
            (reading,) = read_simply([late])
            register.add_reports([late], "1")
            register.add_readings([(late, reading_as_json(reading))], "1")
        calls.append(len(found.records))
        return found

    build(TEXT, match=match)
    assert calls == [2, 2]
    assert register.counts().records == 2
    assert {w["report"] for w in rows(register, t.witnesses)} == {key_of(report()), key_of(late)}
