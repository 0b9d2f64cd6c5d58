"""What opening a cycle would come to: who reports, every date by level, the form, and what to be warned of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from database.session import Session
from organisation.routes import Placed
from organisation.tree import tree
from organisation.units import Unit, find_unit
from periods.chain import Chain, plan_chain
from periods.deadlines import CycleDates
from periods.requests import Asked, request_dates
from periods.windows import Period, period
from workflows.deadlines import ZONE, deadline_rule, working_calendar
from workflows.errors import Refused
from workflows.opening_warnings import asked_already, late_at_once
from workflows.report_rules import report_form, require_form


@dataclass(frozen=True)
class Request:
    """What a unit asks for besides the regular reports.

    `title` names it on every page, `asks` says what to report on. `due` has a moment for each level below.
    `units` are the keys of the units right below that are asked, none meaning all; `deep`: all below them too.
    """

    title: str
    asks: str
    due: Mapping[str, datetime]
    form: str | None = None
    units: frozenset[int] = field(default=frozenset())
    deep: bool = False


@dataclass(frozen=True)
class Plan:
    """A cycle as it would be opened now. `dates` are those of each level; `levels` from the top down."""

    window: Period
    root: Unit
    tree_on: date
    placed: Sequence[Placed]
    levels: Sequence[str]
    dates: Mapping[str, CycleDates]
    warnings: Sequence[Mapping[str, str]]
    form: str

    @property
    def own(self) -> CycleDates:
        """The dates of the unit the cycle is opened for."""
        return self.dates[self.levels[0]]


def plan_opening(
    session: Session, *, period_key: str, root_code: str, now: datetime, request: Request | None = None
) -> Plan:
    """Work out a cycle without opening it.

    Raises PeriodUnknown, UnitUnknown, RouteCircle when the routes go round, CalendarEnds; Refused where a level has
    no dates, where the cycle would be closed already, or a request is due before it begins.
    """
    window = period(period_key)
    tree_on = now.astimezone(ZONE).date()
    root = find_unit(session, root_code, tree_on)
    placed = _asked(tree(session, root.key, tree_on), request)
    levels = levels_of(placed)
    chain = _chain(session, window, levels, now, request)
    if len(chain.cycles) < len(levels):
        raise _without_dates(chain)
    dates = {found.level: found for found in chain.cycles}
    own = dates[levels[0]]
    if own.closes.at <= now:
        raise _closed_already(own.closes.at)
    form = request.form if request and request.form else report_form(session, window.report_kind)
    require_form(session, form)
    warnings: list[Mapping[str, str]] = [dict(warning.message) for warning in chain.warnings]
    warnings += late_at_once(chain.cycles, now)
    if window.kind != "adhoc":
        warnings += asked_already(session, window, placed)
    return Plan(window, root, tree_on, placed, levels, dates, warnings, form)


def level_of(unit: Unit) -> str:
    """The level of a unit in the line. Refused for an agency, which stands beside it."""
    if unit.level is None:
        raise Refused(
            f"{unit.name} là cơ quan bên cạnh, không có cấp trong tuyến báo cáo. Chọn một đơn vị hành chính.",
            f"{unit.name} is an agency beside the line and has no level. Choose a unit of the line.",
        )
    return unit.level


def _asked(placed: Sequence[Placed], request: Request | None) -> Sequence[Placed]:
    """The part of the tree that is asked: the unit that asks first, then those it has chosen."""
    if request is None:
        return placed
    found = [place for place in placed if place.depth == 0 or _is_asked(place, request)]
    if len(found) == 1:
        raise Refused(
            "Chưa chọn đơn vị nào để yêu cầu báo cáo. Chọn ít nhất một đơn vị cấp dưới.",
            "No unit has been chosen to report. Choose at least one unit below.",
        )
    return found


def _is_asked(place: Placed, request: Request) -> bool:
    top = int(place.path.strip("/").split("/")[1])
    return (request.deep or place.depth == 1) and (not request.units or top in request.units)


def levels_of(placed: Sequence[Placed]) -> list[str]:
    """The levels of a tree from the top down. Refused where an agency stands in it."""
    deepest: dict[str, int] = {}
    for place in placed:
        level = level_of(place.unit)
        deepest[level] = max(place.depth, deepest.get(level, 0))
    return sorted(deepest, key=lambda level: deepest[level])


def _chain(
    session: Session, window: Period, levels: Sequence[str], now: datetime, request: Request | None
) -> Chain:
    rule, calendar = deadline_rule(session), working_calendar(session, now)
    if request is None:
        return plan_chain(window, levels, rule, calendar, ZONE)
    for level in levels[1:]:
        if level not in request.due or request.due[level] <= now:
            raise _no_time(level)
    return request_dates(window, levels, Asked(now, request.due), rule, calendar, ZONE)


def _no_time(level: str) -> Refused:
    return Refused(
        "Hạn gửi của mỗi cấp phải sau thời điểm mở yêu cầu. Hãy đặt hạn muộn hơn.",
        f"Each level must be due after the request is opened ({level} is not). Set a later date.",
    )


def _without_dates(chain: Chain) -> Refused:
    vi = " ".join(warning.message["vi"] for warning in chain.warnings)
    en = " ".join(warning.message["en"] for warning in chain.warnings)
    return Refused(f"Chưa mở được kỳ: {vi}", f"The cycle was not opened: {en}")


def _closed_already(closes_at: datetime) -> Refused:
    day = f"{closes_at.astimezone(ZONE):%d/%m/%Y}"
    return Refused(
        f"Kỳ này đã đóng ngày {day}: mở bây giờ thì mọi báo cáo đều là không gửi. Hãy kiểm tra lại kỳ.",
        f"This period closed on {day}: opened now, every report would be missing. Check the period.",
    )
