"""Text to language: German, English, or an error that tells which other one it looks like."""

from __future__ import annotations

from functools import cache
from typing import Any

from gipfelbuch.errors import LanguageError
from gipfelbuch.model.reports import Language

READ_CHARS = 3000  # of the text are looked at; identification is stable from about 200 characters
SURE = 0.5  # py3langid's probability from which another language is believed; short German headlines in English
# names score below 0.3, whole sentences of neighbouring languages (Dutch, Danish, Luxembourgish) above 0.8
SUPPORTED: tuple[Language, ...] = ("de", "en")


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def identify_language(text: str) -> Language:
    """The language of a text.

    Args:
        text: a report.

    Returns:
        "de" or "en".

    Raises:
        LanguageError: if it is surely neither.
    """
    ranked = _identifier().rank(text[:READ_CHARS])
    first, probability = ranked[0]
    if first not in SUPPORTED and probability >= SURE:
        raise LanguageError(f"the text looks like {first!r} (ISO 639-1), which is not read; German and English are")
    return next(code for code, _ in ranked if code in SUPPORTED)
