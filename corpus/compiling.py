"""Notes with quoted strings become readings with offsets, and everything that can be checked is.

    python -m corpus.compiling            compile all notes, tell every fault
    python -m corpus.compiling FOLDER     the same for the notes of one folder
    python -m corpus.compiling --check    change nothing; fail if a reading differs from its notes

In notes every span is a string that stands in the text word for word, or ``["string", n]`` for its n-th
occurrence; ``first words ~~ last words`` is the run from the first words to the next last words behind them;
a plain-string mention covers all its whole-word occurrences.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import regex

from corpus.catalogue import corpus_texts
from gipfelbuch.errors import InputError
from gipfelbuch.knowledge.plover import PLOVER_TYPES

SPAN_SLOTS = frozenset({"evidence", "quote", "cue", "verdict", "trigger", "speaker_mention", "addressee_mention"})
WRITTEN_SLOTS = ("subject", "item", "occasion")
RUN = " ~~ "
EDTF = regex.compile(
    r"\d{4}(-\d\d(-\d\d)?)?[~?%]?(/(\d{4}(-\d\d(-\d\d)?)?[~?%]?|\.\.)?)?|(\.\.)?/\d{4}(-\d\d(-\d\d)?)?"
)
PARTY_LISTS = ("participants", "parties", "addressees", "actors", "recipients")
PARTY_SLOTS = ("speaker", "giver", "recipient", "assessor", "host")

Json = dict[str, Any]


class NotesError(InputError):
    """Notes that do not fit their text."""


def locate(text: str, want: Any, where: str) -> list[int]:
    """The span of a quoted string.

    Args:
        text: the report.
        want: the string, or ``[string, n]`` for its n-th occurrence from 1; a string may be ``first ~~ last``.
        where: for messages.

    Raises:
        NotesError: if it does not stand in the text so often.
    """
    string, number = (want, 1) if isinstance(want, str) else want
    string, _, last = string.partition(RUN)
    at = -1
    for _ in range(number):
        at = text.find(string, at + 1)
        if at < 0 or not string:
            raise NotesError(f"{where}: not in the text (occurrence {number}): {string!r}")
    if not last:
        return [at, at + len(string)]
    end = text.find(last, at + len(string))
    if end < 0:
        raise NotesError(f"{where}: not in the text behind {string!r}: {last!r}")
    return [at, end + len(last)]


def mention_spans(text: str, wanted: list[Any], where: str) -> list[list[int]]:
    """The spans of all mentions of a party; of overlapping ones the longest stays."""
    spans: list[list[int]] = []
    for want in wanted:
        if isinstance(want, str):
            found = [list(m.span()) for m in regex.finditer(rf"(?<!\w){regex.escape(want)}(?!\w)", text)]
            if not found:
                raise NotesError(f"{where}: mention not in the text: {want!r}")
            spans += found
        else:
            spans.append(locate(text, want, where))
    kept: list[list[int]] = []
    for span in sorted(spans, key=lambda s: (s[0], -s[1])):
        if not kept or span[0] >= kept[-1][1]:
            kept.append(span)
    return kept


def compile_notes(text: str, notes: Json) -> Json:
    """The reading that the notes describe.

    Args:
        text: the report.
        notes: report, parties and entries, spans as quoted strings.

    Returns:
        The reading in the schema's shape.

    Raises:
        NotesError: at the first string that is not in the text, or the first party that is not there.
    """
    parties = [p | {"mentions": mention_spans(text, p["mentions"], f"party {p['id']}")} for p in notes["parties"]]
    known = {p["id"] for p in parties}
    entries = [_compile_entry(text, e, known) for e in notes["entries"]]
    report = notes["report"] | {"sha256": sha256(text.encode()).hexdigest()}
    return {"schema": "gipfelbuch/reading/1", "report": report, "parties": parties, "entries": entries}


def _compile_entry(text: str, entry: Json, known: set[str]) -> Json:
    where = f"entry {entry['id']}"
    out = dict(entry)
    for slot in SPAN_SLOTS & entry.keys():
        out[slot] = [locate(text, want, f"{where} {slot}") for want in entry[slot] or []]
    for slot in WRITTEN_SLOTS:
        if entry.get(slot):
            locate(text, entry[slot], f"{where} {slot}")
    refs = [ref for slot in PARTY_LISTS for ref in entry.get(slot) or []]
    refs += [entry[slot] for slot in PARTY_SLOTS if entry.get(slot)]
    for ref in refs:
        if ref not in known:
            raise NotesError(f"{where}: no party {ref}")
    return out


def _validator() -> jsonschema.Draft202012Validator:
    schema = files("gipfelbuch").joinpath("exporting", "reading.schema.json").read_text(encoding="utf-8")
    return jsonschema.Draft202012Validator(json.loads(schema))


def faults_of(reading: Json) -> Iterator[str]:
    """What is wrong with a compiled reading beyond its strings: shape, empty evidence, ids used twice."""
    for error in _validator().iter_errors(reading):
        yield f"{list(error.absolute_path)}: {error.message[:200]}"
    for name in ("parties", "entries"):
        ids = [x["id"] for x in reading[name]]
        yield from (f"{name}: id {i} stands twice" for i in sorted({i for i in ids if ids.count(i) > 1}))
    for entry in reading["entries"]:
        yield from (f"entry {entry['id']}: {fault}" for fault in _entry_faults(entry))


def _entry_faults(entry: Json) -> Iterator[str]:
    if not entry["evidence"]:
        yield "no evidence"
    told = {at for start, end in entry["evidence"] for at in range(start, end)}
    for slot in ("quote", "cue", "verdict", "trigger"):
        for start, end in entry.get(slot) or []:
            if not told.issuperset(range(start, end)):
                yield f"{slot} [{start}, {end}] lies outside the evidence {entry['evidence']}"
    if entry.get("plover") and entry["plover"] not in PLOVER_TYPES:
        yield f"no PLOVER type: {entry['plover']}"
    if entry.get("date") and not EDTF.fullmatch(entry["date"]):
        yield f"no EDTF date: {entry['date']}"


def noted_texts(folders: Sequence[Path] = ()) -> Iterator[Path]:
    """The texts that have notes: of the folders, or of the whole corpus."""
    if not folders:
        yield from (path for path, _ in corpus_texts())
    for folder in folders:
        yield from (
            p.with_name(p.name.removesuffix(".notes.json") + ".txt") for p in sorted(folder.glob("*.notes.json"))
        )


def _each(paths: Iterable[Path], action: Callable[[Path, Json], str | None]) -> int:
    faults = count = 0
    for path in paths:
        count += 1
        try:
            notes = json.loads(path.with_suffix(".notes.json").read_text(encoding="utf-8"))
            reading = compile_notes(path.read_text(encoding="utf-8"), notes)
        except NotesError as error:
            found = [str(error)]
        except json.JSONDecodeError as error:
            found = [f"the notes are no JSON: {error}"]
        except KeyError as error:
            found = [f"the notes lack the field {error}"]
        else:
            found = list(faults_of(reading))
            told = action(path, reading)
            found += [told] if told else []
        for fault in found:
            print(f"{path.name}: {fault}", file=sys.stderr)
        faults += len(found)
    print(f"{count} reports, {faults} faults")
    return faults


def write_reading(path: Path, reading: Json) -> None:
    """Write the reading beside its text."""
    path.with_suffix(".json").write_text(json.dumps(reading, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def differs(path: Path, reading: Json) -> str | None:
    """A fault if the reading on disk is not the one that the notes give."""
    stored = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    return None if stored == reading else "the reading is not the one that its notes give; compile again"


def main() -> int:
    """Compile or check; the exit code is 1 if there are faults."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    return int(_each(noted_texts(options.folders), differs if options.check else write_reading) > 0)


if __name__ == "__main__":
    sys.exit(main())
