"""Reports with readings become targets for each word."""

from __future__ import annotations

from corpus.catalogue import split_of
from training import data

from gipfelbuch.marking.labels import CHOICES, LAYERS, ROLES
from gipfelbuch.model.marks import Marks

TEXT = (
    "Ministerin Adjei und Minister Sow trafen sich am Montag in Dakar. „Wir bauen den Hafen“, sagte Adjei, „und zwar bald.“ "
    "Sie warf Sow vor, den Vertrag gebrochen zu haben. Sow schenkte ihr eine Trommel."
)


def spans(*words, start=0):
    return [[TEXT.index(w, start), TEXT.index(w, start) + len(w)] for w in words]


def reading(*entries):
    report = {"id": "r", "language": "de", "published": "2024-05-06"}
    parties = [
        {"id": "p1", "name": "Adjei", "type": "person", "mentions": [*spans("Adjei"), *spans("Adjei", start=60)]},
        {"id": "p2", "name": "Sow", "type": "person", "mentions": [*spans("Sow"), *spans("Sow", start=100)]},
    ]
    return {"report": report, "parties": parties, "entries": list(entries)}


def example(*entries):
    return data.make_example(TEXT, reading(*entries), marks=Marks())


def tagged(made, layer):
    """The words of a layer's spans: every begin opens a group."""
    column = made.tags[:, list(LAYERS).index(layer)]
    groups = []
    for token, tag in zip(made.document.tokens, column, strict=True):
        if tag and tag % 2 == 1:
            groups.append([])
        if tag:
            groups[-1].append(token.text)
    return [" ".join(g) for g in groups]


def links(made, role):
    tokens = made.document.tokens
    return [
        (tokens[k.first].text, sorted(tokens[h].text for h in k.hits), sorted(tokens[f].text for f in k.free))
        for k in made.links
        if ROLES[k.role] == role
    ]


DIRECT = {
    "kind": "statement", "mode": "direct", "speaker": "p1", "quote": spans("Wir bauen den Hafen", "und zwar bald."),
    "cue": spans("sagte"), "speaker_mention": spans("Adjei", start=60), "evidence": spans("sagte"), "plover": None,
}  # fmt: skip


def values(made: data.Example) -> list[tuple[str, str, str]]:
    choices = list(CHOICES.values())
    return [
        (c.name, c.values[v.value], " ".join(t.text for a, b in v.parts for t in made.document.tokens[a:b]))
        for v in made.values
        for c in [choices[v.choice]]
    ]


class TestStatements:
    def test_a_quote_in_two_parts_begins_once(self):
        assert tagged(example(DIRECT), "quote") == ["Wir bauen den Hafen und zwar bald ."]

    def test_quote_and_cue_have_a_type_together(self):
        made = example(DIRECT | {"plover": "AGREE"})
        ((choice, value, words),) = values(made)
        assert (choice, value) == ("quote_plover", "AGREE")
        assert words == "Wir bauen den Hafen und zwar bald . sagte"

    def test_the_speaker_is_linked_from_the_first_word_and_other_names_of_the_party_are_free(self):
        ((row, hits, free),) = links(example(DIRECT), "quote:speaker")
        assert (row, hits, free) == ("Wir", ["Adjei"], ["Adjei"])

    def test_a_pronoun_that_speaks_is_tagged_as_one(self):
        entry = DIRECT | {"speaker_mention": spans("Sie")}
        made = example(entry)
        column = made.tags[:, list(LAYERS).index("reference")]
        at = next(t.index for t in made.document.tokens if t.text == "Sie")
        assert column[at] == LAYERS["reference"].tag("pronoun", begins=True)

    def test_a_statement_without_speaker_has_a_link_to_nobody(self):
        entry = DIRECT | {"speaker": None, "speaker_mention": []}
        assert links(example(entry), "quote:speaker") == [("Wir", [], [])]

    def test_without_a_told_mention_the_nearest_name_before_is_linked(self):
        entry = DIRECT | {"speaker_mention": [], "quote": spans("den Vertrag gebrochen zu haben"), "mode": "indirect"}
        ((_, hits, _),) = links(example(entry), "quote:speaker")
        assert hits == ["Adjei"]

    def test_a_quote_within_a_quote_goes_to_the_nested_layer(self):
        made = example(DIRECT, DIRECT | {"quote": spans("den Hafen"), "speaker": "p2"})
        assert tagged(made, "nested") == ["den Hafen"]

    def test_two_speakers_of_one_quote_share_its_words(self):
        made = example(DIRECT, DIRECT | {"speaker": "p2", "speaker_mention": spans("Sow")})
        assert tagged(made, "nested") == []
        assert len(links(made, "quote:speaker")) == 2


class TestDeeds:
    def test_an_encounter_is_its_evidence_with_values_and_participants(self):
        sentence = "Ministerin Adjei und Minister Sow trafen sich am Montag in Dakar."
        entry = {
            "kind": "encounter", "type": "meeting", "status": "held", "participants": ["p1", "p2"],
            "evidence": spans(sentence), "format": None,
        }  # fmt: skip
        made = example(entry)
        assert tagged(made, "encounter") == [sentence.replace(".", " .")]
        assert links(made, "encounter:participant") == [("Ministerin", ["Adjei", "Sow"], ["Adjei", "Sow"])]
        assert values(made) == [
            ("encounter_type", "meeting", sentence.replace(".", " .")),
            ("encounter_status", "held", sentence.replace(".", " .")),
            ("encounter_format", "none", sentence.replace(".", " .")),
        ]

    def test_a_gift_is_known_by_its_item_in_the_evidence(self):
        entry = {
            "kind": "gift", "giver": "p2", "recipient": "p1", "item": "Trommel",
            "evidence": spans("Sow schenkte ihr eine Trommel."),
        }  # fmt: skip
        made = example(entry)
        assert tagged(made, "gift") == ["Trommel"]
        assert links(made, "gift:giver") == [("Trommel", ["Sow"], ["Sow"])]

    def test_an_item_that_the_report_does_not_name_gives_nothing(self):
        entry = {"kind": "issue", "subject": "Zölle", "parties": ["p1"], "status": "raised", "evidence": spans("Sow")}
        assert example(entry).links == ()


class TestSplits:
    def test_a_split_depends_on_the_event_alone(self):
        assert split_of("gipfel-a") == split_of("gipfel-a")

    def test_about_eight_of_ten_events_train(self):
        share = sum(split_of(f"event-{i}") == "train" for i in range(2000)) / 2000
        assert 0.76 < share < 0.84


MEETING = {
    "kind": "encounter", "type": "meeting", "status": "held", "participants": ["p1", "p2"],
    "evidence": spans("Ministerin Adjei und Minister Sow trafen sich am Montag in Dakar."),
}  # fmt: skip


def timed(date):
    return data.make_example(TEXT, reading({**MEETING, "date": date}))


def test_date_links_to_the_time_that_tells_it():
    assert links(timed("2024-05-06"), "encounter:time") == [("Ministerin", ["Montag"], [])]


def test_interval_links_to_the_time_of_its_beginning():
    assert links(timed("2024-05-06/.."), "encounter:time") == [("Ministerin", ["Montag"], [])]


def test_entry_without_a_date_links_to_no_time():
    assert links(timed(None), "encounter:time") == [("Ministerin", [], [])]


def test_date_that_no_time_tells_teaches_nothing():
    assert links(timed("2023-11-30"), "encounter:time") == []
