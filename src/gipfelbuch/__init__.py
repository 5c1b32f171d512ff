"""Gipfelbuch: what reports on diplomacy say, as register entries with the words that say so.

The rooms, in the order in which a report passes them:

1. `gipfelbuch.reading`: files and streams become reports.
2. `gipfelbuch.segmenting`: a report becomes sentences, clauses and tokens.
3. `gipfelbuch.marking`: what is seen becomes marks (mentions, times, amounts, places, quotations, deeds).
4. `gipfelbuch.assembling`: marks become a reading (parties and entries).
5. `gipfelbuch.coding`: entries get their PLOVER types.
6. `gipfelbuch.exporting`: readings are written as JSON, as text for people, as an annotated page.

`gipfelbuch.pipeline` knows the order, `gipfelbuch.model` holds what is passed on,
`gipfelbuch.knowledge` what is known beforehand, `gipfelbuch.cli` is the command line.

>>> from datetime import date
>>> from gipfelbuch import Report, read_report
>>> text = "Außenministerin Anna Lindqvist traf am Montag in Oslo ihren Amtskollegen Paul Berger."
>>> reading = read_report(Report(id="r1", text=text, language="de", published=date(2024, 5, 14)))
>>> [entry.kind.value for entry in reading.entries]
['encounter']
"""

from gipfelbuch.errors import GipfelbuchError
from gipfelbuch.exporting.readings import reading_as_json
from gipfelbuch.model.entries import Reading
from gipfelbuch.model.reports import Report
from gipfelbuch.pipeline import read_report

__all__ = ["GipfelbuchError", "Reading", "Report", "read_report", "reading_as_json"]
__version__ = "0.1.0"
