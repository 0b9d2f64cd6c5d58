"""How the proposals of a year stand, by unit and by period, on a page and as a file."""

from collections.abc import Sequence

from fastapi import APIRouter
from fastapi.responses import Response

from database.session import Session
from documents.workbook import MEDIA_TYPE
from organisation.days import local_day
from web.edge import reading
from web.gate import Visited
from web.keys import number_in
from web.shares import share
from web.visit import Visit
from workflows.proposal.figures import Figures, Sums, figures
from workflows.proposal.table_file import COLUMNS, figures_file, period_words

router = APIRouter()
OLDEST = 2000
Rows = Sequence[tuple[str, Sequence[tuple[str, str]], str]]
"""Of each row its name, its cells (what is counted, and how many of how many), and where its name leads."""


@router.get("/proposals/figures")
@reading
def show_figures(visit: Visited, unit: str = "", year: str = "", *, session: Session) -> Response:
    """For a unit that the viewer may see: his own, or one below it."""
    found = _figures(session, visit, unit, year)
    by_period = [(period_words(key, visit.language), sums) for key, sums in found.by_period]
    own = [(period_words(key, visit.language), sums) for key, sums in found.own_by_period]
    return visit.page(
        "proposals/figures.html",
        found=found,
        by_unit=[
            *((one.name, _cells(visit, sums), _address(one.key, found.year)) for one, sums in found.by_unit),
            *_rows(visit, [(visit.gettext("Sum"), found.deciding)]),
        ],
        by_period=_rows(visit, by_period),
        own=_rows(visit, [*own, (visit.gettext("Sum"), found.own)]),
        years=[year for year in (found.year - 1, found.year + 1) if year <= local_day(visit.now).year],
    )


@router.get("/proposals/figures.xlsx")
@reading
def send_figures(visit: Visited, unit: str = "", year: str = "", *, session: Session) -> Response:
    """The same as a file."""
    found = _figures(session, visit, unit, year)
    name = f"proposals_{found.year}.xlsx"
    headers = {"content-disposition": f'attachment; filename="{name}"', "cache-control": "private, no-store"}
    return Response(figures_file(found, visit.language), media_type=MEDIA_TYPE, headers=headers)


def _figures(session: Session, visit: Visit, unit: str, year: str) -> Figures:
    this = local_day(visit.now).year
    asked = int(year) if year.isascii() and year.isdecimal() and len(year) == len(str(this)) else this
    return figures(session, visit.viewer, number_in(unit), min(max(asked, OLDEST), this), visit.now)


def _rows(visit: Visit, rows: Sequence[tuple[str, Sums]]) -> Rows:
    return [(name, _cells(visit, sums), "") for name, sums in rows]


def _address(unit_key: int, year: int) -> str:
    return f"/proposals/figures?unit={unit_key}&year={year}"


def _cells(visit: Visit, sums: Sums) -> Sequence[tuple[str, str]]:
    (_total, all_of), *others = COLUMNS
    shares = [(visit.pick(words), _share(visit, getattr(sums, name), sums.total)) for name, words in others]
    return [(visit.pick(all_of), str(sums.total)), *shares]


def _share(visit: Visit, number: int, whole: int) -> str:
    """In a narrow column; what is none of them needs no share."""
    return share(visit, number, whole).replace(" %", "\N{NO-BREAK SPACE}%") if number else "0"
