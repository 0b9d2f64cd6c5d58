"""How long each step takes in the case, in working hours of the office that does it."""

from collections.abc import Mapping

STEPS: Mapping[str, float] = {
    "triage_issue": 3,
    "verify_issue": 9,
    "handle_issue": 20,
    "grant_extension": 4,
    "answer_issue": 5,
    "review_answer": 3,
    "confirm_issue": 10,
    "carry_out_direction": 24,
    "check_direction": 8,
    "convene_verification": 4,
    "verify_part": 14,
    "approve_part": 3,
    "conclude_verification": 6,
    "give_opinion": 4,
    "approve_minutes": 3,
    "confirm_follow_up": 10,
}
"""By form. What has none here nobody does: it waits, and is pressed for."""
LATE_HOURS = 130
"""What a late issue takes longer to be handled."""
DIRECTED_AFTER_HOURS = 3
SILENT_IN = 7
"""One unit in so many leaves the list of a month unconfirmed."""
QUICK = 0.4
"""Of issues that are more urgent than usual."""


def hours(form: str, urgency: str, place: int) -> float:
    """How long a step takes; the same for the same issue every time."""
    usual = STEPS[form] * (0.7 + place * 7 % 10 / 10)
    return usual if urgency == "normal" else usual * QUICK
