"""What every picture has around it: a title above, notes below; and what is drawn when there is nothing to draw."""

from __future__ import annotations

from collections.abc import Iterable

from gipfelbuch.web.pictures.manners import Manner
from gipfelbuch.web.pictures.measuring import fitted, wrapped
from gipfelbuch.web.pictures.sheets import Sheet, Writing, clean

MARGIN_PX = 16.0
TITLE_PX = 19.0  # sizes of fonts
SUBTITLE_PX = 13.5
LABEL_PX = 13.0
NOTE_PX = 12.0
LEADING = 1.4  # from line to line, in sizes of the font
EMPTY_PX = 150.0  # height of a picture of nothing


def new_sheet(manner: Manner, what: str) -> Sheet:
    """A sheet with its title: who it is about, and what is shown of them.

    Args:
        manner: how it is made.
        what: such as "Zeitleiste".

    Returns:
        The sheet, as high as what is on it by now.
    """
    colours, room = manner.colours, manner.width - 2 * MARGIN_PX
    title = ": ".join(filter(None, (clean(manner.title), what)))
    sheet = Sheet(width=manner.width, height=MARGIN_PX, colours=colours, language=manner.words.language, title=title)
    if not manner.titled:
        return sheet
    first, second = (clean(manner.title), what) if manner.title else (what, "")
    sheet.height += TITLE_PX
    cut = fitted(first, TITLE_PX, room, bold=True)
    sheet.add(Writing(x=MARGIN_PX, y=sheet.height, text=cut, colour=colours.ink, size=TITLE_PX, bold=True))
    if second:
        sheet.height += SUBTITLE_PX * LEADING
        cut = fitted(second, SUBTITLE_PX, room)
        sheet.add(Writing(x=MARGIN_PX, y=sheet.height, text=cut, colour=colours.soft, size=SUBTITLE_PX, italic=True))
    sheet.height += MARGIN_PX
    return sheet


def add_notes(sheet: Sheet, notes: Iterable[str]) -> None:
    """Lay notes below everything, and end the sheet."""
    room = sheet.width - 2 * MARGIN_PX
    sheet.height += NOTE_PX / 2
    for line in wrapped(" ".join(clean(note) for note in notes if note), NOTE_PX, room):
        sheet.height += NOTE_PX * LEADING
        sheet.add(Writing(x=MARGIN_PX, y=sheet.height, text=line, colour=sheet.colours.soft, size=NOTE_PX))
    sheet.height += MARGIN_PX


def nothing_known(sheet: Sheet, manner: Manner, notes: Iterable[str] = ()) -> Sheet:
    """The sheet of a picture that has nothing to show."""
    told = manner.words("picture.nothing")
    middle = sheet.height + (EMPTY_PX - sheet.height) / 2
    sheet.add(
        Writing(
            x=sheet.width / 2, y=middle, text=told, colour=sheet.colours.soft, size=SUBTITLE_PX, side="center",
            italic=True,
        )
    )  # fmt: skip
    sheet.told = told
    sheet.height = max(EMPTY_PX, middle + MARGIN_PX)
    add_notes(sheet, notes)
    return sheet
