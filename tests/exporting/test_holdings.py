"""What a register gives to exports."""

import json

import pytest
from servers import SERVER, fresh_database
from small_register import english, fill, german, undated

from gipfelbuch.exporting.formats import FORMATS
from gipfelbuch.exporting.readings import reading_as_json
from gipfelbuch.model.entries import Kind
from gipfelbuch.register import open_register
from gipfelbuch.register.holdings import open_holdings


def of_kind(holdings, kind):
    return [h for h in holdings.records() if h.record.kind is kind]


def test_a_record_has_all_its_witnesses_the_earliest_dated_first(holdings):
    (meeting,) = (h for h in of_kind(holdings, Kind.ENCOUNTER) if h.text("place") == "Oslo")
    assert [w.held.report.id for w in meeting.witnesses] == ["de-1", "en-1"]
    assert meeting.witnesses[0].words().startswith("Anna Lindqvist traf")


def test_spans_are_those_of_the_text(holdings):
    (statement,) = of_kind(holdings, Kind.STATEMENT)
    assert statement.witnesses[0].words("quote") == 'Wir\tliefern <Gas> & Öl zu "fairen" Preisen'


def test_a_rejected_record_is_left_out_and_a_corrected_one_is_as_corrected(holdings):
    (action,) = of_kind(holdings, Kind.ACTION)
    assert (action.text("status"), action.corrected, action.reviewers) == ("ended", {"status"}, ("Ada",))


def test_a_record_that_a_person_added_has_the_words_that_say_so(holdings):
    (added,) = (h for h in of_kind(holdings, Kind.GIFT) if h.state == "added")
    assert (added.text("item"), added.witnesses[0].words()) == ("Vase", "natural gas")


def test_every_report_comes_with_what_it_says(holdings):
    told = {held.report.id: {w.record.partition(":")[0] for w in witnesses} for held, witnesses in holdings.reports()}
    assert told["en-2"] == {"encounter"}
    assert {"statement", "issue", "assessment"} <= told["de-1"]


def test_coordinates_of_another_place_are_not_told(place, tmp_path):
    from gipfelbuch.register import Reviews

    register = open_register(str(tmp_path / "other.db"), create=True)
    fill(register, german())
    with open_holdings(register, "0.0") as holdings:
        (meeting,) = of_kind(holdings, Kind.ENCOUNTER)
        assert meeting.coordinates == (59.91, 10.75)
    Reviews(register, author="Ada").correct(meeting.record.id, "place", "Bergen", "the ministry says so")
    with open_holdings(register, "0.0") as holdings:
        assert of_kind(holdings, Kind.ENCOUNTER)[0].coordinates is None


def test_a_report_read_again_before_the_next_matching_keeps_its_words_and_loses_only_where_parties_stand(tmp_path):
    register = open_register(str(tmp_path / "again.db"), create=True)
    fill(register, german())
    body = reading_as_json(german())
    body["parties"].reverse()
    body["parties"] = [p | {"id": f"p{i}"} for i, p in enumerate(body["parties"], 1)]
    body["entries"] = []
    register.add_readings([(german().report, body)], "2")
    with open_holdings(register, "0.0") as holdings:
        (statement,) = of_kind(holdings, Kind.STATEMENT)
        assert statement.witnesses[0].words("quote").startswith("Wir")
        assert {a.name for a in statement.witnesses[0].held.appearances} == {None}


def everything(place, folder, name):
    from gipfelbuch.exporting.formats import write_export

    with open_holdings(open_register(place), "0.0") as holdings:
        write_export(name, holdings, folder / name)
    path = folder / name
    return {p.name: p.read_bytes() for p in path.iterdir()} if path.is_dir() else path.read_bytes()


def test_the_same_reports_in_another_order_give_the_same_files(tmp_path):
    for place, readings in (("a", (german(), english(), undated())), ("b", (undated(), english(), german()))):
        register = open_register(str(tmp_path / f"{place}.db"), create=True)
        for reading in readings:
            fill(register, reading)
        (tmp_path / place).mkdir()
    for name in FORMATS:
        one = everything(str(tmp_path / "a.db"), tmp_path / "a", name)
        assert one == everything(str(tmp_path / "b.db"), tmp_path / "b", name), name


@pytest.mark.skipif(not SERVER, reason="no server is named")
def test_a_register_on_a_server_gives_the_files_that_one_in_a_file_gives(tmp_path, request):
    with fresh_database(request.node.nodeid) as address:
        for folder, place in (("a", str(tmp_path / "a.db")), ("b", address)):
            register = open_register(place, create=True)
            fill(register, german(), english(), undated())
            (tmp_path / folder).mkdir()
        for name in FORMATS:
            one, other = (
                everything(str(tmp_path / "a.db"), tmp_path / "a", name),
                everything(address, tmp_path / "b", name),
            )
            assert one == other, name


def test_an_empty_register_gives_empty_files_that_still_can_be_read(tmp_path):
    register = open_register(str(tmp_path / "empty.db"), create=True)
    with open_holdings(register, "0.0") as holdings:
        for name in ("webannotation", "jsonld", "geojson"):
            assert json.loads("".join(FORMATS[name].pieces(holdings)))
