"""Reminders and escalations: which office is told by which rule.

They run inside the step of the timer that fired, so that each leaves its rows exactly once; mail follows later.
"""

from collections.abc import Mapping
from typing import Any

from engine.actions import Step
from notifications.outbox import notify
from organisation.roles import group
from workflows.notice_facts import notice_facts

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
        words=WORDS[rule],
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


def _facts(step: Step, variables: Mapping[str, Any]) -> dict[str, Any]:
    if variables["rule"] == "receive_late":
        facts = notice_facts(step.session, variables["report"], "unit", "period", "sent_at")
        return facts | {"receive_by": variables["receive_by"]}
    return notice_facts(step.session, variables["report"], "unit", "period", "due")
