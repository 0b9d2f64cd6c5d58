"""What stands behind the forms of `issue_handling`."""

from collections.abc import Mapping

from workflows.completion import Check, Handler
from workflows.issues.handling.answering import review_answer, write_answer
from workflows.issues.handling.confirming import confirm
from workflows.issues.handling.sorting import sort_out
from workflows.issues.handling.working import check_new_date, decide_extension, handle, verify

HANDLERS: Mapping[str, Handler] = {
    "triage_issue": sort_out,
    "verify_issue": verify,
    "handle_issue": handle,
    "grant_extension": decide_extension,
    "answer_issue": write_answer,
    "review_answer": review_answer,
    "confirm_issue": confirm,
}
CHECKS: Mapping[str, Check] = {"handle_issue": check_new_date, "grant_extension": check_new_date}
