"""The unit that raised an issue says whether the answer is good enough: confirmed, closed, or reopened."""

from typing import Any

from organisation.units import Unit
from workflows.completion import Completion
from workflows.delivery.sending import withdraw
from workflows.issues.begin import triage_by
from workflows.issues.handling.steps import charge_of, desk_and_head, issue_of, named_of, why_of
from workflows.issues.record import Why, move_issue
from workflows.issues.reopening import reopen_row
from workflows.issues.states import RESOLVED, UNRESOLVED

ENDS = {"resolved": RESOLVED, "unresolved": UNRESOLVED}


def confirm(done: Completion) -> dict[str, Any]:
    """Resolved or closed, with reason and evidence; or reopened, with new dates from now on."""
    row, decision = issue_of(done), done.answers["decision"]
    evidence = done.answers.get("evidence") or ""
    why = why_of(done, reason=done.answers["reason"], evidence=evidence)
    charge = charge_of(done.session, row)
    if decision in ENDS:
        row = move_issue(done.session, row, ENDS[decision], why)
        text = {
            "vi": "nơi phản ánh xác nhận đã giải quyết"
            if decision == "resolved"
            else "kết thúc, chưa giải quyết",
            "en": "was confirmed as resolved" if decision == "resolved" else "was closed, not resolved",
        }
        done.tell(
            "matter_told", desk_and_head(done, charge.handle), named_of(done.session, row) | {"text": text}
        )
        return {"decision": decision}
    return _reopened(done, row, charge, why)


def _reopened(done: Completion, row: Any, before: Unit, why: Why) -> dict[str, Any]:
    """Whoever answered is told, and whoever is in charge now."""
    row, dates = reopen_row(done.session, row, why)
    withdraw(done.session, done.host, row.key, actor=str(done.viewer.staff_key), now=done.now)
    charge, reason = charge_of(done.session, row), done.answers["reason"]
    told = [*desk_and_head(done, before.handle), *desk_and_head(done, charge.handle)]
    text = {"vi": f"mở lại: {reason}", "en": f"was reopened: {reason}"}
    done.tell("matter_told", list(dict.fromkeys(told)), named_of(done.session, row) | {"text": text})
    return {
        "decision": "reopen",
        "charge": charge.handle,
        "due": row.due_at.isoformat() if row.due_at else None,
        "triage_by": triage_by(dates),
    }
