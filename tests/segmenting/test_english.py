import pytest

from gipfelbuch.model.reports import ClauseKind, Pos, VerbForm


def forms(found):
    return {t.text: t.form for t in found.tokens if t.pos is Pos.VERB}


@pytest.mark.parametrize(
    ("text", "word", "form"),
    [
        ("Two governments remain at odds.", "remain", VerbForm.FINITE),
        ("The envoys meet again in Oslo.", "meet", VerbForm.FINITE),
        ("Ministers sign the accord.", "sign", VerbForm.FINITE),
        ("The pact covers the northern ports.", "covers", VerbForm.FINITE),
        ("Peru and Chile agree on a border.", "agree", VerbForm.FINITE),
        ("They want a treaty that covers the ports.", "covers", VerbForm.FINITE),
        ("Oslo denies this and says Norwegian boats stayed away.", "says", VerbForm.FINITE),
        ("The two ministers spoke by telephone.", "spoke", VerbForm.FINITE),
        ("Lima left the talks.", "left", VerbForm.FINITE),
        ("Storms hit the coast.", "hit", VerbForm.FINITE),
        ("A paper based in Lima has closed.", "based", VerbForm.PARTICIPLE),
        ("They met at a lunch hosted by the mayor.", "hosted", VerbForm.PARTICIPLE),
        ("The envoy has set a date.", "set", VerbForm.PARTICIPLE),
        ("The envoys had taken hostages.", "taken", VerbForm.PARTICIPLE),
        ("They said they needed more time.", "needed", VerbForm.FINITE),
        ("Envoys said the rebels attacked a convoy.", "attacked", VerbForm.FINITE),
        ("Lima plans to support the motion.", "support", VerbForm.INFINITIVE),
        ("Chile is holding a vote.", "holding", VerbForm.PARTICIPLE),
        ("They aim at ending a feud.", "ending", VerbForm.PARTICIPLE),
    ],
)
def test_verbs_are_told_by_the_words_around_them(document, text, word, form):
    assert forms(document(text, "en")).get(word) is form


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Senior Peruvian officials arrived.", "officials"),
        ("The leaders left.", "leaders"),
        ("The meeting ended.", "meeting"),
        ("They objected to the wording.", "wording"),
        ("Chilean troops withdrew.", "troops"),
        ("The media were silent.", "media"),
        ("A shorter period was agreed.", "shorter"),
        ("They renewed peace talks in Oslo.", "talks"),
        ("Chilean riots against the law are over.", "riots"),
        ("They signed a new trade accord.", "trade"),
        ("They talked of the border dispute with Peru.", "dispute"),
        ("They pay 40 million dollars.", "dollars"),
        ("It goes to charity.", "charity"),
        ("Two wounded soldiers came home.", "wounded"),
        ("They launched a renewed offensive.", "renewed"),
        ("The Lima-based group was dissolved.", "Lima-based"),
        ("He is willing to go.", "willing"),
        ("They fear a coup led by officers.", "officers"),
    ],
)
def test_nouns_and_adjectives_are_no_verbs(document, text, word):
    assert word not in forms(document(text, "en"))


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        (
            "Envoys agreed on Monday that their countries should cooperate.",
            ["Envoys agreed on Monday", "that their countries should cooperate"],
        ),
        ("Lima said it would send aid.", ["Lima said", "it would send aid"]),
        ("Lima backs a draft that bans mines.", ["Lima backs a draft", "that bans mines"]),
        ("The talks ended because Chile left.", ["The talks ended", "because Chile left"]),
        (
            "Peru closed its border after rebels attacked a post.",
            ["Peru closed its border", "after rebels attacked a post"],
        ),
        ("Oslo has not yet replied.", ["Oslo has not yet replied"]),
        ("They left after the vote.", ["They left after the vote"]),
    ],
)
def test_english_clauses_need_no_comma(document, text, clauses):
    found = document(text, "en")
    assert [c.span.of(text) for c in found.sentences[0].clauses] == clauses


def test_that_opens_a_relative_clause_behind_a_noun_with_a_verb_behind_it(document):
    found = document("Lima backs a draft that bans mines.", "en")
    assert found.sentences[0].clauses[1].kind is ClauseKind.RELATIVE


@pytest.mark.parametrize(
    ("text", "language", "first"),
    [
        ("LIMA, 4 May 2024 - Peru and Chile signed a pact.", "en", "Peru"),
        ("OSLO (Northern Wire) - Norway recalled its envoy.", "en", "Norway"),
        ("LIMA (dpa) – Peru hat den Vertrag unterzeichnet.", "de", "Peru"),
        ("The ministers - both lawyers - left.", "en", "The"),
        ("Peru - a member since 1998 - left.", "en", "Peru"),
    ],
)
def test_a_dateline_is_no_part_of_the_first_clause(document, text, language, first):
    found = document(text, language)
    assert found.tokens[found.sentences[0].clauses[0].first].text == first
