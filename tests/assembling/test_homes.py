"""To which state somebody belongs whose name does not tell it."""

from __future__ import annotations

import pytest

from gipfelbuch.assembling import assemble_reading, homes
from gipfelbuch.marking import mark_document
from gipfelbuch.model.reports import Language, Report
from gipfelbuch.segmenting import segment_report

PERU = (
    "Peru ruft seinen Botschafter zurück\n\nPeru hat am Montag seinen Botschafter zurückgerufen. "
    "Die peruanische Regierung sprach von einem Affront. Außenminister Luis Rojas sagte, Peru werde nicht nachgeben."
)


def home(text: str, name: str, language: Language = "de") -> str | None:
    """The state of the party of that name."""
    document = segment_report(Report(id="r", text=text, language=language))
    reading = assemble_reading(document, mark_document(document, encoder=False))
    return next(p.country for p in reading.parties if p.name == name)


def test_an_official_belongs_to_the_only_state_that_a_report_is_about() -> None:
    assert home(PERU, "Luis Rojas") == "PER"


def test_where_two_states_are_told_of_alike_none_is_guessed() -> None:
    text = (
        "Peru und Chile streiten über Fische\n\nPeru und Chile haben am Montag Gespräche abgebrochen. Chile sprach von "
        "einem Affront, Peru von Erpressung. Außenminister Luis Rojas sagte, die Fischer könnten nicht warten."
    )
    assert home(text, "Luis Rojas") is None


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ('In Geneva, Chile\'s Luis Rojas said: "We wait."', "CHL"),
        ('"We wait," said Luis Rojas, a political scientist in Santiago.', "CHL"),
        ('"We wait," said Luis Rojas, who spoke in Santiago.', None),
    ],
)
def test_words_beside_a_name_tell_a_state(text: str, state: str | None) -> None:
    document = segment_report(Report(id="r", text=text, language="en"))
    marks = mark_document(document, encoder=False)
    person = next(m for m in marks.mentions if m.name == "Luis Rojas")
    cluster = homes.Cluster()
    cluster.add(person)
    assert homes._said_beside(document, cluster) == state


def test_the_table_has_a_weight_for_every_feature() -> None:
    document = segment_report(Report(id="r", text=PERU, language="de"))
    marks = mark_document(document, encoder=False)
    cluster = homes.Cluster()
    cluster.add(next(m for m in marks.mentions if m.name == "Luis Rojas"))
    told = dict(homes.features_of(document, cluster, {"PER": homes.Told(named={0, 1, 2}, count=3.0, lines=[0, 1, 2])}))
    assert set(told) == {"PER"}
    assert set(told["PER"]) <= set(homes.weights())
