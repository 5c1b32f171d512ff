"""Questions to the register: names as people use them and periods enter, typed answers and data frames leave.

Every answer is of one state of the register, with people's corrections laid over, and is looked up by indexes; of more
rows than asked for the latest are told.
"""

from gipfelbuch.errors import NameQuestionError, QuestionError
from gipfelbuch.register.queries.agreements import Change, Order, Pact, agreements
from gipfelbuch.register.queries.answers import Answer, Scope
from gipfelbuch.register.queries.counting import Count, Spread, spread
from gipfelbuch.register.queries.coverage import Coverage, CoveredMonth, coverage
from gipfelbuch.register.queries.directory import Listing, Somebody, listing, somebodies
from gipfelbuch.register.queries.facets import Facet, Finding, find
from gipfelbuch.register.queries.histories import Page, dyad, names_of, records, show, successors, timeline
from gipfelbuch.register.queries.matters import Given, Matter, gifts, issues
from gipfelbuch.register.queries.months import Month, months
from gipfelbuch.register.queries.pairs import Pair, busiest_pairs
from gipfelbuch.register.queries.people import PartyPage, Said, party, said
from gipfelbuch.register.queries.profiles import Partner, Profile, partners, profile
from gipfelbuch.register.queries.records import ShownField, ShownParty, ShownRecord, ShownValue, Witness
from gipfelbuch.register.queries.reports import OtherCopy, ReportPage, ToldEntry, report
from gipfelbuch.register.queries.searching import Hit, search
from gipfelbuch.register.queries.statements import Rows, run_sql
from gipfelbuch.register.queries.visits import Visit, visits

__all__ = [
    "Answer",
    "Change",
    "Count",
    "Coverage",
    "CoveredMonth",
    "Facet",
    "Finding",
    "Given",
    "Hit",
    "Listing",
    "Matter",
    "Month",
    "NameQuestionError",
    "Order",
    "OtherCopy",
    "Pact",
    "Page",
    "Pair",
    "Partner",
    "PartyPage",
    "Profile",
    "QuestionError",
    "ReportPage",
    "Rows",
    "Said",
    "Scope",
    "ShownField",
    "ShownParty",
    "ShownRecord",
    "ShownValue",
    "Somebody",
    "Spread",
    "ToldEntry",
    "Visit",
    "Witness",
    "agreements",
    "busiest_pairs",
    "coverage",
    "dyad",
    "find",
    "gifts",
    "issues",
    "listing",
    "months",
    "names_of",
    "partners",
    "party",
    "profile",
    "records",
    "report",
    "run_sql",
    "said",
    "search",
    "show",
    "somebodies",
    "spread",
    "successors",
    "timeline",
    "visits",
]
