import pytest

from gipfelbuch.model.reports import Pos, VerbForm


def verbs(found):
    return [(t.text, t.lemma, t.form) for t in found.tokens if t.pos is Pos.VERB]


@pytest.mark.parametrize(
    "text,want",
    [
        ("Sie unterzeichneten den Vertrag.", [("unterzeichneten", "unterzeichnen", VerbForm.FINITE)]),
        ("Er kündigte gestern neue Zölle an.", [("kündigte", "ankündigen", VerbForm.FINITE)]),
        ("Er warf dem Nachbarn Verrat vor.", [("warf", "vorwerfen", VerbForm.FINITE)]),
        (
            "Beide Seiten stimmten zu, Probleme zu lösen.",
            [("stimmten", "zustimmen", VerbForm.FINITE), ("lösen", "lösen", VerbForm.INFINITIVE)],
        ),
        ("Der Vertrag wurde unterzeichnet.", [("unterzeichnet", "unterzeichnen", VerbForm.PARTICIPLE)]),
        ("Er hat das Land besucht.", [("besucht", "besuchen", VerbForm.PARTICIPLE)]),
        ("Der Minister verhandelt in Genf.", [("verhandelt", "verhandeln", VerbForm.FINITE)]),
        ("Die Minister verhandeln in Genf.", [("verhandeln", "verhandeln", VerbForm.FINITE)]),
        ("Die Minister wollen in Genf verhandeln.", [("verhandeln", "verhandeln", VerbForm.INFINITIVE)]),
    ],
)
def test_german_verbs_have_lemma_and_form(document, text, want):
    assert verbs(document(text)) == want


@pytest.mark.parametrize("word", ["sei", "habe", "werde", "könne", "müsse", "wolle", "gehe", "komme", "drohe"])
def test_konjunktiv_one_is_seen(document, word):
    found = document(f"Er sagte, das Land {word} weiter.")
    assert [t.subjunctive for t in found.tokens if t.text == word] == [True]


@pytest.mark.parametrize("word", ["ist", "hat", "ging", "kam", "drohte"])
def test_the_indicative_is_no_subjunctive(document, word):
    found = document(f"Er sagte, das Land {word} weiter.")
    assert [t.subjunctive for t in found.tokens if t.text == word] == [False]


@pytest.mark.parametrize(
    "text,word,pos",
    [
        ("Der Währungsswap endet.", "Währungsswap", Pos.NOUN),
        ("Gestern traf Nurbekow ein.", "Nurbekow", Pos.NAME),
        ("Die geplante Reise entfällt.", "geplante", Pos.ADJECTIVE),
        ("Er kam aus Kiel.", "aus", Pos.ADPOSITION),
        ("Obwohl er kam, ging sie.", "Obwohl", Pos.SUBORDINATOR),
        ("Er sah 38 Schiffe.", "38", Pos.NUMBER),
        ("Er sah sieben Schiffe.", "sieben", Pos.NUMBER),
    ],
)
def test_coarse_parts_of_speech(document, text, word, pos):
    assert [t.pos for t in document(text).tokens if t.text == word] == [pos]


@pytest.mark.parametrize(
    "text,want",
    [
        ("Vietnam will buy wheat.", [("buy", "buy", VerbForm.INFINITIVE)]),
        ("Ottawa rejected the charge.", [("rejected", "reject", VerbForm.FINITE)]),
        ("The charge was rejected.", [("rejected", "reject", VerbForm.PARTICIPLE)]),
        ("The minister said nothing.", [("said", "say", VerbForm.FINITE)]),
        (
            "He promised to examine the request.",
            [("promised", "promise", VerbForm.FINITE), ("examine", "examine", VerbForm.INFINITIVE)],
        ),
    ],
)
def test_english_verbs_have_lemma_and_form(document, text, want):
    assert verbs(document(text, "en")) == want
