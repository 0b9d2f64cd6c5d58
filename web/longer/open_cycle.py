"""Opening a cycle of any kind: what and for whom, a look at every date, and only then the opening."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from fastapi import APIRouter
from fastapi.responses import Response

from database.session import Session
from organisation.errors import OrganisationError
from organisation.units import Unit
from periods.errors import PeriodsError
from periods.labels import KINDS as KIND_WORDS
from periods.labels import label_words
from periods.profile import KINDS, Kind
from periods.words import level_words
from web.edge import reading
from web.gate import Visited
from web.keys import number_in
from web.posted import Pairs, Posted
from web.typed_days import day_in
from web.visit import Visit, see_other
from workflows.deadlines import ZONE
from workflows.errors import NotYours, Refused
from workflows.open_cycle import next_request_key, open_cycle, open_request
from workflows.opening_dates import Plan, Request, plan_opening
from workflows.opening_rights import (
    DEFINITION,
    below,
    kinds_for,
    may_ask,
    opens_any,
    periods_to_open,
    report_forms,
    root_for,
    usual_root,
)
from workflows.task_forms import form_title

router = APIRouter()
ONE_LINE, SOME_LINES = 200, 4000


@dataclass(frozen=True)
class Wanted:
    """What was chosen so far. For an ad hoc request `typed` holds what was written, by the name of its field."""

    kind: Kind | None
    unit: str
    period: str
    typed: Pairs

    def first(self, name: str) -> str:
        """What was written in a field."""
        return self.typed.first(name)

    def all(self, name: str) -> list[str]:
        """All that was ticked under a name."""
        return [value for key, value in self.typed if key == name]


@router.get("/cycles/open")
@reading
def choose(visit: Visited, kind: str = "", unit: str = "", *, session: Session) -> Response:
    """Choose the kind and the unit, then the period, or what is asked."""
    if not may_ask(visit.viewer):
        raise NotYours
    wanted = Wanted(_kind(visit, kind), unit or usual_root(session, visit.viewer), "", Pairs())
    return _page(session, visit, wanted)


@router.post("/cycles/open")
def open_or_look(visit: Visited, form: Posted) -> Response:
    """Show every date of what was chosen, or open it. What cannot be opened says why, and keeps what was typed."""
    wanted = Wanted(_kind(visit, form.first("kind")), form.first("unit"), form.first("period"), form)
    try:
        if form.first("do") == "open":
            return see_other(f"/cycles/{_open(visit, wanted)}")
        with visit.parts.database.read() as session:
            return _page(session, visit, wanted, plan=_plan(session, visit, wanted))
    except (Refused, PeriodsError, OrganisationError) as error:
        words = error.message if isinstance(error, PeriodsError) else error.text
        with visit.parts.database.read() as session:
            return _page(session, visit, wanted, problem=visit.pick(words))


def _kind(visit: Visit, name: str) -> Kind | None:
    allowed = kinds_for(visit.viewer)
    found = next((kind for kind in KINDS if kind == name and kind in allowed), None)
    return found or (allowed[0] if len(allowed) == 1 else None)


def _open(visit: Visit, wanted: Wanted) -> int:
    database, actor = visit.parts.database, str(visit.viewer.staff_key)
    with database.read() as session:
        root = _root(session, visit, wanted)
        request = _request(visit, session, wanted, root) if wanted.kind == "adhoc" else None
    if request is not None:
        opened = open_request(
            database,
            visit.parts.host,
            definition=DEFINITION,
            cutoff=_cutoff(wanted),
            root_code=root.code,
            request=request,
            actor=actor,
            now=visit.now,
            shown=wanted.period,
        )
    else:
        opened = open_cycle(
            database,
            visit.parts.host,
            definition=DEFINITION,
            period_key=wanted.period,
            root_code=root.code,
            actor=actor,
            now=visit.now,
        )
    return opened.cycle_key


def _plan(session: Session, visit: Visit, wanted: Wanted) -> Plan:
    root = _root(session, visit, wanted)
    if wanted.kind != "adhoc":
        return plan_opening(session, period_key=wanted.period, root_code=root.code, now=visit.now)
    key = next_request_key(session, DEFINITION, root.key, _cutoff(wanted))
    request = _request(visit, session, wanted, root)
    return plan_opening(session, period_key=key, root_code=root.code, now=visit.now, request=request)


def _root(session: Session, visit: Visit, wanted: Wanted) -> Unit:
    if wanted.kind is None:
        raise NotYours
    return root_for(session, visit.viewer, wanted.unit, wanted.kind, visit.now)


def _request(visit: Visit, session: Session, wanted: Wanted, root: Unit) -> Request:
    title, asks = wanted.first("title").strip(), wanted.first("asks").strip()
    if not title or not asks:
        raise Refused(
            "Ghi tên báo cáo và nội dung yêu cầu: đơn vị nhận cần biết phải báo cáo điều gì.",
            "Write the name of the report and what is asked: the units must know what to report on.",
        )
    if len(title) > ONE_LINE or len(asks) > SOME_LINES:
        raise Refused(
            f"Tên báo cáo nhiều nhất {ONE_LINE} ký tự (bạn đã gõ {len(title)}), nội dung yêu cầu nhiều nhất "
            f"{SOME_LINES} (bạn đã gõ {len(asks)}). Rút bớt rồi làm lại.",
            f"The name has at most {ONE_LINE} characters (yours: {len(title)}), what is asked at most "
            f"{SOME_LINES} (yours: {len(asks)}). Shorten it and do it again.",
        )
    levels = below(session, root, visit.now).levels
    due = {level: moment for level in levels if (moment := _moment(wanted.first(f"due-{level}")))}
    form = wanted.first("form")
    return Request(
        title=title,
        asks=asks,
        due=due,
        form=form if form in report_forms(session) else None,
        units=frozenset(number_in(value) for value in wanted.all("asked")),
        deep=wanted.first("deep") == "true",
    )


def _cutoff(wanted: Wanted) -> date:
    try:
        return day_in(wanted.first("cutoff"))
    except ValueError:
        raise Refused(
            "Chọn ngày chốt số liệu của báo cáo.", "Choose the cut-off day of the report."
        ) from None


def _moment(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text).replace(tzinfo=ZONE)
    except ValueError:
        return None


def _page(
    session: Session, visit: Visit, wanted: Wanted, *, plan: Plan | None = None, problem: str = ""
) -> Response:
    kind = wanted.kind
    return visit.page(
        "longer/open_cycle.html",
        status=422 if problem else 200,
        has_problems=bool(problem),
        problem=problem,
        wanted=wanted,
        kinds=[(one, visit.pick(KIND_WORDS[one])) for one in kinds_for(visit.viewer)],
        any_unit=opens_any(visit.viewer),
        periods=_periods(visit, kind),
        longest_asks=SOME_LINES,
        asking=_asking(session, visit, wanted) if kind == "adhoc" else None,
        plan=plan,
        form=visit.pick(form_title(session, plan.form)) if plan else "",
        levels=_levels(visit, plan) if plan else [],
        counts=_counts(plan) if plan else {},
        window=visit.pick(label_words(plan.window)) if plan else "",
    )


def _periods(visit: Visit, kind: Kind | None) -> list[tuple[str, str]]:
    if kind is None or kind == "adhoc":
        return []
    return [(one.key, visit.pick(label_words(one))) for one in periods_to_open(kind, visit.now)]


def _asking(session: Session, visit: Visit, wanted: Wanted) -> dict[str, Any] | None:
    """The fields of a request: who may be asked, and each level with a deadline of its own."""
    try:
        root = _root(session, visit, wanted)
    except OrganisationError:
        return None
    found = below(session, root, visit.now)
    return {
        "units": found.units,
        "levels": [(level, visit.pick(level_words(level))) for level in found.levels],
        "forms": [(name, visit.pick(words)) for name, words in report_forms(session).items()],
        "today": visit.now.astimezone(ZONE).date().isoformat(),
    }


def _levels(visit: Visit, plan: Plan) -> list[tuple[str, Any]]:
    return [(visit.pick(level_words(level)), plan.dates[level]) for level in plan.levels]


def _counts(plan: Plan) -> dict[str, int]:
    counts: dict[str, int] = {}
    for place in plan.placed:
        counts[str(place.unit.level)] = counts.get(str(place.unit.level), 0) + 1
    return counts
