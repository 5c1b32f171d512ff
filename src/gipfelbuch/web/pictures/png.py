"""PNG: a sheet enters, a file leaves, drawn by matplotlib; the same sheet gives the same bytes."""

from __future__ import annotations

import io

from matplotlib.backends.backend_agg import FigureCanvasAgg

from gipfelbuch.web.pictures.figures import DOTS_PER_INCH, figure_of, settled
from gipfelbuch.web.pictures.sheets import Sheet, clean

PNG_SCALE = 2  # pixels of a PNG for one of the sheet's: sharp on dense screens and on paper


def png_of(sheet: Sheet, scale: float = PNG_SCALE) -> bytes:
    """The sheet as a PNG file, ``scale`` pixels for one of the sheet's."""
    out = io.BytesIO()
    told = {"Software": None, "Title": clean(sheet.title), "Description": clean(sheet.told)}
    with settled():
        canvas = FigureCanvasAgg(figure_of(sheet, DOTS_PER_INCH * scale))
        canvas.print_png(out, metadata=told)  # type: ignore[no-untyped-call]
    return out.getvalue()
