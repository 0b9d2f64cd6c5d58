"""The proposals of an accepted report become items of a register: once each, whatever is corrected later.

A row of a correction names the item it had become (FIELD, carried unseen). What is still undecided follows the
correction: it is changed, or withdrawn where its row is gone. What was decided stays as it was decided.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from database.session import Session
from engine.cancel import cancel_instance
from engine.holding import hold_instance
from engine.host import Host
from organisation.units import unit_by_handle, unit_by_key
from workflows.issues.words import short
from workflows.proposal.entering import Said, Told, enter_proposal
from workflows.proposal.record import WAITING, WITHDRAWN, change_proposal, note_event, proposal_row
from workflows.proposal.tables import proposal
from workflows.proposal.telling import tell_decider, tell_proposer
from workflows.submission import newest_version
from workflows.tables import report

FIELD = "proposal"
LIST = "proposals"


@dataclass(frozen=True)
class _Taking:
    """A report that is being accepted: `source` is what its task knows of it, `version` what was accepted."""

    session: Session
    host: Host
    source: Any
    version: Any
    actor: str
    now: datetime

    @property
    def office(self) -> Mapping[str, str]:
        office: Mapping[str, str] = self.version.approved_office
        return office


def take_in_proposals(session: Session, host: Host, source: Any, *, actor: str, now: datetime) -> None:
    """Let the proposals of a report that was just accepted enter the register of the unit that accepted it.

    A report of an earlier form tells them as one text: that stays in the report alone.
    """
    version = newest_version(session, source.key)
    rows = version.answers.get(LIST) if version else None
    if not isinstance(rows, list):
        return
    taking = _Taking(session, host, source, version, actor, now)
    known = _earlier(session, source) if source.attempt > 1 else ()
    _hold(session, known)
    met = _met(rows, known)
    for place, row in enumerate(rows, 1):
        if place in met:
            _correct(taking, met[place], place, Said.of(row))
        else:
            _enter(taking, place, Said.of(row))
    for key in known:
        if key not in met.values():
            _withdraw(taking, key)


def with_proposal_keys(session: Session, report_key: int, answers: Mapping[str, Any]) -> dict[str, Any]:
    """The answers of an accepted report, each proposal with the key of its item: a correction names it."""
    rows = session.execute(
        sa.select(proposal.c.position, proposal.c.key).where(proposal.c.report_key == report_key)
    )
    keys = {row.position: str(row.key) for row in rows}
    if not keys:
        return dict(answers)
    listed = [
        row | {FIELD: keys[place]} if place in keys else row for place, row in enumerate(answers[LIST], 1)
    ]
    return {**answers, LIST: listed}


def _earlier(session: Session, source: Any) -> Sequence[int]:
    """The items that earlier attempts at the report have become."""
    query = (
        sa.select(proposal.c.key)
        .join(report, report.c.key == proposal.c.report_key)
        .where(report.c.cycle_unit_key == source.cycle_unit_key)
        .order_by(proposal.c.key)
    )
    return session.scalars(query).all()


def _met(rows: Sequence[Mapping[str, Any]], known: Collection[int]) -> dict[int, int]:
    """The item of each place whose row names one of the known, each item once; whatever else it names is none."""
    left = {str(key): key for key in known}
    found: dict[int, int] = {}
    for place, row in enumerate(rows, 1):
        key = left.pop(str(row.get(FIELD) or ""), None)
        if key is not None:
            found[place] = key
    return found


def _enter(taking: _Taking, place: int, said: Said) -> None:
    source = taking.source
    enter_proposal(
        taking.session,
        taking.host,
        unit_by_key(taking.session, source.unit_key),
        unit_by_handle(taking.session, source.superior_handle),
        said,
        Told(source.period, place, taking.office, source.key),
        actor=taking.actor,
        now=taking.now,
    )


def _correct(taking: _Taking, key: int, place: int, said: Said) -> None:
    """The correction says it again, perhaps otherwise; what is decided by now stays as it was decided."""
    row = proposal_row(taking.session, key)
    now_said = {"what": said.what, "field": said.field, "wanted_by": said.wanted_by}
    differs, undecided = (
        any(getattr(row, name) != one for name, one in now_said.items()),
        row.state == WAITING,
    )
    stands = {"report_key": taking.source.key, "position": place}
    row = change_proposal(taking.session, key, **stands, **(now_said if differs and undecided else {}))
    if differs and not undecided:
        text = {
            "vi": f"đã quyết định nên giữ nguyên, dù bản đính chính ghi khác: {short(said.what)}",
            "en": f"is decided and stays as it is, though a correction says otherwise: {short(said.what)}",
        }
        _tell_both(taking, row, text)
    elif differs:
        note_event(taking.session, key, "changed", taking.office, taking.now, text=said.what)
        text = {"vi": "đã được sửa trong bản đính chính", "en": "was changed by a correction"}
        tell_decider(taking.session, row, f"proposal:{key}:changed:{row.report_key}", text, taking.now)


def _withdraw(taking: _Taking, key: int) -> None:
    """The correction tells of it no more: nobody has to decide it, unless that was done."""
    row = proposal_row(taking.session, key)
    if row.state != WAITING:
        if row.ended_at is None:
            _tell_both(taking, row, _GOES_ON)
        return
    row = change_proposal(taking.session, key, state=WITHDRAWN, ended_at=taking.now)
    cancel_instance(taking.session, taking.host, row.instance_key, actor=taking.actor, now=taking.now)
    note_event(taking.session, key, "withdrawn", taking.office, taking.now)
    text = {"vi": "đã rút trong bản đính chính", "en": "was withdrawn by a correction"}
    tell_decider(taking.session, row, f"proposal:{key}:withdrawn", text, taking.now)


_GOES_ON = {
    "vi": "đã quyết định nên vẫn được làm, dù bản đính chính không còn ghi",
    "en": "is decided and still carried out, though a correction tells of it no more",
}


def _tell_both(taking: _Taking, row: Any, text: Mapping[str, str]) -> None:
    once = f"proposal:{row.key}:kept:{taking.source.key}"
    tell_decider(taking.session, row, once, text, taking.now)
    tell_proposer(taking.session, row, once, text, taking.now)


def _hold(session: Session, known: Sequence[int]) -> None:
    """Take all before any is changed: somebody who is deciding one of them holds it and then wants the same count."""
    for key in known:
        hold_instance(session, proposal_row(session, key).instance_key)
