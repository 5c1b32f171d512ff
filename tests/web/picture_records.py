"""Records and answers for pictures, made by hand or by the thousand."""

import random
from dataclasses import replace
from datetime import date, timedelta
from itertools import count
from urllib.parse import quote

from gipfelbuch.knowledge.states import states
from gipfelbuch.model.entries import Kind
from gipfelbuch.model.parties import PartyType
from gipfelbuch.register.overlay import State
from gipfelbuch.register.queries import Answer, ShownField, ShownParty, ShownRecord, ShownValue
from gipfelbuch.web.languages import Words
from gipfelbuch.web.pictures.manners import Manner

DE, EN = Words("de"), Words("en")
_numbers = count()
SIDES = {
    Kind.ENCOUNTER: "participants", Kind.AGREEMENT: "parties", Kind.STATEMENT: "speaker", Kind.ISSUE: "parties",
    Kind.GIFT: "giver", Kind.ASSESSMENT: "assessor", Kind.ACTION: "actors",
}  # fmt: skip


class At:
    """Addresses as plain as can be."""

    def __call__(self, path, /, anchor="", **query):
        return path + "".join(f"?{k}={v}" for k, v in query.items()) + (f"#{anchor}" if anchor else "")

    def record(self, record):
        return f"/records/{record}"

    def party(self, party):
        return f"/parties/{quote(party, safe=':', errors='replace')}"

    def dyad(self, one, other):
        return f"/dyads/{quote(one, safe=':', errors='replace')}/{quote(other, safe=':', errors='replace')}"


def manner(words=DE, **changes):
    told = {"words": words, "at": At(), "page": "/pictures/map", "title": "Wir", **changes}
    return Manner(period=lambda first, last, kind: f"/list/{first}/{last}/{kind or 'all'}", **told)


def state(code, field="participants"):
    return ShownParty(field=field, id=f"state:{code}", name=code, type=PartyType.COUNTRY, country=code)


def person(name, country=None, field="participants"):
    return ShownParty(field=field, id=f"person:{name}", name=name, type=PartyType.PERSON, country=country)


def told(name, value):
    found = ShownValue(value=value, told=str(value), groups=1, witnesses=())
    return ShownField(name=name, values=(found,))


def record(day="2025-11-03", kind=Kind.ENCOUNTER, *parties, at=None, **values):
    """A record of two states, unless others are named; ``at`` is latitude and longitude."""
    names = {"type", "status", "plover", "place", "summary"}
    fields = tuple(told(n, v) for n, v in values.items() if n not in names)
    if at:
        fields += (told("coordinates", at),)
    shown = {"summary": "etwas"} | {n: v for n, v in values.items() if n in names}
    side = SIDES[kind]
    return ShownRecord(
        id=f"{kind.value}:{next(_numbers):016x}", kind=kind, state=State.OPEN, day=day, date=day, first_day=day,
        last_day=day, confidence=0.9, parties=parties or (state("DEU", side), state("FRA", side)), fields=fields,
        witnesses=(), place_country=None, **dict.fromkeys(names) | shown,
    )  # fmt: skip


def answer(*records, more=False):
    return Answer(columns=ShownRecord.COLUMNS, items=tuple(records), more=more)


def many(number, seed=7):
    """Records of twenty years, forty states and a few hundred persons and places, the same each time."""
    chance = random.Random(seed)
    codes = sorted(states())[:40]
    kinds, plovers = list(Kind), [None, "CONSULT", "AGREE", "ASSAULT", "REQUEST", "COOPERATE"]
    out = []
    for _ in range(number):
        day = date(2005, 1, 1) + timedelta(days=chance.randrange(20 * 365))
        kind = chance.choice(kinds)
        side = SIDES[kind]
        parties = [state(code, side) for code in chance.sample(codes, 2)]
        parties.append(person(f"Person {chance.randrange(300)}", chance.choice(codes), side))
        where = chance.randrange(300)
        at = ((where * 37) % 110 - 50.0, (where * 91) % 340 - 170.0) if chance.random() < 0.6 else None
        made = record(
            day.isoformat(), kind, *parties, at=at, place=f"Ort {where}", plover=chance.choice(plovers),
            status=chance.choice(["held", "planned"]),
        )  # fmt: skip
        out.append(replace(made, id=f"{kind.value}:{len(out):016x}"))
    return answer(*sorted(out, key=lambda r: r.day))
