"""The indicators to take along: the same tables as on the page, as an XLSX file and as a PDF."""

from datetime import datetime

import orjson
from fastapi import APIRouter
from fastapi.responses import Response

from database.session import Session
from documents.facts import Approval, Number, Signer
from documents.paper import PaperColumn, PaperFacts, PaperSection, PaperTable, Paragraph, render_paper
from documents.workbook import MEDIA_TYPE, Sheet, workbook
from organisation.units import unit_by_key
from web.edge import reading
from web.formats import Formats
from web.gate import Visited
from web.indicators.asking import Typed, typed_days, unfinished_day
from web.indicators.figures import Figure, all_figures
from web.visit import Visit
from workflows.indicators.board import Indicators, indicators
from workflows.indicators.reading import INCOMPLETE
from workflows.unit_words import office_name, signing_place

router = APIRouter()
SHARE_OF_NAME, SHARE_OF_NUMBER, SHARE_OF_INDEX = 40, 15, 6


@router.get("/indicators.xlsx")
@reading
def send_workbook(
    visit: Visited, unit: str = "", first: str = "", last: str = "", as_of: str = "", *, session: Session
) -> Response:
    """A sheet for each table; what was counted, and how, stands above it."""
    found = _found(session, visit, typed_days(unit, first, last, as_of))
    sheets = [_sheet(visit, found, figure) for figure in all_figures(visit, found)]
    return _file(workbook(sheets or [_nothing(visit, found)]), MEDIA_TYPE, found, "xlsx")


@router.get("/indicators.pdf")
def send_pdf(visit: Visited, unit: str = "", first: str = "", last: str = "", as_of: str = "") -> Response:
    """The tables as a paper, with their data inside. It is set while nothing of the store is held."""
    with visit.parts.database.read() as session:
        found = _found(session, visit, typed_days(unit, first, last, as_of))
        facts = _paper(session, visit, found)
    data = orjson.dumps(facts.sections, option=orjson.OPT_SORT_KEYS)
    return _file(render_paper(facts, data=data).pdf, "application/pdf", found, "pdf")


def _found(session: Session, visit: Visit, typed: Typed) -> Indicators:
    return indicators(session, visit.viewer, typed.asked, visit.now)


def _file(content: bytes, media_type: str, found: Indicators, ending: str) -> Response:
    window = found.window
    name = f"indicators_{found.handle}_{window.first}_{window.last}_as_of_{window.as_of}.{ending}"
    headers = {"content-disposition": f'attachment; filename="{name}"', "cache-control": "private, no-store"}
    return Response(content, media_type=media_type, headers=headers)


def _told(visit: Visit, found: Indicators) -> str:
    """Whose numbers, of which days."""
    write = Formats(visit.language, visit.parts.settings.zone)
    return visit.gettext(
        "Issues of %(unit)s from %(first)s to %(last)s, as they stood at the end of %(day)s"
    ) % {
        "unit": found.unit_name,
        "first": write.day(found.window.first),
        "last": write.day(found.window.last),
        "day": write.day(found.window.as_of),
    }


def _sheet(visit: Visit, found: Indicators, figure: Figure) -> Sheet:
    return Sheet(
        figure.title,
        figure.heads,
        [(row.name, *row.values) for row in figure.rows],
        notes=[*_notes(visit, found), *figure.notes],
    )


def _nothing(visit: Visit, found: Indicators) -> Sheet:
    return Sheet(visit.gettext("How they stand"), [], [], notes=_notes(visit, found))


def _notes(visit: Visit, found: Indicators) -> list[str]:
    unsure = (visit.pick(INCOMPLETE) if found.incomplete else "", unfinished_day(visit, found.window))
    return [f"{_told(visit, found)}.", *filter(None, unsure)]


def _paper(session: Session, visit: Visit, found: Indicators) -> PaperFacts:
    owner = unit_by_key(session, found.window.unit_key)
    now: datetime = visit.now.astimezone(visit.parts.settings.zone)
    return PaperFacts(
        title=visit.gettext("Issues in numbers"),
        abstract=_told(visit, found),
        organisation=office_name(owner),
        number=Number(value=None, office_code=""),
        place=signing_place(owner.name),
        signed_on=now.date(),
        sections=tuple(_section(visit, figure) for figure in all_figures(visit, found)),
        closing=_closing(visit, found),
        signer=Signer(position=""),
        approval=Approval(office=visit.pick(visit.offices[0]), at=now),
        data_name="indicators.json",
        language="vi" if visit.language == "vi" else "en",
        drawn_up=True,
        archive="",
    )


def _closing(visit: Visit, found: Indicators) -> str:
    if found.incomplete:
        return visit.pick(INCOMPLETE)
    settled = visit.gettext("The same days give the same numbers at any time.")
    return unfinished_day(visit, found.window) or settled


def _section(visit: Visit, figure: Figure) -> PaperSection:
    write = Formats(visit.language, visit.parts.settings.zone)
    names, *numbers = figure.heads
    columns = (
        PaperColumn(head=visit.gettext("No."), share=SHARE_OF_INDEX, centred=True),
        PaperColumn(head=names, share=SHARE_OF_NAME),
        *(PaperColumn(head=head, share=SHARE_OF_NUMBER, centred=True) for head in numbers),
    )
    rows = tuple((row.name, *map(write.printed, row.values)) for row in figure.rows)
    return PaperSection(
        title=figure.title,
        table=PaperTable(columns=columns, rows=rows),
        paragraphs=tuple(Paragraph(text=note) for note in figure.notes),
    )
