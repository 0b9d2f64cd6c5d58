"""The boards, lists and indicators whose cost must not grow with the register: who looks, at which address."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import sqlalchemy as sa

from bench.issues.courses import AGENCIES
from bench.issues.playing import ABOVE, NATION, UNIT
from database.session import Database, Session
from organisation.demo_staff import PROCESS_OWNER as OWNER
from organisation.tables import unit
from workflows.boards.tables import hot_spot
from workflows.follow_up.tables import follow_up
from workflows.issues.tables import issue
from workflows.proposal.tables import proposal
from workflows.quick_report.tables import quick_report
from workflows.reception.tables import reception, reception_issue
from workflows.response.tables import response

CLERK, RECEIVER, HEAD = (f"{UNIT.lower()}.{role}" for role in ("reporter", "receiver", "head"))
PROVINCE, LEADER = f"{ABOVE.lower()}.receiver", f"{ABOVE.lower()}.leader"
DECIDER, ABOVE_ALL = f"{ABOVE.lower()}.head", f"{NATION.lower()}.head"
BUILDER, INSPECTOR = (f"{agency.lower()}.officer" for agency in AGENCIES)


@dataclass(frozen=True)
class Look:
    """Somebody opens a page."""

    who: str
    address: str


def looks(database: Database) -> Mapping[str, Look]:
    """Every page by name. The commune has a fifth of all issues; the province sees all of them."""
    with database.read() as session:
        own = sa.select(unit.c.key).where(unit.c.handle == UNIT)
        newest = sa.select(sa.func.max(issue.c.key))
        key = _one(session, newest.where(issue.c.state == "verifying", issue.c.unit_key.in_(own)))
        hot = _one(session, sa.select(sa.func.max(hot_spot.c.key)))
        listed = _one(session, sa.select(follow_up.c.key).where(follow_up.c.unit_key.in_(own)))
        quick = _one(session, sa.select(sa.func.max(quick_report.c.key)))
        undecided = _one(session, sa.select(sa.func.max(proposal.c.key)).where(proposal.c.state == "waiting"))
        sat = _sittings(session, own)
        running = _one(session, _newest(response, response.c.state == "running", own))
    return {
        **_register(key),
        **_indicators(),
        **_morning(hot),
        **_owed(),
        **_directed(),
        **_followed(listed),
        **_called_and_told(quick),
        **_proposed(undecided),
        **_received(*sat),
        **_responded(running, key),
        **_cycle(),
    }


def _register(key: int) -> Mapping[str, Look]:
    """The register, one issue of it, a new one, what was raised, and the answers that await delivery."""
    return {
        "register": Look(CLERK, "/issues"),
        "register_raised": Look(CLERK, _at("/issues", scope="raised")),
        "register_own_flash": Look(CLERK, _at("/issues", urgency="flash")),
        **{
            f"register_{name}": Look(PROVINCE, _at("/issues", scope="below", **more))
            for name, more in _NARROWED.items()
        },
        "issue": Look(RECEIVER, f"/issues/{key}"),
        "issue_from_above": Look(PROVINCE, f"/issues/{key}"),
        "new_issue": Look(RECEIVER, "/issues/new"),
        "raised_in_a_month": Look(CLERK, "/issues/raised/2026-09"),
        "undelivered": Look(CLERK, "/issues/undelivered"),
    }


def _indicators() -> Mapping[str, Look]:
    """The numbers, and the lists that they lead down to."""
    return {
        "indicators": Look(CLERK, "/indicators"),
        "indicators_province": Look(LEADER, "/indicators"),
        "indicators_past": Look(LEADER, _at("/indicators", **_PAST)),
        **{
            f"counted_{of.partition(':')[0]}": Look(LEADER, _at("/indicators/issues", of=of))
            for of in (
                "raised",
                "answered",
                "unanswered",
                "overdue",
                "directed",
                "programme:roads",
                "state:reopened",
            )
        },
        "counted_past": Look(LEADER, _at("/indicators/issues", of="unanswered", **_PAST)),
        "indicators_xlsx": Look(LEADER, "/indicators.xlsx"),
        "indicators_pdf": Look(LEADER, "/indicators.pdf"),
    }


def _morning(hot: int) -> Mapping[str, Look]:
    """What a leader opens first: the morning, what is out of order, hot spots, tasks."""
    return {
        "morning": Look(LEADER, "/morning"),
        "morning_commune": Look(HEAD, "/morning"),
        "exceptions": Look(LEADER, "/exceptions"),
        "exceptions_commune": Look(HEAD, "/exceptions"),
        "hot_spots": Look(LEADER, "/hot-spots"),
        "hot_spot": Look(LEADER, f"/hot-spots/{hot}"),
        "tasks": Look(RECEIVER, "/tasks"),
    }


def _owed() -> Mapping[str, Look]:
    """Who owes whom what, by kind."""
    return {
        "owing": Look(HEAD, _at("/owed", side="owing")),
        **{
            f"owing_{kind}": Look(HEAD, _at("/owed", side="owing", kind=kind))
            for kind in ("issues", "answers", "quick_reports", "verifications", "directions")
        },
        "awaited": Look(LEADER, _at("/owed", side="awaited")),
        **{
            f"awaited_{kind}": Look(LEADER, _at("/owed", side="awaited", kind=kind))
            for kind in ("directions", "issues-passed-on", "data_calls", "review-parts", "follow_ups")
        },
        "awaited_findings": Look(HEAD, _at("/owed", side="awaited", kind="findings")),
        "owing_of_agency": Look(BUILDER, "/owed"),
        "owing_findings": Look(BUILDER, _at("/owed", side="owing", kind="findings")),
        "owing_opinions": Look(BUILDER, _at("/owed", side="owing", kind="opinions")),
        "owing_oversight": Look(INSPECTOR, _at("/owed", side="owing", kind="oversight")),
    }


def _directed() -> Mapping[str, Look]:
    """Directions, verifications and reviews."""
    return {
        "directions_owed": Look(HEAD, _at("/directions", side="owed")),
        "directions_given": Look(LEADER, _at("/directions", side="given")),
        "directions_closed": Look(LEADER, _at("/directions", side="given", state="closed")),
        "verifications": Look(CLERK, "/verifications"),
        "verifications_province": Look(PROVINCE, "/verifications"),
        "verifications_agency": Look(BUILDER, "/verifications"),
        "reviews": Look(LEADER, "/reviews"),
    }


def _followed(listed: int) -> Mapping[str, Look]:
    """What stays under watch, from within and from without."""
    return {
        "follow_ups": Look(CLERK, "/follow-ups"),
        "follow_up": Look(CLERK, f"/follow-ups/{listed}"),
        "oversight": Look(INSPECTOR, "/oversight"),
        "oversight_sent": Look(HEAD, _at("/oversight", side="sent")),
    }


def _called_and_told(quick: int) -> Mapping[str, Look]:
    """Data calls and quick reports."""
    return {
        "data_calls": Look(CLERK, "/data-calls"),
        "data_calls_answered": Look(CLERK, _at("/data-calls", side="asked", state="closed")),
        "data_calls_called": Look(LEADER, _at("/data-calls", side="calling")),
        "data_calls_closed": Look(LEADER, _at("/data-calls", side="calling", state="closed")),
        "quick_reports": Look(CLERK, _at("/quick-reports", side="sent")),
        "quick_reports_ended": Look(CLERK, _at("/quick-reports", side="sent", state="over")),
        "quick_reports_got": Look(PROVINCE, _at("/quick-reports", side="got")),
        "quick_reports_over": Look(PROVINCE, _at("/quick-reports", side="got", state="over")),
        "quick_report": Look(PROVINCE, f"/quick-reports/{quick}"),
    }


def _proposed(undecided: int) -> Mapping[str, Look]:
    """What was proposed and what became of it, one by one and counted."""
    stages = ("waiting", "doing", "ended", "passed")
    return {
        **{
            f"proposals_{stage}": Look(DECIDER, _at("/proposals", side="deciding", stage=stage))
            for stage in stages
        },
        **{
            f"proposals_made_{stage}": Look(HEAD, _at("/proposals", side="made", stage=stage))
            for stage in stages[:-1]
        },
        "proposals_decided_above": Look(ABOVE_ALL, _at("/proposals", side="deciding", stage="ended")),
        "proposal": Look(DECIDER, f"/proposals/{undecided}"),
        "proposals_counted": Look(DECIDER, "/proposals/figures"),
        "proposals_counted_before": Look(DECIDER, _at("/proposals/figures", year="2025")),
        "proposals_counted_commune": Look(HEAD, "/proposals/figures"),
        "proposals_xlsx": Look(DECIDER, "/proposals/figures.xlsx"),
        "owing_proposals": Look(DECIDER, _at("/owed", side="owing", kind="proposals")),
        "awaited_proposals": Look(HEAD, _at("/owed", side="awaited", kind="proposals")),
    }


def _received(concluded: int, open_one: int, raised: int) -> Mapping[str, Look]:
    """Sittings, what is raised at them, and how often heads received."""
    return {
        "receptions": Look(HEAD, "/receptions"),
        "receptions_ended": Look(HEAD, _at("/receptions", state="ended")),
        "reception": Look(HEAD, f"/receptions/{concluded}"),
        "reception_from_above": Look(PROVINCE, f"/receptions/{concluded}"),
        "reception_open": Look(HEAD, f"/receptions/{open_one}"),
        "reception_raising": Look(HEAD, f"/receptions/{open_one}/issues/new"),
        "reception_deciding": Look(HEAD, f"/receptions/{open_one}/issues/{raised}/decision"),
        "receptions_new": Look(HEAD, "/receptions/new"),
        "receptions_days": Look(HEAD, "/receptions/days"),
        "receptions_counted": Look(PROVINCE, "/receptions/units"),
        "receptions_counted_year": Look(PROVINCE, _at("/receptions/units", **_YEAR)),
        "receptions_counted_commune": Look(HEAD, _at("/receptions/units", **_YEAR)),
        "owing_receptions": Look(HEAD, _at("/owed", side="owing", kind="receptions")),
    }


def _responded(running: int, issue_key: int) -> Mapping[str, Look]:
    """Service incidents, and beginning to respond to one."""
    return {
        "responses": Look(CLERK, "/responses"),
        "responses_closed": Look(CLERK, _at("/responses", state="closed")),
        "responses_province": Look(LEADER, "/responses"),
        "responses_province_closed": Look(LEADER, _at("/responses", state="closed")),
        "responses_agency_closed": Look(BUILDER, _at("/responses", state="closed")),
        "responses_of_all": Look(OWNER, "/responses"),
        "responses_of_all_closed": Look(OWNER, _at("/responses", state="closed")),
        "response": Look(CLERK, f"/responses/{running}"),
        "response_from_above": Look(PROVINCE, f"/responses/{running}"),
        "responses_new": Look(RECEIVER, "/responses/new"),
        "responses_new_about": Look(RECEIVER, _at("/responses/new", about=f"issue:{issue_key}")),
        "owing_responses": Look(HEAD, _at("/owed", side="owing", kind="responses")),
        "owing_response_steps": Look(BUILDER, _at("/owed", side="owing", kind="response_steps")),
        "awaited_response_steps": Look(HEAD, _at("/owed", side="awaited", kind="response_steps")),
    }


def _sittings(session: Session, own: Any) -> tuple[int, int, int]:
    """Of the commune the concluded sitting at which most was raised, the one to conclude, and an issue of it."""
    busy = _one(
        session,
        sa.select(reception.c.key)
        .join(reception_issue, reception_issue.c.reception_key == reception.c.key)
        .where(reception.c.unit_key.in_(own), reception.c.state == "closed")
        .group_by(reception.c.key)
        .order_by(sa.func.count().desc(), reception.c.key)
        .limit(1),
    )
    to_conclude = sa.and_(reception.c.state == "held", reception.c.raised > 0)
    held = _one(session, _newest(reception, to_conclude, own))
    at_held = reception_issue.c.reception_key == held
    return busy, held, _one(session, sa.select(sa.func.min(reception_issue.c.issue_key)).where(at_held))


def _newest(table: sa.Table, which: sa.ColumnElement[bool], own: Any) -> sa.Select[Any]:
    return sa.select(sa.func.max(table.c.key)).where(which, table.c.unit_key.in_(own))


def _cycle() -> Mapping[str, Look]:
    """The periodic report and what everybody reads beside it."""
    return {
        "receipts": Look(PROVINCE, "/receipts"),
        "cycles": Look(LEADER, "/cycles"),
        "legal_bases": Look(LEADER, "/legal-bases"),
        "overdue": Look(LEADER, "/overdue"),
        "notices": Look(HEAD, "/notices"),
    }


_YEAR = {"first": "2025-10-08", "last": "2026-10-07"}
_PAST = {"first": "2025-07-01", "last": "2026-06-30", "as_of": "2026-03-31"}
_NARROWED: Mapping[str, Mapping[str, str]] = {
    "below": {},
    **{
        state: {"state": state}
        for state in ("overdue", "received", "reopened", "answered", "resolved", "closed_unresolved", "all")
    },
    "field": {"field": "land"},
    "field_received": {"field": "infrastructure", "state": "received"},
    "urgent": {"urgency": "urgent"},
    "flash": {"urgency": "flash"},
    "flash_all": {"urgency": "flash", "state": "all"},
    "field_flash": {"urgency": "flash", "field": "land"},
}


def _at(path: str, **asked: str) -> str:
    return f"{path}?{urlencode(asked)}"


def _one(session: Any, query: sa.Select[Any]) -> Any:
    return session.execute(query).scalar_one()
