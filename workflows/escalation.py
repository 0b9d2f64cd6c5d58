"""Reminders and escalations: which office is told by which rule.

They run inside the step of the timer that fired, so that each leaves its rows exactly once; mail follows later.
"""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from engine.actions import Step
from notifications.outbox import notify
from organisation.roles import group
from workflows.notice_facts import notice_facts
from workflows.tables import report

OWN = ("reporter",)
OWN_AND_HEAD = ("reporter", "head")

# rule -> the words it is told in
WORDS: Mapping[str, str] = {
    "before_2": "remind_before_2",
    "before_1": "remind_before_1",
    "due": "due",
    "after_1": "escalate_after_1",
    "after_3": "escalate_after_3",
    "receive_late": "receive_late",
}
# The same of a report that was sent before and returned: what is due is its correction.
CORRECTION_WORDS: Mapping[str, str] = {
    "before_2": "correct_before_2",
    "before_1": "correct_before_1",
    "due": "correct_due",
    "after_1": "correct_after_1",
    "after_3": "correct_after_3",
    "receive_late": "receive_late",
}
BEFOREHAND = frozenset({"before_2", "before_1"})
# rule -> roles of the reporting unit, roles of the unit above
TOLD: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "before_2": (OWN, ()),
    "before_1": (OWN, ()),
    "due": (OWN_AND_HEAD, ()),
    "after_1": (OWN, ("receiver",)),
    "after_3": (OWN_AND_HEAD, ("receiver", "head")),
    "receive_late": ((), ("receiver",)),
}
ESCALATIONS = frozenset({"after_1", "after_3"})


def tell(step: Step, variables: Mapping[str, Any]) -> Mapping[str, Any]:
    """Tell the offices that a rule names that a report is due, late, or waits to be received."""
    rule = variables["rule"]
    notify(
        step.session,
        key=f"{step.token}:{rule}",
        recipients=recipients(rule, variables["unit"], variables.get("superior")),
        words=_words(step, rule, variables["report"]),
        facts=_facts(step, variables),
        about=f"report:{variables['report']}",
        rule=rule,
        now=step.now,
    )
    return {}


def recipients(rule: str, unit: str, superior: str | None) -> list[str]:
    """The groups a rule tells, by the handles of the reporting unit and of the one above it.

    The unit a cycle was opened for has nobody above it in the cycle: its own head is told instead.
    """
    below, above = TOLD[rule]
    groups = [group(unit, role) for role in below]
    if superior is not None:
        groups += [group(superior, role) for role in above]
    elif above:
        groups.append(group(unit, "head"))
    return list(dict.fromkeys(groups))


def _words(step: Step, rule: str, report_key: int) -> str:
    """A reminder that a downtime kept until the report is due says that it is due, not what time is left."""
    row = step.session.execute(
        sa.select(report.c.versions, report.c.attempt, report.c.due_at).where(report.c.key == report_key)
    ).one()
    passed = rule in BEFOREHAND and row.due_at <= step.now
    return (CORRECTION_WORDS if row.versions or row.attempt > 1 else WORDS)["due" if passed else rule]


def _facts(step: Step, variables: Mapping[str, Any]) -> dict[str, Any]:
    if variables["rule"] == "receive_late":
        facts = notice_facts(step.session, variables["report"], "unit", "period", "sent_at")
        return facts | {"receive_by": variables["receive_by"]}
    return notice_facts(step.session, variables["report"], "unit", "period", "due")
