"""The first page: what happened last, what is ahead, and what the register covers."""

from __future__ import annotations

from datetime import date, timedelta

from fastapi import APIRouter, Request, Response

from gipfelbuch.register.queries import Coverage, Scope, coverage, timeline
from gipfelbuch.web.bars import GAP, HEIGHT, STEP, bars_of
from gipfelbuch.web.downloads import as_file, csv_file, json_file, plain
from gipfelbuch.web.showing import register_of, show_page, wants

router = APIRouter()
LATEST_SHOWN = 12
AHEAD_SHOWN = 6
AHEAD_DAYS = 14


@router.get("/")
def show_start(request: Request) -> Response:
    """The first page; as a file, the latest records."""
    register = register_of(request)
    today = date.fromisoformat(register.now()[:10])
    latest = timeline(register, scope=Scope(last=today, most=LATEST_SHOWN))
    if (form := wants(request)) != "html":
        return as_file(latest, form, "latest")
    soon = Scope(first=today + timedelta(days=1), last=today + timedelta(days=AHEAD_DAYS), most=AHEAD_SHOWN)
    covered = coverage(register)
    return show_page(
        request, "start.html", latest=latest.items[::-1], ahead=timeline(register, scope=soon).items, covered=covered,
        languages_of=_languages(covered), bars=bars_of(covered), step=STEP, gap=GAP, height=HEIGHT,
        records_told=sum(number for _, number in covered.kinds),
    )  # fmt: skip


@router.get("/coverage")
def show_coverage(request: Request) -> Response:
    """What the register covers, month by month."""
    covered = coverage(register_of(request))
    form = wants(request)
    if form == "csv":
        return csv_file(covered.columns, covered.rows(), "coverage")
    if form == "json":
        return json_file(plain(covered), "coverage")
    return show_page(
        request, "coverage.html", covered=covered, languages_of=_languages(covered), bars=bars_of(covered), step=STEP,
        gap=GAP, height=HEIGHT,
    )  # fmt: skip


def _languages(covered: Coverage) -> dict[str, int]:
    """Reports by language."""
    return {
        language: sum(m.reports for m in covered.months if m.language == language)
        for language in sorted({m.language for m in covered.months})
    }
