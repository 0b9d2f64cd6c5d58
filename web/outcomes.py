"""The five outcomes of a report as pages write them: in one order, each with its word, fill and tag."""

from collections.abc import Callable
from datetime import datetime

from web.charts import Part
from web.visit import Visit
from workflows.timeliness import OUTCOMES, Totals

_FILLS = {"on_time": "plain", "late": "hatched", "missing": "black", "nil": "dotted", "pending": "empty"}


def outcome_word(visit: Visit, outcome: str) -> str:
    """The word of an outcome."""
    return {
        "on_time": visit.gettext("On time"),
        "late": visit.gettext("Sent late"),
        "missing": visit.gettext("Not sent at all"),
        "nil": visit.gettext("Nothing to report"),
        "pending": visit.gettext("Not sent yet"),
    }[outcome]


def outcome_parts(visit: Visit, totals: Totals, href: Callable[[str], str] | None = None) -> list[Part]:
    """The terms of the sum; `href` gives the address behind an outcome's word."""
    return [
        Part(
            amount=getattr(totals, name),
            label=outcome_word(visit, name),
            fill=_FILLS[name],
            href=href(name) if href else None,
        )
        for name in OUTCOMES
    ]


def sum_sentence(visit: Visit, parts: list[Part], total: int) -> str:
    """The whole sum in words, for those who do not see the bar."""
    terms = " + ".join(f"{part.shown} {part.label.lower()}" for part in parts)
    return visit.gettext("%(total)s expected = %(terms)s") % {"total": total, "terms": terms}


def tag_of(outcome: str, due: datetime, now: datetime) -> str:
    """The tag of an outcome: what is not sent yet looks different once it is due."""
    if outcome != "pending":
        return outcome
    return "overdue" if due < now else "open"
