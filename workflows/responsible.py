"""Whom an escalation means by the leader: who answers for the field on that day, and who stands in for him."""

from collections.abc import Sequence
from datetime import datetime

from database.session import Session
from organisation.days import local_day
from organisation.postings import is_staffed
from organisation.responsibilities import responsible_for
from organisation.roles import HEAD, LEADER, group
from organisation.substitutes import acting_for
from organisation.units import unit_by_handle


def leaders_of(session: Session, handle: str, fields: Sequence[str], now: datetime) -> list[str]:
    """The recipients of what the leader of a unit for a field must know; `fields` begin with the narrowest.

    Where nobody answers for the field it is the overseeing leaders, else the head.
    """
    today = local_day(now)
    account = responsible_for(session, unit_by_handle(session, handle).key, fields, today)
    if account is not None:
        return [f"staff:{key}" for key in (account, *acting_for(session, account, today))]
    overseeing = is_staffed(session, handle, today, LEADER)
    return [group(handle, LEADER if overseeing else HEAD)]
