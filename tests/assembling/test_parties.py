"""Who is who: parties of short reports, and who is meant by words of them."""

from __future__ import annotations

from datetime import date

import pytest

from gipfelbuch.assembling.parties import PartyBook, assemble_parties
from gipfelbuch.marking.rules.mentions import mark_mentions
from gipfelbuch.model.parties import Party, PartyType
from gipfelbuch.model.reports import Language, Report
from gipfelbuch.model.spans import Span
from gipfelbuch.segmenting import segment_report


def _book(text: str, language: Language = "de", year: int = 2012) -> PartyBook:
    document = segment_report(Report(id="r", text=text, language=language, published=date(year, 6, 1)))
    return assemble_parties(document, mark_mentions(document))


def _party(book: PartyBook, name: str) -> Party:
    return next(p for p in book.parties if p.name == name)


def _meant(text: str, words: str, language: Language = "de") -> list[str]:
    book = _book(text, language)
    start = text.rindex(words)
    return [book.by_id[p].name for p in book.resolve(Span(start, start + len(words)))]


PAIR = (
    "Der peruanische Präsident Diego Salas empfing in Lima die finnische Präsidentin Aino Lehto. Peru und Finnland "
    "unterzeichneten einen Vertrag. "
)


@pytest.mark.parametrize(
    ("text", "words", "meant"),
    [
        (PAIR + "Er sprach lange.", "Er", ["Diego Salas"]),
        (PAIR + "Sie sprach lange.", "Sie", ["Aino Lehto"]),
        (PAIR + "Salas dankte.", "Salas", ["Diego Salas"]),
        (PAIR + "Lehtos Rede war kurz.", "Lehtos", ["Aino Lehto"]),
        (PAIR + "Die finnische Präsidentin dankte.", "Die finnische Präsidentin", ["Aino Lehto"]),
        (PAIR + "Der Präsident dankte.", "Der Präsident", ["Diego Salas"]),
        (PAIR + "Die Präsidentin dankte.", "Die Präsidentin", ["Aino Lehto"]),
        (PAIR + "Der peruanische Staatschef dankte.", "Der peruanische Staatschef", ["Diego Salas"]),
        (PAIR + "Beide Seiten sind zufrieden.", "Beide Seiten", ["Peru", "Finnland"]),
        (PAIR + "Die beiden Länder sind zufrieden.", "Die beiden Länder", ["Peru", "Finnland"]),
        (PAIR + "Die beiden Staatschefs sind zufrieden.", "Die beiden Staatschefs", ["Diego Salas", "Aino Lehto"]),
        (PAIR + "Die beiden Präsidenten lachten.", "Die beiden Präsidenten", ["Diego Salas", "Aino Lehto"]),
        (PAIR + "Die Präsidenten lachten.", "Die Präsidenten", ["Diego Salas", "Aino Lehto"]),
        (PAIR + "Finnland und Peru schwiegen.", "Finnland und Peru", ["Finnland", "Peru"]),
        (PAIR + "Die peruanische Regierung schwieg.", "Die peruanische Regierung", ["Peru"]),
        (PAIR + "Ein peruanischer Vorschlag lag vor.", "Ein peruanischer Vorschlag", ["Peru"]),
        (PAIR + "Es regnete.", "regnete", []),
        (PAIR + "Nach eigenen Angaben hat Norwegen gezahlt.", "eigenen Angaben", ["Norwegen"]),
        ("Die norwegische Armee rückte vor. Sie sprach von einer Übung.", "Sie", ["norwegische Armee"]),
    ],
)
def test_words_mean_parties(text: str, words: str, meant: list[str]) -> None:
    assert _meant(text, words) == meant


ENGLISH_PAIR = "President Diego Salas of Peru met Finnish President Aino Lehto. Peru and Finland signed a treaty. "


@pytest.mark.parametrize(
    ("text", "words", "meant"),
    [
        (ENGLISH_PAIR + "He left.", "He", ["Diego Salas"]),
        (ENGLISH_PAIR + "She left.", "She", ["Aino Lehto"]),
        (ENGLISH_PAIR + "Both sides agreed.", "Both sides", ["Peru", "Finland"]),
        (ENGLISH_PAIR + "The two presidents agreed.", "The two presidents", ["Diego Salas", "Aino Lehto"]),
        (ENGLISH_PAIR + "Lehto agreed.", "Lehto", ["Aino Lehto"]),
    ],
)
def test_english_words_mean_parties(text: str, words: str, meant: list[str]) -> None:
    assert _meant(text, words, "en") == meant


def test_a_state_has_one_party_for_name_capital_seat_and_government() -> None:
    text = "Russland lehnte ab. Der Kreml schwieg. Moskau blieb hart. Die russische Regierung auch."
    book = _book(text)
    russia = [p for p in book.parties if p.country == "RUS"]
    assert len(russia) == 1
    assert [m.of(text) for m in russia[0].mentions] == ["Russland", "Kreml", "Moskau", "Die russische Regierung"]


@pytest.mark.parametrize(
    ("text", "name", "code"),
    [
        ("Südkorea lehnte ab.", "Südkorea", "KORGOV"),
        ("Die Vereinten Nationen warnten.", "Vereinten Nationen", "IGOUNO"),
        ("Die Taliban lehnten ab.", "Taliban", "AFGREB"),
        ("Die EU-Kommission lehnte ab.", "EU-Kommission", "IGOEUR"),
        ("Der Konzern Siemens lehnte ab.", "Siemens", "DEUBUS"),
        ("Amnesty International warnte.", "Amnesty International", "NGO"),
        ("Der belgische General Luc Maes kam.", "Luc Maes", "BELMIL"),
        ("Der belgische Oppositionsführer Luc Maes kam.", "Luc Maes", "BELOPP"),
        ("Der chilenische Außenminister Pablo Rojas kam.", "Pablo Rojas", "CHLGOV"),
        ("Das türkische Parlament lehnte ab.", "türkische Parlament", "TURLEG"),
    ],
)
def test_parties_have_plover_codes(text: str, name: str, code: str) -> None:
    assert _party(_book(text), name).code == code


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Lusaka schwieg. Sambia lehnte ab.", "Sambia"),
        ("Er lobte die Haltung Indiens.", "Indien"),
        ("Laos lehnte ab.", "Laos"),
        ("Die iranische Zentralbank lehnte ab.", "iranische Zentralbank"),
    ],
)
def test_states_are_named_by_their_own_name_and_bodies_without_article(text: str, name: str) -> None:
    assert name in [p.name for p in _book(text).parties]


def test_full_name_is_the_party_name_and_acronym_joins_the_organisation() -> None:
    text = "Die OSZE kam. Die Organisation für Sicherheit und Zusammenarbeit in Europa (OSZE) ging."
    (party,) = _book(text).parties
    assert party.name.startswith("Organisation für Sicherheit")
    assert len(party.mentions) == 2


def test_known_office_holder_has_country_and_gender_without_being_introduced() -> None:
    book = _book("Angela Merkel kam. Sie sprach.", year=2012)
    assert _party(book, "Angela Merkel").country == "DEU"
    assert _party(book, "Angela Merkel").wikidata == "Q567"


def test_indefinite_nominals_are_persons_of_their_own() -> None:
    book = _book("Ein Sprecher der Regierung kam. Ein Sprecher der Armee ging.")
    assert len([p for p in book.parties if p.type is PartyType.PERSON]) == 2


def test_party_at_takes_the_mention_that_overlaps_most() -> None:
    text = "Peru und Finnland schwiegen."
    book = _book(text)
    assert book.party_at(Span(0, 12)) == _party(book, "Peru").id
    assert book.party_at(Span(len(text) - 3, len(text))) is None
