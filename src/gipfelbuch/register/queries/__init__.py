"""Questions to the register: names as people use them and periods enter, typed answers and data frames leave.

Every answer is of one state of the register, with people's corrections laid over, and is looked up by indexes; of more
rows than asked for the latest are told.
"""

from gipfelbuch.errors import QuestionError
from gipfelbuch.register.queries.agreements import Change, Pact, agreements
from gipfelbuch.register.queries.answers import Answer, Scope
from gipfelbuch.register.queries.coverage import Coverage, CoveredMonth, coverage
from gipfelbuch.register.queries.histories import Page, dyad, records, show, successors, timeline
from gipfelbuch.register.queries.matters import Given, Matter, gifts, issues
from gipfelbuch.register.queries.months import Month, months
from gipfelbuch.register.queries.people import PartyPage, Said, party, said
from gipfelbuch.register.queries.records import ShownField, ShownParty, ShownRecord, ShownValue, Witness
from gipfelbuch.register.queries.reports import OtherCopy, ReportPage, ToldEntry, report
from gipfelbuch.register.queries.searching import Hit, search
from gipfelbuch.register.queries.statements import Rows, run_sql
from gipfelbuch.register.queries.visits import Visit, visits

__all__ = [
    "Answer",
    "Change",
    "Coverage",
    "CoveredMonth",
    "Given",
    "Hit",
    "Matter",
    "Month",
    "OtherCopy",
    "Pact",
    "Page",
    "PartyPage",
    "QuestionError",
    "ReportPage",
    "Rows",
    "Said",
    "Scope",
    "ShownField",
    "ShownParty",
    "ShownRecord",
    "ShownValue",
    "ToldEntry",
    "Visit",
    "Witness",
    "agreements",
    "coverage",
    "dyad",
    "gifts",
    "issues",
    "months",
    "party",
    "records",
    "report",
    "run_sql",
    "said",
    "search",
    "show",
    "successors",
    "timeline",
    "visits",
]
