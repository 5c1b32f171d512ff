"""Which mentions of a report are one party, and which stay apart."""

from __future__ import annotations

from datetime import date

import pytest

from gipfelbuch.assembling.parties import assemble_parties
from gipfelbuch.assembling.tidying import tidy_mentions
from gipfelbuch.marking.rules.mentions import mark_mentions
from gipfelbuch.model.marks import Mention
from gipfelbuch.model.parties import PartyType
from gipfelbuch.model.reports import Language, Report
from gipfelbuch.model.spans import Span
from gipfelbuch.segmenting import segment_report


def _parties(text: str, language: Language, more: tuple[Mention, ...] = ()) -> list[list[str]]:
    document = segment_report(Report(id="r", text=text, language=language, published=date(2012, 6, 1)))
    marked = [m for m in mark_mentions(document) if not any(m.span.overlaps(x.span) for x in more)]
    mentions = tidy_mentions(document, sorted([*marked, *more], key=lambda m: m.span.start))
    return [[m.of(text) for m in p.mentions] for p in assemble_parties(document, mentions).parties]


@pytest.mark.parametrize(
    ("language", "text", "party"),
    [
        ("en", "Otabek Saidov spoke. Mr Saidov left.", ["Otabek Saidov", "Saidov"]),
        ("en", "Dr. Nora Quist spoke. Ms Quist left.", ["Nora Quist", "Quist"]),
        ("de", "Auch Tomasz Wolny sprach. Herr Wolny ging.", ["Tomasz Wolny", "Wolny"]),
        ("de", "Auch Enzo Marino sprach. Der Italiener ging.", ["Enzo Marino", "Der Italiener"]),
        (
            "de",
            "Auch Amnesty International sprach. Die Organisation ging.",
            ["Amnesty International", "Die Organisation"],
        ),
        (
            "en",
            "The Ministry of Transport agreed on Monday. The ministry gave no date.",
            ["Ministry of Transport", "The ministry"],
        ),
        (
            "de",
            "Die Gewerkschaft der Polizei (GdP) drohte. Am Freitag lenkte die GdP ein.",
            ["Die Gewerkschaft der Polizei", "GdP", "GdP"],
        ),
        (
            "en",
            "The National Democratic Front signed. On Friday the NDF withdrew.",
            ["National Democratic Front", "NDF"],
        ),
        (
            "de",
            "Die Norwegerin Marit Solhaug kam aus Norwegen. Die Norwegerin ging.",
            ["Die Norwegerin", "Marit Solhaug", "Die Norwegerin"],
        ),
        (
            "de",
            "Umweltminister Urs Caflisch sprach. Der Umweltminister ging.",
            ["Urs Caflisch", "Der Umweltminister"],
        ),
    ],
)
def test_one_party(language: Language, text: str, party: list[str]) -> None:
    assert party in _parties(text, language)


@pytest.mark.parametrize(
    ("language", "text", "one", "other"),
    [
        ("de", "Ministerin Anna Berger traf Ministerin Eva Lang. Die Ministerin schwieg.", "Anna Berger", "Eva Lang"),
        ("en", "The Union of Miners and the Union of Bakers met. The union left.", "Union of Miners", "The union"),
        ("de", "Pekka Salo lachte, der Minister schwieg.", "Pekka Salo", "der Minister"),
        (
            "en",
            "The Ministry of Transport agreed. The defence ministry did not.",
            "Ministry of Transport",
            "The defence ministry",
        ),
    ],
)
def test_two_parties(language: Language, text: str, one: str, other: str) -> None:
    parties = _parties(text, language)
    assert next(p for p in parties if one in p) != next(p for p in parties if other in p)


def _encoded(text: str, words: str, sort: PartyType, *, nominal: bool) -> Mention:
    document = segment_report(Report(id="r", text=text, language="en", published=date(2012, 6, 1)))
    start = text.index(words)
    first, last = document.token_at(start), document.token_at(start + len(words) - 1)
    assert first is not None
    assert last is not None
    span = document.span_of(first.index, last.index + 1)
    return Mention(span=span, type=sort, name=span.of(text), nominal=nominal, origin="encoder", score=0.8)


def test_a_noun_that_introduces_a_name_means_its_holder() -> None:
    text = "The driver Salim Kishk, a Bedouin, was stopped. The guards freed the driver."
    name = _encoded(text, "Salim Kishk", PartyType.PERSON, nominal=False)
    noun = _encoded(text, "the driver", PartyType.PERSON, nominal=True)
    assert ["Salim Kishk", "the driver"] in _parties(text, "en", (name, noun))


@pytest.mark.parametrize(
    ("text", "noun", "name", "together"),
    [
        ("Burma's man in Vienna, Kyaw Lin, agreed.", "Burma's man", "Kyaw Lin", True),
        ("The trainer, Kyaw Lin, agreed.", "The trainer", "Kyaw Lin", True),
        ("The trainer, Kyaw Lin and others agreed.", "The trainer", "Kyaw Lin", False),
        ("The trainer agreed, Kyaw Lin did not.", "The trainer", "Kyaw Lin", False),
        ("Kyaw Lin, a trainer from Mandalay, agreed.", "a trainer", "Kyaw Lin", True),
        ("Kyaw Lin, a trainer said, agreed.", "a trainer", "Kyaw Lin", False),
    ],
)
def test_an_apposition_is_one_party(text: str, noun: str, name: str, together: bool) -> None:
    marks = (
        _encoded(text, noun, PartyType.PERSON, nominal=True),
        _encoded(text, name, PartyType.PERSON, nominal=False),
    )
    party = next(p for p in _parties(text, "en", marks) if name in p)
    assert (noun in party) is together


def test_the_same_words_mean_the_same_person() -> None:
    text = "The chairperson opened the talks. Then the chairperson left."
    marks = tuple(
        _encoded(text, words, PartyType.PERSON, nominal=True) for words in ("The chairperson", "the chairperson")
    )
    assert _parties(text, "en", marks) == [["The chairperson", "the chairperson"]]


def test_nobody_is_named() -> None:
    assert _parties("Es regnete.", "de") == []


def test_a_noun_of_two_actors_means_neither() -> None:
    text = "The driver Salim Kishk met the driver Omar Hilal. The guards freed the driver."
    names = (
        _encoded(text, "Salim Kishk", PartyType.PERSON, nominal=False),
        _encoded(text, "Omar Hilal", PartyType.PERSON, nominal=False),
    )
    document = segment_report(Report(id="r", text=text, language="en"))
    last = document.token_at(text.rindex("driver"))
    assert last is not None
    span = document.span_of(last.index - 1, last.index + 1)
    noun = Mention(span=span, type=PartyType.PERSON, name="the driver", nominal=True, origin="encoder")
    assert ["the driver"] in _parties(text, "en", (*names, noun))


def test_an_article_alone_gets_its_noun_or_goes() -> None:
    text = "Experts of the joint panel met. That is what the report says."
    document = segment_report(Report(id="r", text=text, language="en"))
    marks = tuple(
        Mention(
            span=document.tokens[i].span, type=PartyType.GROUP, name=document.tokens[i].text, nominal=True, score=0.8
        )
        for i in (document.token_at(text.index(w)).index for w in ("the joint", "That"))  # type: ignore[union-attr]
    )
    assert [m.name for m in tidy_mentions(document, marks)] == ["the joint panel"]


def test_an_organisation_written_like_a_pronoun_stays() -> None:
    text = "The WHO warned."
    document = segment_report(Report(id="r", text=text, language="en"))
    mention = Mention(span=document.tokens[1].span, type=PartyType.ORGANIZATION, name="WHO", score=0.8)
    assert tidy_mentions(document, (mention,)) == (mention,)


@pytest.mark.parametrize(("place", "state"), [("Lima", "Peru"), ("Santiago", "Chile")])
def test_a_government_is_that_of_the_place_of_the_sentence(place: str, state: str) -> None:
    text = f"Peru und Chile streiten. Chile droht Peru. In {place} demonstrierten Tausende gegen die Regierung."
    assert "die Regierung" in next(p for p in _parties(text, "de") if state in p)


def test_a_noun_with_its_genitive_and_the_name_behind_its_comma_are_one() -> None:
    text = "Der Vermittler der Afrikanischen Union, Enzo Marino, rief zur Ruhe auf."
    noun = Mention(span=Span(0, len("Der Vermittler")), type=PartyType.PERSON, name="Der Vermittler", nominal=True)
    assert ["Der Vermittler", "Enzo Marino"] in _parties(text, "de", (noun,))


def test_words_that_end_with_a_surname_mean_its_bearer() -> None:
    text = "Enzo Marino sprach. Der 84-jährige Marino ging. Paula Quist kam."
    start = text.index("Der 84")
    words = Mention(
        span=Span(start, start + len("Der 84-jährige Marino")),
        type=PartyType.PERSON,
        name="84-jährige Marino",
        nominal=True,
    )
    assert ["Enzo Marino", "Der 84-jährige Marino"] in _parties(text, "de", (words,))


@pytest.mark.parametrize(("verb", "one"), [("kam", True), ("kamen", False)])
def test_two_offices_before_a_name_are_one_persons_where_the_verb_is_that_of_one(verb: str, *, one: bool) -> None:
    text = f"Der peruanische Vizepräsident und Außenminister Enzo Marino {verb} am Montag."
    assert (["Der peruanische Vizepräsident", "Enzo Marino"] in _parties(text, "de")) is one
