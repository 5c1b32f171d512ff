"""Common nouns for actors: offices of persons, bodies, groups, and the PLOVER sector of each."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

from gipfelbuch.knowledge.tables import load_table, phrases
from gipfelbuch.model.reports import Language

CACHED_WORDS = 100_000  # entries
SHORTEST_TAIL_CHARS = 4  # "Parteichef"; shorter tails are chance
NEVER_TAILS = frozenset(
    [
        "mann",
        "frau",
        "sohn",
        "vater",
        "mutter",
        "bruder",
        "tochter",
        "leiter",
        "agent",
        "autor",
        "bauer",
        "arzt",
        "helfer",
        "geisel",
        "richter",
        "major",
        "mönch",
        "prinz",
        "fürst",
        "herzog",
        "könig",
        "spion",
        "vize",
        "student",
        "lehrer",
        "seite",
        "rat",
        "partei",
        "parteien",
        "marine",
        "heer",
        "radio",
        "bank",
        "banken",
        "union",
        "stiftung",
        "kirche",
        "truppen",
        "justiz",
        "zoll",
        "fahrer",
        "männer",
        "frauen",
        "kinder",
        "opfer",
        "volk",
        "menschen",
        "länder",
        "staaten",
        "gegner",
        "industrie",
        "führung",
        "bewohner",
        "panzer",
        "einheiten",
        "sender",
        "zeitung",
        "presse",
        "komitee",
        "organisation",
        "firma",
        "konzern",
        "kommission",
        "delegation",
        "familien",
        "vertreter",
        "chefin",
        "gattin",
        "premier",
        "händler",
        "armeen",
        "amt",
        "büro",
        "forum",
        "verein",
        "rathaus",
    ]
)  # as heads of compounds these too often name something else ("Staatsmann", "Vorrat", "Wirtschaftsunion")
ALWAYS_TAILS = frozenset(
    [
        "partei",
        "kommission",
        "konzern",
        "delegation",
        "sender",
        "zeitung",
        "vertreter",
        "premier",
        "kirche",
        "stiftung",
        "organisation",
        "truppen",
        "armeen",
    ]
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """An office or function.

    Args:
        id: the same for all forms and synonyms in one row of the table.
        sector: PLOVER sector, empty if none.
        rank: "state" or "government" for their heads, "minister", or empty.
        country: ISO code if one state alone has the office.
        gender: "f" for feminine forms, "m" for masculine ones in German, None if the word does not tell.
        prefix: first part of the compound ("US-", "Bundes").
        plural: whether the form can only be a plural.
        lemma: masculine singular in German, the phrase itself in English; tells offices apart within a row.
    """

    id: int
    sector: str
    rank: str
    country: str | None
    gender: str | None
    lemma: str
    prefix: str = ""
    plural: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """A word for a body.

    Args:
        sector: PLOVER sector.
        state: whether with a state's name it means the state itself.
        type: party type, empty for a government body.
        lemma: what the form belongs to.
        prefix: first part of the compound.
    """

    sector: str
    state: bool
    type: str
    lemma: str
    prefix: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A word for a group of people, with its PLOVER sector (empty if none)."""

    sector: str
    lemma: str
    prefix: str = ""


_FEMININE = ("in", "frau", "Lady", "Abgeordnete")


def _german_forms(word: str) -> dict[str, tuple[str, bool]]:
    """Forms of a German noun of office: form to (gender, plural)."""
    gender = "f" if word.endswith(("in", "innen", "frau", "Lady")) or word in _KIN_FEMININE else "m"
    out = {word: (gender, word.endswith("innen")), word + "s": (gender, False)}
    if gender == "m" and not word.endswith(("en", "e", "s")):
        out |= {word + "es": ("m", False), word + "in": ("f", False), word + "innen": ("f", True)}
        if word.endswith(("er", "el")):
            out[word + "n"] = ("m", True)
    if word.endswith(("e", "en")) and gender == "m":
        out[word.removesuffix("n").removesuffix("e") + "in"] = ("f", False)
        out[word.removesuffix("n").removesuffix("e") + "innen"] = ("f", True)
    return out


_KIN_FEMININE = frozenset(
    ["Frau", "Ehefrau", "Gattin", "Witwe", "Tochter", "Mutter", "Schwester", "First", "Lady", "Obfrau", "Geschäftsfrau"]
)
_ENGLISH_FEMININE = frozenset(
    [
        "queen",
        "empress",
        "princess",
        "spokeswoman",
        "congresswoman",
        "chairwoman",
        "businesswoman",
        "wife",
        "widow",
        "daughter",
        "mother",
        "sister",
        "first",
        "lady",
    ]
) | {"first lady", "crown princess"}
_ENGLISH_MASCULINE = frozenset(
    [
        "king",
        "emperor",
        "tsar",
        "czar",
        "emir",
        "sultan",
        "prince",
        "duke",
        "sheikh",
        "pope",
        "spokesman",
        "congressman",
        "chairman",
        "businessman",
        "husband",
        "son",
        "father",
        "brother",
        "cardinal",
        "bishop",
    ]
)


@cache
def _offices(language: Language) -> dict[str, Office]:
    out: dict[str, Office] = {}
    for number, row in enumerate(load_table("offices")):
        first = ""
        for word in phrases(row[language]):
            first = first if language == "de" and word.startswith(first[:-2] or "~") else word
            for form, (gender, plural) in _forms(word, language).items():
                key = form if language == "de" else form.lower()
                out.setdefault(
                    key,
                    Office(
                        id=number,
                        sector=row["sector"],
                        rank=row["rank"],
                        country=row["country"] or None,
                        gender=gender or None,
                        lemma=first,
                        plural=plural,
                    ),
                )
    return out


def _forms(word: str, language: Language) -> dict[str, tuple[str, bool]]:
    if language == "de":
        return _german_forms(word)
    gender = "f" if word in _ENGLISH_FEMININE else "m" if word in _ENGLISH_MASCULINE else ""
    plural = word[:-1] + "ies" if word.endswith("y") else word + "s"
    if "of" in word.split():
        head, _, rest = word.partition(" of ")
        plural = f"{head}s of {rest}"
    return {word: (gender, word.endswith("s") and not word.endswith("ss")), plural: (gender, True)}


def _with_prefix(word: str, known: dict[str, object]) -> tuple[str, str] | None:
    """First part and known tail of a compound: the longest tail that the table has."""
    if not word[:1].isupper():
        return None
    for cut in range(2, len(word) - SHORTEST_TAIL_CHARS + 1):
        tail = word[cut:]
        if not tail[0].isalpha():
            continue
        hyphen = word[cut - 1] == "-"
        name = tail if hyphen else tail.capitalize()
        lower = tail.lower()
        if (
            name in known
            and (tail[0].islower() or hyphen)
            and (hyphen or lower not in NEVER_TAILS or lower in ALWAYS_TAILS)
        ):
            return word[:cut], name
    return None


@lru_cache(maxsize=CACHED_WORDS)
def office_of(word: str, language: Language) -> Office | None:
    """The office that a word or English phrase names, in any form, also as the head of a compound."""
    known = _offices(language)
    if language == "en":
        return known.get(word.lower())
    found = known.get(word)
    if found:
        return found
    split = _with_prefix(word, known)  # type: ignore[arg-type]
    if split is None:
        return None
    base = known[split[1]]
    return Office(
        id=base.id,
        sector=base.sector,
        rank="" if split[0].lower().startswith("vize") else base.rank,
        country=base.country,
        gender=base.gender,
        lemma=base.lemma,
        prefix=split[0],
        plural=base.plural,
    )


def _noun_forms(word: str, language: Language) -> tuple[str, ...]:
    if language == "de":
        return (word, word + "s", word + "es") if not word.endswith(("s", "e", "en")) else (word,)
    return (word.lower(),)


@cache
def _bodies(language: Language) -> dict[str, Body]:
    out: dict[str, Body] = {}
    for row in load_table("bodies"):
        for word in phrases(row[language]):
            body = Body(sector=row["sector"], state=row["state"] == "1", type=row["type"], lemma=word)
            for form in _noun_forms(word, language):
                out.setdefault(form, body)
    return out


@cache
def _groups(language: Language) -> dict[str, Group]:
    out: dict[str, Group] = {}
    for row in load_table("groups"):
        for word in phrases(row[language]):
            out.setdefault(word if language == "de" else word.lower(), Group(sector=row["sector"], lemma=word))
    return out


@lru_cache(maxsize=CACHED_WORDS)
def body_of(word: str, language: Language) -> Body | None:
    """The body that a word or English phrase names, also as the head of a compound."""
    known = _bodies(language)
    if language == "en":
        return known.get(word.lower())
    if word in known:
        return known[word]
    split = _with_prefix(word, known)  # type: ignore[arg-type]
    if split is None:
        return None
    base = known[split[1]]
    state = base.state and split[0].endswith("-")
    return Body(sector=base.sector, state=state or base.state, type=base.type, lemma=base.lemma, prefix=split[0])


@lru_cache(maxsize=CACHED_WORDS)
def group_of(word: str, language: Language) -> Group | None:
    """The group that a word names, also as the head of a compound."""
    known = _groups(language)
    if language == "en":
        return known.get(word.lower())
    if word in known:
        return known[word]
    split = _with_prefix(word, known)  # type: ignore[arg-type]
    return Group(sector=known[split[1]].sector, lemma=split[1], prefix=split[0]) if split else None


@cache
def phrase_lengths(language: Language) -> dict[str, int]:
    """First words of offices, bodies and groups, to the longest such phrase in words."""
    out: dict[str, int] = {}
    for phrase in (*_offices(language), *_bodies(language), *_groups(language)):
        parts = phrase.split()
        out[parts[0]] = max(out.get(parts[0], 1), len(parts))
    return out


@cache
def party_words(role: str, language: Language) -> frozenset[str]:
    """A closed class of words about parties ("sides", "leaders", "particle", "title" ...)."""
    return frozenset(w for row in load_table("party_words") if row["role"] == role for w in phrases(row[language]))
