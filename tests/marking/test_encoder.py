"""The encoder's runtime, its windows and the decoding of its scores, with made-up scores and a tiny random model."""

from __future__ import annotations

import json
import re
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gipfelbuch.marking import mark_by_rules, mark_document
from gipfelbuch.marking.encoder import LAYOUT, OUTPUTS
from gipfelbuch.marking.hints import WORD_HINTS, link_hints, word_hints
from gipfelbuch.marking.labels import CHOICES, LAYERS, ROLES, TAGS, VALUES
from gipfelbuch.marking.links import DISTANCES, LINK_WIDTH, SENTENCES, LinkWeights, WindowLinks
from gipfelbuch.marking.windows import WINDOW_PIECES, cut_windows, sentence_numbers
from gipfelbuch.model.entries import Kind, Mode
from gipfelbuch.model.marks import Argument, Deed, Marks, Mention, Quotation, Role
from gipfelbuch.model.parties import PartyType
from gipfelbuch.model.reports import Report
from gipfelbuch.model.spans import Span
from gipfelbuch.segmenting import segment_report

TEXT = (
    "Minister Okello sagte, die Brücke werde im Mai eröffnet. Danach traf er in Kampala die Botschafterin Ruth Anyango."
)


def document_of(text=TEXT, language="de"):
    return segment_report(Report(id="r", text=text, language=language))


class Halves:
    """Cuts every word in two pieces, as a tokenizer with a small vocabulary would."""

    class Encoding:
        def __init__(self, text):
            self.ids, self.offsets = [], []
            at = 0
            for word in text.split(" "):
                half = (len(word) + 1) // 2
                for a, b in ((0, half), (half, len(word))):
                    if b > a:
                        self.ids.append(4 + hash(word[a:b]) % 90)
                        self.offsets.append((at + a, at + b))
                at += len(word) + 1

    def encode_batch(self, texts, *, add_special_tokens):
        assert not add_special_tokens
        return [self.Encoding(text) for text in texts]


def check_windows(document, windows):
    assert [i for w in windows for i in range(w.core, w.last)] == list(range(len(document.tokens)))
    for w in windows:
        assert w.first <= w.core < w.last
        assert len(w.pieces) == w.last - w.first
        assert len(w.ids) <= WINDOW_PIECES
        assert all(1 <= p < len(w.ids) for p in w.pieces)
        assert list(w.pieces) == sorted(w.pieces)


class TestWindows:
    def test_a_short_report_is_one_window_without_context(self):
        document = document_of()
        (window,) = cut_windows(document, Halves())
        assert (window.first, window.core, window.last) == (0, 0, len(document.tokens))
        assert (window.ids[0], window.ids[-1]) == (0, 2)

    def test_an_empty_report_has_no_window(self):
        assert cut_windows(document_of(""), Halves()) == ()

    def test_a_long_report_has_windows_with_sentences_before_the_core(self):
        document = document_of(" ".join([TEXT] * 40))
        windows = cut_windows(document, Halves())
        check_windows(document, windows)
        assert len(windows) > 3
        assert all(w.first < w.core for w in windows[1:])

    def test_a_sentence_longer_than_a_window_is_cut_between_words(self):
        document = document_of("wort " * 2000)
        check_windows(document, cut_windows(document, Halves()))

    def test_a_word_longer_than_a_window_is_cut_short(self):
        document = document_of("a" * 5000 + " sagte Rau.")
        check_windows(document, cut_windows(document, Halves()))

    @settings(max_examples=60, deadline=None)
    @given(st.text(st.characters(codec="utf-8"), max_size=300))
    def test_every_token_is_in_one_core_whatever_the_text(self, text):
        document = document_of(text)
        check_windows(document, cut_windows(document, Halves()))


def blank_scores(document):
    from gipfelbuch.marking.decoding import Scores

    n = len(document.tokens)
    tags = np.zeros((n, TAGS), np.float32)
    for layer in LAYERS.values():
        tags[:, layer.offset] = 5.0
    values = np.zeros((n, VALUES), np.float32)
    links = WindowLinks(
        first=0,
        core=0,
        last=n,
        rows=np.zeros((n, len(ROLES), LINK_WIDTH), np.float32),
        columns=np.zeros((n, len(ROLES), LINK_WIDTH), np.float32),
        edges=np.tile(np.array([0.0, 5.0], np.float32)[:, None], (n, 1, len(ROLES))),
        sentences=sentence_numbers(document),
        told=(),
        weights=weights_of(),
    )
    return Scores(tags=tags, values=values, links=(links,), likely={"quote_plover": 0.6})


def weights_of(**told):
    shapes = {"distance": (len(DISTANCES) + 1, len(ROLES)), "sentence": (len(SENTENCES) + 1, len(ROLES))}
    zeros = {name: np.zeros(shape, np.float32) for name, shape in (shapes | {"told": (len(ROLES),)}).items()}
    return LinkWeights(**(zeros | told))


class Board:
    """Scores that say what a test wants, by the words."""

    def __init__(self, text=TEXT):
        self.document = document_of(text)
        self.scores = blank_scores(self.document)
        self.rules = Marks()

    def at(self, words):
        start = re.search(rf"(?<!\w){re.escape(words)}(?!\w)", self.document.text).start()
        return [t.index for t in self.document.tokens_in(Span(start, start + len(words)))]

    def tag(self, layer, label, words, *, begins=True):
        where = self.at(words)
        for i in where:
            tag = LAYERS[layer].tag(label, begins=begins and i == where[0])
            self.scores.tags[i, LAYERS[layer].offset + tag] = 10.0
        return where

    def choose(self, choice, value, words):
        c = CHOICES[choice]
        self.scores.values[self.at(words), c.offset + c.values.index(value)] = 5.0

    def link(self, role, row, target, score=9.0):
        self.scores.links[0].edges[self.at(target)[0], 0, ROLES.index(role)] = score
        assert self.at(row)

    def decode(self):
        from gipfelbuch.marking.decoding import decode_marks

        return decode_marks(self.document, self.scores, self.rules)

    def of(self, spans):
        return [s.of(self.document.text) for s in spans]


class TestDecoding:
    def test_blank_scores_give_no_marks(self):
        assert Board().decode() == Marks()

    def test_a_quotation_has_its_words_cue_and_speaker(self):
        board = Board()
        board.tag("quote", "indirect", "die Brücke werde im Mai eröffnet")
        board.tag("cue", "cue", "sagte")
        board.tag("reference", "person", "Okello")
        board.link("quote:cue", "die Brücke", "sagte")
        board.link("quote:speaker", "die Brücke", "Okello")
        (quotation,) = board.decode().quotations
        assert quotation.mode is Mode.INDIRECT
        assert board.of(quotation.quote) == ["die Brücke werde im Mai eröffnet"]
        assert board.of(quotation.cue) == ["sagte"]
        assert quotation.speaker.of(TEXT) == "Minister Okello"
        assert quotation.addressee is None
        assert board.of(quotation.evidence) == [TEXT.split(" Danach", maxsplit=1)[0]]
        assert 0.9 < quotation.score <= 1.0

    def test_a_verb_whose_particle_alone_was_seen_is_the_cue_with_it(self):
        text = "Beide Seiten stimmten zu, die Brücke zu bauen."
        board = Board(text)
        board.tag("quote", "indirect", "die Brücke zu bauen")
        board.tag("cue", "cue", "zu")
        board.link("quote:cue", "die Brücke", "zu")
        assert board.of(board.decode().quotations[0].cue) == ["stimmten", "zu"]

    @pytest.mark.parametrize(
        ("words", "parties"), [("die", 0), ("Union", 0), ("Präsidenten der Republik", 0), ("Portugal", 0), ("Gast", 1)]
    )
    def test_an_article_the_end_of_a_name_and_whose_an_office_is_are_no_mentions(self, words, parties):
        text = "Der Präsident von Portugal, Duarte Nogueira, sprach für die Europäische Union mit einem Gast."
        if words.startswith("Präsidenten"):
            text = "Okello rief den Präsidenten der Republik Peru, Luis Rojas, an."
        board = Board(text)
        board.rules = Marks(mentions=mark_by_rules(board.document).mentions)
        board.tag("reference", "person", words)
        assert len(board.decode().mentions) == parties

    @pytest.mark.parametrize(("reference", "speaker"), [(True, "er"), (False, None)])
    def test_only_a_word_that_may_name_a_party_speaks(self, reference, speaker):
        board = Board()
        board.tag("quote", "reported", "traf er in")
        if reference:
            board.tag("reference", "pronoun", "er")
        board.link("quote:speaker", "traf", "er in")
        found = board.decode().quotations[0].speaker
        assert (found.of(TEXT) if found else None) == speaker

    def test_a_link_below_the_threshold_is_none(self):
        board = Board()
        board.tag("quote", "indirect", "die Brücke werde")
        board.link("quote:speaker", "die Brücke", "Okello", score=4.0)
        assert board.decode().quotations[0].speaker is None

    def test_two_speakers_named_together_are_one_span(self):
        text = "Okello und Anyango sagten, die Brücke werde eröffnet."
        board = Board(text)
        board.tag("quote", "indirect", "die Brücke werde eröffnet")
        for name in ("Okello", "Anyango"):
            board.tag("reference", "person", name)
            board.link("quote:speaker", "die Brücke", name)
        assert board.decode().quotations[0].speaker.of(text) == "Okello und Anyango"

    def test_a_quote_goes_on_behind_an_inserted_frame(self):
        text = "„Wir bauen“, sagte Okello, „und wir eröffnen im Mai.“"
        board = Board(text)
        board.tag("quote", "direct", "Wir bauen")
        board.tag("quote", "direct", "und wir eröffnen im Mai", begins=False)
        (quotation,) = board.decode().quotations
        assert board.of(quotation.quote) == ["Wir bauen", "und wir eröffnen im Mai"]

    def test_a_final_comma_and_quotation_marks_are_no_part_of_a_quote(self):
        text = "„Wir bauen“, sagte Okello."
        board = Board(text)
        board.tag("quote", "direct", "„Wir bauen“,")
        assert board.of(board.decode().quotations[0].quote) == ["Wir bauen"]

    def test_a_nested_quote_is_a_quotation_of_its_own(self):
        board = Board()
        board.tag("quote", "indirect", "die Brücke werde im Mai eröffnet")
        board.tag("nested", "direct", "im Mai")
        assert [q.mode for q in board.decode().quotations] == [Mode.INDIRECT, Mode.DIRECT]

    def test_a_nominal_mention_keeps_its_article_and_is_named_without(self):
        board = Board()
        board.tag("reference", "person", "die Botschafterin")
        (mention,) = board.decode().mentions
        assert (mention.span.of(TEXT), mention.name, mention.nominal) == ("die Botschafterin", "Botschafterin", True)

    @pytest.mark.parametrize(("words", "parties"), [("seinem Gast", 0), ("dem Gast", 1)])
    def test_a_person_told_by_whose_he_is_is_no_mention(self, words, parties):
        board = Board(f"Okello schenkte {words} ein Boot.")
        board.tag("reference", "person", "Gast")
        assert len(board.decode().mentions) == parties

    @pytest.mark.parametrize(("sureness", "plover"), [(5.0, "ACCUSE"), (2.0, None)])
    def test_speech_has_a_plover_type_only_if_its_words_are_sure(self, sureness, plover):
        board = Board()
        words = "die Brücke werde im Mai eröffnet"
        board.tag("quote", "indirect", words)
        c = CHOICES["quote_plover"]
        board.scores.values[board.at(words), c.offset + c.values.index("ACCUSE")] = sureness
        assert board.decode().quotations[0].plover == plover

    def test_two_words_without_quotation_marks_are_noise(self):
        board = Board()
        board.tag("quote", "indirect", "die Brücke")
        assert board.decode().quotations == ()

    @pytest.mark.parametrize(("words", "clause"), [("Danach traf er in Kampala die", True), ("Danach traf", False)])
    def test_evidence_is_a_clause_if_most_of_its_words_are(self, words, clause):
        board = Board()
        board.tag("agreement", "agreement", words)
        assert [board.of(d.evidence) for d in board.decode().deeds] == [[TEXT[TEXT.index("Danach") :]]] * clause

    def test_one_word_outside_within_a_span_is_drawn_in(self):
        board = Board()
        board.tag("quote", "indirect", "die Brücke werde")
        board.tag("quote", "indirect", "Mai eröffnet", begins=False)
        assert board.of(board.decode().quotations[0].quote) == ["die Brücke werde im Mai eröffnet"]

    @pytest.mark.parametrize("seen", [True, False])
    def test_speech_of_the_rules_is_believed_as_far_as_the_encoder_sees_it(self, seen):
        from gipfelbuch.marking.decoding import form_opinion

        board = Board()
        if seen:
            board.tag("quote", "indirect", "die Brücke werde")
        start = TEXT.index("die Brücke")
        quote = Span(start, TEXT.index(". Danach"))
        rules = Marks(quotations=(Quotation(mode=Mode.INDIRECT, quote=(quote,), evidence=(quote,)),))
        (belief,) = form_opinion(board.document, board.scores, rules).speech
        assert 0.4 < belief < 0.6 if seen else belief < 0.1

    def test_a_pronoun_is_no_mention(self):
        board = Board()
        board.tag("reference", "pronoun", "er in")
        assert board.decode().mentions == ()

    def test_an_encounter_has_the_values_its_words_vote_for(self):
        board = Board()
        sentence = "Danach traf er in Kampala die Botschafterin Ruth Anyango."
        board.tag("encounter", "encounter", sentence)
        board.tag("reference", "person", "Ruth Anyango")
        board.choose("encounter_type", "meeting", sentence)
        board.choose("encounter_status", "held", sentence)
        board.choose("encounter_format", "none", sentence)
        board.tag("reference", "pronoun", "er")
        board.link("encounter:participant", "Danach", "er in")
        board.link("encounter:participant", "Danach", "Ruth")
        (deed,) = board.decode().deeds
        assert (deed.kind, deed.type, deed.status, deed.format) == (Kind.ENCOUNTER, "meeting", "held", None)
        assert board.of(deed.evidence) == [sentence]
        assert sorted(board.of(deed.spans(Role.PARTICIPANT))) == ["Ruth Anyango", "er"]

    @pytest.mark.parametrize(("faintness", "met"), [(4.0, ["Okello", "er"]), (1.0, ["er"])])
    def test_a_second_participant_may_be_linked_more_faintly(self, faintness, met):
        board = Board()
        board.tag("encounter", "encounter", "Danach traf er in Kampala die Botschafterin Ruth Anyango.")
        board.tag("reference", "pronoun", "er")
        board.tag("reference", "person", "Okello")
        board.link("encounter:participant", "Danach", "er in")
        board.link("encounter:participant", "Danach", "Okello", score=faintness)
        assert sorted(board.of(board.decode().deeds[0].spans(Role.PARTICIPANT))) == met

    @pytest.mark.parametrize(
        ("kind", "role"), [("issue", Role.SUBJECT), ("gift", Role.ITEM), ("assessment", Role.VERDICT)]
    )
    def test_the_words_of_a_deed_known_by_an_item_fill_its_role(self, kind, role):
        board = Board()
        board.tag(kind, kind, "die Brücke")
        (deed,) = board.decode().deeds
        assert board.of(deed.spans(role)) == ["die Brücke"]

    def test_an_action_is_known_by_the_lemma_of_its_trigger(self):
        board = Board()
        board.tag("action", "action", "eröffnet")
        board.choose("action_plover", "COOPERATE", "eröffnet")
        (deed,) = board.decode().deeds
        assert (deed.trigger[0].of(TEXT), deed.plover) == ("eröffnet", "COOPERATE")
        assert deed.type

    def test_a_bias_against_outside_finds_more(self):
        from gipfelbuch.marking.decoding import find_spans

        board = Board()
        where = board.at("die Brücke")[0]
        board.scores.tags[where, LAYERS["issue"].offset + 1] = 4.0
        assert find_spans(board.scores.tags, "issue") == []
        assert [f.row[0] for f in find_spans(board.scores.tags, "issue", -2.0)] == [where]

    def test_words_of_one_run_share_the_label_they_vote_for(self):
        from gipfelbuch.marking.decoding import find_spans

        board = Board()
        board.tag("quote", "indirect", "die Brücke werde im Mai")
        board.tag("quote", "reported", "eröffnet", begins=False)
        assert [f.label for f in find_spans(board.scores.tags, "quote")] == ["indirect"]


class TestHints:
    def test_marked_words_are_told_by_sort(self):
        document = document_of()
        span = Span(9, 15)
        marks = Marks(mentions=(Mention(span=span, type=PartyType.PERSON, name="Okello"),))
        assert list(word_hints(document, marks)) == [(WORD_HINTS.index("mention:person"), 1, 2)]

    def test_links_of_speech_start_from_all_words_of_the_quote(self):
        document = document_of()
        quote = Span(TEXT.index("die Brücke"), TEXT.index(". Danach"))
        marks = Marks(
            quotations=(Quotation(mode=Mode.INDIRECT, quote=(quote,), evidence=(quote,), speaker=Span(9, 15)),)
        )
        rows = [t.index for t in document.tokens_in(quote)]
        assert list(link_hints(document, marks)) == [(ROLES.index("quote:speaker"), rows[0], rows[-1] + 1, 1)]

    def test_a_role_that_the_encoder_does_not_link_is_left_out(self):
        document = document_of()
        deed = Deed(
            kind=Kind.ACTION, trigger=(Span(16, 21),), evidence=(Span(0, 21),),
            arguments=(Argument(role=Role.TIME, span=Span(44, 47)), Argument(role=Role.ACTOR, span=Span(9, 15))),
        )  # fmt: skip
        assert [ROLES[h[0]] for h in link_hints(document, Marks(deeds=(deed,)))] == ["action:actor"]


@pytest.fixture(scope="session")
def tiny_folder(tmp_path_factory):
    """A model with random weights that looks at pieces and hints alone, in the layout of the real one."""
    import onnx
    import tokenizers

    folder = tmp_path_factory.mktemp("weights")
    rng = np.random.default_rng(5)
    h, t = onnx.helper, onnx.TensorProto
    vocabulary = {w: i for i, w in enumerate(["<s>", "<pad>", "</s>", "<unk>", *"abcdefghijklmnopqrstuvwxyz"])}
    tokenizer = tokenizers.Tokenizer(
        tokenizers.models.WordPiece(vocabulary, unk_token="<unk>", continuing_subword_prefix="")
    )
    tokenizer.pre_tokenizer = tokenizers.pre_tokenizers.Whitespace()
    tokenizer.save(str(folder / "tokenizer.json"))

    def weight(name, *shape):
        return onnx.numpy_helper.from_array(rng.normal(0, 1.5, shape).astype(np.float32), name)

    nodes = [
        h.make_node("Gather", ["embedding", "ids"], ["pieces"], axis=0),
        h.make_node("GatherND", ["pieces", "spots"], ["picked"], batch_dims=1),
        h.make_node("Unsqueeze", ["words", "last"], ["spots"]),
        h.make_node("MatMul", ["words_told", "hint_weight"], ["hinted"]),
        h.make_node("Add", ["picked", "hinted"], ["state"]),
        h.make_node("MatMul", ["state", "tag_weight"], ["tags"]),
        h.make_node("MatMul", ["state", "value_weight"], ["values"]),
        h.make_node("MatMul", ["state", "row_weight"], ["all_rows"]),
        h.make_node("MatMul", ["state", "column_weight"], ["all_columns"]),
        h.make_node("MatMul", ["state", "edge_weight"], ["all_edges"]),
        h.make_node("Reshape", ["all_rows", "links_shape"], ["rows"]),
        h.make_node("Reshape", ["all_columns", "links_shape"], ["columns"]),
        h.make_node("Reshape", ["all_edges", "edges_shape"], ["edges"]),
    ]
    nodes[1], nodes[2] = nodes[2], nodes[1]
    weights = [
        weight("embedding", 30, 4), weight("hint_weight", len(WORD_HINTS), 4), weight("tag_weight", 4, TAGS),
        weight("value_weight", 4, VALUES), weight("row_weight", 4, len(ROLES) * LINK_WIDTH),
        weight("column_weight", 4, len(ROLES) * LINK_WIDTH), weight("edge_weight", 4, 2 * len(ROLES)),
        onnx.numpy_helper.from_array(np.array([0, 0, len(ROLES), LINK_WIDTH], np.int64), "links_shape"),
        onnx.numpy_helper.from_array(np.array([0, 0, 2, len(ROLES)], np.int64), "edges_shape"),
        onnx.numpy_helper.from_array(np.array([2], np.int64), "last"),
    ]  # fmt: skip
    inputs = [h.make_tensor_value_info(n, t.INT64, ["b", "n"]) for n in ("ids", "mask")]
    inputs.append(h.make_tensor_value_info("words", t.INT64, ["b", "w"]))
    inputs.append(h.make_tensor_value_info("words_told", t.FLOAT, ["b", "w", len(WORD_HINTS)]))
    outputs = [h.make_tensor_value_info(n, t.FLOAT, None) for n in OUTPUTS]
    model = h.make_model(h.make_graph(nodes, "tiny", inputs, outputs, weights), opset_imports=[h.make_opsetid("", 17)])
    model.ir_version = 8
    onnx.save(model, folder / "marker.onnx")
    weights = weights_of()
    links = {name: getattr(weights, name).tolist() for name in ("distance", "sentence", "told")}
    (folder / "marker.json").write_text(json.dumps(LAYOUT | {"links": links}))
    return folder


class TestRuntime:
    def test_marks_lie_within_the_text_and_come_in_order(self, tiny_folder):
        from gipfelbuch.marking.encoder import Encoder

        text = " ".join([TEXT] * 30)
        marks = Encoder(tiny_folder).judge(document_of(text), Marks()).marks
        assert marks.mentions
        assert marks.quotations
        assert marks.deeds
        for span in [m.span for m in marks.mentions] + [s for q in marks.quotations for s in q.quote]:
            assert span.end <= len(text)
            assert span.of(text).strip() == span.of(text)
        assert list(marks.deeds) == sorted(marks.deeds, key=lambda d: d.trigger[0])

    def test_reading_twice_gives_the_same(self, tiny_folder):
        from gipfelbuch.marking.encoder import Encoder

        encoder = Encoder(tiny_folder)
        assert encoder.judge(document_of(), Marks()) == encoder.judge(document_of(), Marks())

    def test_hints_reach_the_model(self, tiny_folder):
        from gipfelbuch.marking.encoder import Encoder

        encoder, document = Encoder(tiny_folder), document_of()
        told = Marks(mentions=(Mention(span=Span(9, 15), type=PartyType.PERSON, name="Okello"),))
        bare, hinted = encoder.scores(document, Marks()), encoder.scores(document, told)
        changed = np.abs(bare.tags - hinted.tags).max(1) > 0
        assert [document.tokens[i].text for i in np.flatnonzero(changed)] == ["Okello"]

    def test_a_report_without_words_gives_no_opinion(self, tiny_folder):
        from gipfelbuch.marking.encoder import Encoder

        assert Encoder(tiny_folder).judge(document_of(""), Marks()) is None

    def test_a_model_of_another_layout_is_refused(self, tiny_folder, tmp_path):
        from gipfelbuch.marking.encoder import Encoder

        for path in tiny_folder.iterdir():
            (tmp_path / path.name).write_bytes(path.read_bytes())
        (tmp_path / "marker.json").write_text(
            json.dumps({"tags": 1, "values": VALUES, "roles": 2, "hints": 3, "links": {}})
        )
        with pytest.raises(ValueError, match="export the model again"):
            Encoder(tmp_path)

    def test_without_weights_the_rules_mark_alone(self, monkeypatch):
        from gipfelbuch.marking import encoder

        monkeypatch.setattr(encoder, "MODEL", "not-there.onnx")
        encoder.load_encoder.cache_clear()
        document = document_of()
        assert mark_document(document) == mark_by_rules(document)
        encoder.load_encoder.cache_clear()

    def test_importing_the_module_loads_no_neural_runtime(self):
        code = "import sys, gipfelbuch.marking.encoder; print([m for m in sys.modules if m in ('onnxruntime', 'tokenizers', 'torch')])"
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        assert done.stdout.strip() == "[]"
