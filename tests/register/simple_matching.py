"""A matcher that is easy to foresee: entries with the same trigger, quote or subject are one record."""

import dataclasses
import hashlib
from collections import defaultdict

from gipfelbuch.building import Tools
from gipfelbuch.model.entries import Action, Entry, EntryPlace, Money, Reading
from gipfelbuch.model.parties import Party, PartyType
from gipfelbuch.model.records import (
    Actor,
    Decision,
    EntryRef,
    Field,
    Matched,
    PartyRef,
    Record,
    Variant,
    Verdict,
)
from gipfelbuch.model.spans import Span
from gipfelbuch.register import key_of

PARTY_SLOTS = ("participants", "host", "parties", "speaker", "addressees", "actors", "recipients")
PASSED_OVER = ("id", "evidence", "confidence", "cue", "reply_to", "speaker_mention", "addressee_mention")


def read_simply(reports, shift=0):
    """Sentences "Name verb Name [date].": an action each; ``shift`` moves the ids, as another version of rules might."""
    for report in reports:
        parties, entries, at = {}, [], 0
        for number, sentence in enumerate(report.text.split("."), start=1 + shift):
            words = sentence.split()
            if len(words) >= 3:
                start = report.text.index(sentence.strip(), at)
                for name in (words[0], words[2]):
                    offset = report.text.index(name, start)
                    parties.setdefault(name, []).append(Span(offset, offset + len(name)))
                verb = report.text.index(words[1], start)
                entries.append(
                    Action(
                        id=f"e{number}",
                        evidence=(Span(start, start + len(sentence.strip())),),
                        date=words[3] if len(words) > 3 else None,
                        confidence=0.9,
                        actors=(words[0],),
                        recipients=(words[2],),
                        trigger=(Span(verb, verb + len(words[1])),),
                        status="happened",
                    )
                )
            at += len(sentence) + 1
        yield Reading(
            report=report,
            parties=tuple(
                Party(id=n, name=n, type=PartyType.PERSON, mentions=tuple(dict.fromkeys(m))) for n, m in parties.items()
            ),
            entries=tuple(entries),
        )


def match_simply(sources):
    sources = list(sources())
    members, clusters, groups = defaultdict(list), defaultdict(dict), {s.key: s.group for s in sources}
    for source in sources:
        for party in source.reading.parties:
            members[party.name].append(PartyRef(report=source.key, party=party.id))
        for entry in source.reading.entries:
            key = (entry.kind, words(entry, source.reading.report.text))
            clusters[key].setdefault(source.key, (entry, source.reading))
    actors = tuple(
        Actor(id=f"party:{n}", type=PartyType.PERSON, name=n, names=(n,), members=tuple(sorted(m)))
        for n, m in sorted(members.items())
    )
    records = sorted((record(k, told, groups) for k, told in clusters.items()), key=lambda r: r.id)
    return Matched(actors=actors, records=tuple(records), decisions=tuple(decisions(records)))


def words(entry, text):
    spans = getattr(entry, "quote", None) or getattr(entry, "trigger", None) or entry.evidence
    return " ".join(s.of(text) for s in spans)


def record(key, told, groups):
    values = defaultdict(lambda: defaultdict(list))
    for report, (entry, reading) in sorted(told.items()):
        for name, value in fields(entry, reading):
            values[name][value].append(EntryRef(report=report, entry=entry.id))

    def support(variant):
        return (-len({groups[w.report] for w in variant.witnesses}), -len(str(variant.value)), str(variant.value))

    return Record(
        id="m" + hashlib.sha256(repr((key[0].value, key[1])).encode()).hexdigest()[:8],
        kind=key[0],
        witnesses=tuple(sorted(EntryRef(report=r, entry=e.id) for r, (e, _) in told.items())),
        fields=tuple(
            Field(
                name=n,
                variants=tuple(
                    sorted((Variant(value=v, witnesses=tuple(ws)) for v, ws in by_value.items()), key=support)
                ),
            )
            for n, by_value in sorted(values.items())
        ),
    )


def fields(entry: Entry, reading):
    names = {p.id: f"party:{p.name}" for p in reading.parties}
    for slot in dataclasses.fields(entry):
        value = getattr(entry, slot.name)
        if slot.name in PASSED_OVER or value in (None, ()):
            continue
        if slot.name in PARTY_SLOTS:
            value = tuple(names[v] for v in value) if isinstance(value, tuple) else names[value]
        elif isinstance(value, EntryPlace):
            value = value.name
        elif isinstance(value, tuple) and isinstance(value[0], Span):
            value = " ".join(s.of(reading.report.text) for s in value)
        elif isinstance(value, tuple) and isinstance(value[0], Money):
            value = tuple(f"{m.value:g} {m.currency}" for m in value)
        yield slot.name, value


def decisions(records):
    for found in records:
        for left, right in zip(found.witnesses, found.witnesses[1:], strict=False):
            yield Decision(left=left, right=right, verdict=Verdict.MERGED, probability=0.95, reason="same words")


def group_alone(reports):
    return {key_of(r): key_of(r) for r in reports}


def tools(**changes):
    standard = {"read": read_simply, "match": match_simply, "group": group_alone, "version": "1"}
    return Tools(**(standard | changes))
