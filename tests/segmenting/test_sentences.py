import pytest

# "|" marks where a sentence ends.
GERMAN = [
    "Er kam.| Sie ging.",
    "Am 1. November traf er ein.| Dann ging er.",
    "Am 29. Oktober 2025 begann das Treffen.| Es dauerte lange.",
    "Dr. Weber und Prof. Dr. Lang kamen z. B. aus Kiel.| Beide schwiegen.",
    "Es kostet 3,5 Mrd. Euro.| Das ist viel.",
    "Es kostet rund 40 Mio. Dollar im Jahr.",
    "Im Jahr 2004.| Danach geschah nichts.",
    "George W. Bush reiste ab.| Niemand winkte.",
    "Papst Johannes XXIII. Roncalli starb 1963.",
    "„Kommt er?“, fragte sie.| „Ja!“, rief er.",
    "„Kommt er?“ fragte sie.| Niemand antwortete.",
    "Er sagte: „Das ist gut.| Wir bleiben.“| Dann ging er.",
    "Er sagte: »Das ist gut.«| Dann ging er.",
    "Die Regierung ... schweigt.| Das Volk auch.",
    "Wer weiß…| Niemand fragte.",
    "Der 2. Weltkrieg endete 1945.| Danach kam Frieden.",
    "Die 3. Runde der Gespräche beginnt.",
    "Er wohnt in Nr. 5.| Das Haus ist alt.",
    "Sie kam am 3.| Das war ein Montag.",
    "Überschrift ohne Punkt\n|Der Text beginnt hier.",
    "Erster Absatz.\n\n|Zweiter Absatz.",
    "Was nun?!| Keiner weiß es.",
    "Die U.S. Navy übt.| Der Hafen ist gesperrt.",
    "Er war (angeblich!) krank.| Sie nicht.",
    "Das gilt bzw. galt lange.| Nun nicht mehr.",
]
ENGLISH = [
    "He came.| She left.",
    "Mr. Brown met Gen. Li.| They talked.",
    "The U.S. president spoke.| Nobody listened.",
    "He lives in the U.S.| The others do not.",
    "It cost $2.4 billion.| That is a lot.",
    "“Is it safe?” he asked.| “Yes.”",
    'She said, "We will stay.| We must."| Then she left.',
    "J. R. Smith resigned.| No one knew why.",
    "They met at 5 p.m. on Monday.",
    "Acme Inc. signed the deal.| It was cheap.",
    "He came on Jan. 5, 2004.| It snowed.",
    "No. 10 said nothing.| Reporters waited.",
]


@pytest.mark.parametrize("language,marked", [("de", m) for m in GERMAN] + [("en", m) for m in ENGLISH])
def test_sentences_end_where_a_reader_sees_them_end(document, language, marked):
    text = marked.replace("|", "")
    wanted = [part.strip() for part in marked.split("|")]
    assert [s.span.of(text) for s in document(text, language).sentences] == wanted


def test_hard_wrapped_lines_do_not_end_sentences(document):
    text = (
        "Der Präsident der Republik ist am Montag in die\nHauptstadt des Nachbarlandes gereist, um dort\n"
        "Gespräche über den Bau einer Brücke zu führen,\ndie beide Länder verbinden soll.\n\nDie Brücke kostet viel."
    )
    assert len(document(text).sentences) == 2


def test_paragraphs_are_counted(document):
    found = document("Titel\n\nErster Satz. Zweiter Satz.\n\nDritter Satz.").sentences
    assert [s.paragraph for s in found] == [0, 1, 1, 2]
