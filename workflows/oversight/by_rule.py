"""In the control of a month issues that are old, often put off or poorly answered go to oversight by themselves."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from database.session import Session
from engine.decisions import newest_decisions
from engine.errors import NotDeployed
from engine.host import Host
from feel.decisions import Decisions
from organisation.days import local_day
from workflows.issues.handling.answering import RETURN
from workflows.issues.tables import issue_answer
from workflows.oversight.bodies import body_by_field
from workflows.oversight.sending import Sender, send_to_body
from workflows.oversight.tables import oversight

TABLE = "oversight_rule"


def send_by_rule(
    session: Session,
    host: Host,
    issues: Sequence[Any],
    extensions: Mapping[int, int],
    month: str,
    now: datetime,
) -> None:
    """Send those of some open issues that the table names, each to the body of its field; nothing without a table.

    What a body looks at is not sent again, and what it has looked at only after the days that the table says.
    """
    try:
        decisions = newest_decisions(session, TABLE)
    except NotDeployed:
        return
    keys = [one.key for one in issues]
    returns, last = _returns(session, keys), _last_sent(session, keys)
    for one in issues:
        row = _rule(decisions, one, extensions.get(one.key, 0), returns.get(one.key, 0), now)
        if row is None or _too_soon(last.get(one.key), row, now):
            continue
        body = body_by_field(session, one.charge_unit_key, one.field, now)
        if body is not None:
            why = {"vi": str(row["why"]), "en": str(row["why_en"])}
            send_to_body(session, host, one.key, body, why, Sender(month=month), now)


def _rule(
    decisions: Decisions, one: Any, extensions: int, returns: int, now: datetime
) -> Mapping[str, Any] | None:
    facts = {
        "age": (local_day(now) - local_day(one.received_at)).days,
        "extensions": extensions,
        "returns": returns,
        "urgency": one.urgency,
    }
    row = decisions.evaluate(TABLE, facts)
    return row if isinstance(row, Mapping) else None


def _too_soon(last: datetime | None, row: Mapping[str, Any], now: datetime) -> bool:
    return last is not None and last + timedelta(days=int(row["again"])) > now


def _returns(session: Session, keys: Sequence[int]) -> Mapping[int, int]:
    rows = session.execute(
        sa.select(issue_answer.c.issue_key, sa.func.count().label("number"))
        .where(issue_answer.c.issue_key.in_(keys), issue_answer.c.review == RETURN)
        .group_by(issue_answer.c.issue_key)
    )
    return {row.issue_key: row.number for row in rows}


def _last_sent(session: Session, keys: Sequence[int]) -> Mapping[int, datetime]:
    rows = session.execute(
        sa.select(oversight.c.issue_key, oversight.c.sent_at)
        .where(oversight.c.issue_key.in_(keys))
        .order_by(oversight.c.key)
    )
    return {row.issue_key: row.sent_at for row in rows}
