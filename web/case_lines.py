"""The hand-overs of a case in words, and the sum of its time."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from web.charts import Part
from web.formats import Formats
from web.visit import Visit
from workflows.case import Case
from workflows.coming import Coming
from workflows.hand_overs import ABOVE, BELOW, CORRECTION, OWN, HandOver
from workflows.returned import WITHDRAWN, Cause

_FILLS = {BELOW: "dotted", OWN: "plain", ABOVE: "empty", CORRECTION: "hatched"}


@dataclass(frozen=True)
class HandOverLine:
    """One office's turn.

    `look` is that of the timeline: "", "now" or "back"; `reason` why it ended in a return, `cause` what that return
    passed on.
    """

    office: str
    look: str
    part: Part
    span: str
    start: datetime
    end: datetime | None
    what: str
    reason: str
    cause: Cause | None


@dataclass(frozen=True)
class TimeSum:
    """The time account: the terms in words for the list, in per cent for the bar, and the whole as a sentence."""

    total: str
    terms: list[Part]
    shares: list[Part]
    name: str


def hand_over_lines(visit: Visit, found: Case) -> list[HandOverLine]:
    """Newest first."""
    pairs = zip(found.hand_overs, found.account.hours, strict=True)
    return [_line(visit, found, over, hours) for over, hours in reversed(list(pairs))]


def time_sum(visit: Visit, found: Case) -> TimeSum:
    """The parts that took place at all; a part of less than an hour is shown as such."""
    happened = [part for part in _FILLS if any(over.part == part for over in found.hand_overs)]
    terms = [_part(visit, found, part, found.account.parts[part]) for part in happened]
    name = ", ".join(f"{term.label} {term.shown}" for term in terms)
    return TimeSum(_hours(visit, found.account.total), terms, _shares(terms, found.account.total), name)


def office_words(visit: Visit, offices: Iterable[Mapping[str, str]], unit_name: str) -> str:
    """Several offices in words; on a page of one unit its own offices go without its name."""
    return "; ".join(visit.pick(office).removesuffix(f", {unit_name}") for office in offices)


def coming_words(visit: Visit, coming: Coming, unit_name: str) -> str:
    """What happens by itself, inside a sentence: "báo Bộ phận tiếp nhận, Quận 1"."""
    if coming.offices:
        told = office_words(visit, coming.offices, unit_name)
        return visit.gettext("%(offices)s will be told") % {"offices": told}
    if coming.element == "collect_until":
        return visit.gettext("collecting ends; the report is written from what was received")
    if coming.element.startswith("closes"):
        return visit.gettext("the cycle closes")
    return visit.gettext("the next step begins by itself")


def _line(visit: Visit, found: Case, over: HandOver, hours: int) -> HandOverLine:
    held = "now" if over.end is None else ""
    return HandOverLine(
        office=visit.pick(over.office),
        look=held if over.returned is None else "back",
        part=_part(visit, found, over.part, hours),
        span=_hours(visit, hours),
        start=over.start,
        end=over.end,
        what=_what(visit, over),
        reason=_reason(visit, over),
        cause=over.returned.cause if over.returned else None,
    )


def _part(visit: Visit, found: Case, part: str, hours: int) -> Part:
    words = {
        BELOW: visit.gettext("Waiting for the units below"),
        OWN: visit.gettext("Drafting and approval"),
        ABOVE: visit.gettext("Waiting for %(unit)s") % {"unit": found.row.superior_name or ""},
        CORRECTION: visit.gettext("Correcting after a return"),
    }
    return Part(amount=hours, label=words[part], fill=_FILLS[part], text=_hours(visit, hours))


def _hours(visit: Visit, hours: int) -> str:
    if not hours:
        return visit.gettext("less than 1 hour")
    return Formats(visit.language, visit.parts.settings.zone).duration(timedelta(hours=hours))


def _shares(terms: list[Part], total: int) -> list[Part]:
    """The same parts in whole per cent that add up to 100."""
    done, shares = 0.0, []
    for term in terms:
        before = round(100 * done / total) if total else 0
        done += term.amount
        share = round(100 * done / total) - before if total else 0
        shares.append(Part(term.amount, term.label, term.fill, text=f"{share} %"))
    return shares


def _what(visit: Visit, over: HandOver) -> str:
    """What the office did, or is doing."""
    if over.ended == "cancelled":
        return visit.gettext("ended when the cycle closed")
    if over.returned is not None and over.returned.stage == WITHDRAWN:
        return visit.gettext("taken back by the unit that sent it")
    if over.returned is not None:
        return visit.gettext("returned")
    if over.element == "collect":
        return visit.gettext("collecting reports")
    return (_doing if over.end is None else _did)(visit, over)


def _doing(visit: Visit, over: HandOver) -> str:
    return {
        "draft": visit.gettext("correcting") if over.part == CORRECTION else visit.gettext("drafting"),
        "approve": visit.gettext("reading the draft"),
        "accept": visit.gettext("reading version %(number)s") % {"number": over.version},
    }.get(over.element, "")


def _did(visit: Visit, over: HandOver) -> str:
    return {
        "draft": visit.gettext("corrected") if over.part == CORRECTION else visit.gettext("drafted"),
        "approve": visit.gettext("approved, version %(number)s sent") % {"number": over.version},
        "accept": visit.gettext("accepted version %(number)s") % {"number": over.version},
    }.get(over.element, "")


def _reason(visit: Visit, over: HandOver) -> str:
    if over.returned is None or not over.returned.reason:
        return ""
    kind = over.returned.kind
    return f"{visit.pick(kind)}: {over.returned.reason}" if kind else over.returned.reason
