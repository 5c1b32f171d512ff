"""Drawing: a question enters, the sheet, the table or the file that answers it leaves."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Literal, TypeAlias

from gipfelbuch.register.queries import Answer
from gipfelbuch.web.languages import Words
from gipfelbuch.web.pictures.asked import Name
from gipfelbuch.web.pictures.manners import COLOURS, Manner, Theme
from gipfelbuch.web.pictures.maps import draw_map
from gipfelbuch.web.pictures.matrices import draw_matrix
from gipfelbuch.web.pictures.months import draw_months
from gipfelbuch.web.pictures.networks import draw_network
from gipfelbuch.web.pictures.png import png_of
from gipfelbuch.web.pictures.settled import settled_places
from gipfelbuch.web.pictures.sheets import Sheet, Writing
from gipfelbuch.web.pictures.svg import svg_of
from gipfelbuch.web.pictures.timelines import draw_timeline

Form: TypeAlias = Literal["svg", "png"]
PICTURES: Mapping[Name, Callable[[Answer[Any], Manner], Sheet]] = {
    Name.TIMELINE: draw_timeline,
    Name.MONTHS: draw_months,
    Name.MAP: draw_map,
    Name.MATRIX: draw_matrix,
    Name.NETWORK: draw_network,
}
FILES: Mapping[Form, Callable[[Sheet], bytes]] = {"svg": svg_of, "png": png_of}


def drawn(name: Name, answer: Answer[Any], manner: Manner, form: Form) -> bytes:
    """A picture as a file.

    Args:
        name: of the picture.
        answer: what it shows.
        manner: how it is made.
        form: of the file.
    """
    return FILES[form](PICTURES[name](answer, manner))


def warm_up() -> None:
    """Let matplotlib look for its fonts, and load where people live, before somebody waits for a picture."""
    settled_places()
    manner = Manner(words=Words("en"), title="a")
    sheet = Sheet(width=manner.width, height=9, colours=COLOURS[Theme.LIGHT], language="en", title="a")
    for bold in (True, False):
        sheet.add(Writing(x=0, y=9, text="a", colour="#000000", size=9, bold=bold, italic=not bold))
    png_of(sheet, 1)
