"""The ways that issues take: what is answered at each step, form by form, until nobody goes on."""

from collections.abc import Mapping, Sequence
from typing import Any

Answers = Mapping[str, Any]
Course = Sequence[tuple[str, Answers]]
"""A form and what is answered in it, in order."""

FIELDS = ("infrastructure", "land", "environment", "traffic", "health", "education", "welfare", "other")
PROGRAMMES = ("roads", "water", "schools")
AGENCIES = BUILDERS, INSPECTORS = "P01-SXD", "P01-TTT"
"""Beside the province: they verify with a commune; the second looks at what stands too long, too."""


def _sorted(decision: str, **more: Any) -> tuple[str, Answers]:
    return "triage_issue", {"decision": decision, **more}


_HERE = _sorted("here")
_FOUND = (
    "verify_issue",
    {"decision": "handle", "finding": "Cống tắc ở đầu ngõ.", "evidence": "Biên bản 12."},
)
_DONE = ("handle_issue", {"decision": "done", "measures": "Đã nạo vét cống."})
_ANSWER = (
    "answer_issue",
    {"text": "Đã nạo vét xong; nước rút trong một giờ.", "evidence": "Biên bản nghiệm thu."},
)
_APPROVED = ("review_answer", {"decision": "approve"})
_RETURNED = (
    "review_answer",
    {"decision": "return", "reason_code": "no_proof", "reason": "Nêu rõ căn cứ, ngày hoàn thành."},
)
_CONFIRMED = (
    "confirm_issue",
    {"decision": "resolved", "reason": "Mưa hôm qua không ngập.", "evidence": "Đã xem tại chỗ."},
)
_TOLD = ("deliver_answer", {"outcome": "delivered", "how": "phone", "note": ""})
_NOT_GOOD = ("confirm_issue", {"decision": "reopen", "reason": "Vẫn ngập.", "evidence": "Ảnh chụp hôm qua."})
_ASKS_TIME = (
    "handle_issue",
    {"decision": "extend", "measures": "Đang chờ vật tư.", "reason": "Thiếu vật tư."},
)
_GRANTED = ("grant_extension", {"decision": "grant", "reason": "Đồng ý."})

ANSWERED: Course = (_HERE, _FOUND, _DONE, _ANSWER, _APPROVED)
RESOLVED: Course = (*ANSWERED, _CONFIRMED)
RETURNED: Course = (_HERE, _FOUND, _DONE, _ANSWER, _RETURNED, _ANSWER, _APPROVED, _CONFIRMED)
EXTENDED: Course = (_HERE, _FOUND, _ASKS_TIME, _GRANTED, _DONE, _ANSWER, _APPROVED, _CONFIRMED)
RAISED_HIGHER: Course = (_sorted("up", up_reason="Cần kinh phí của tỉnh."), *RESOLVED)
CLOSED: Course = (
    _sorted("none", reason_code="not_ours", reason="Việc dân sự giữa hai bên.", evidence="Đã xem hồ sơ."),
)
REOPENED: Course = (*ANSWERED, _NOT_GOOD)
_JOINTLY = _sorted("joint", question="Vì sao nước rút chậm?")
_CONVENED = ("convene_verification", {"instruction": "Đo tại ba điểm."})
_PART = (
    ("verify_part", {"finding": "partly", "text": "Tường rào lấn 0,4 m.", "evidence": "Biên bản đo."}),
    ("approve_part", {"decision": "approve"}),
)
_DRAFT = (
    "conclude_verification",
    {"conclusion": "partly", "text": "Cống hẹp và tường rào lấn.", "measures": "Dỡ phần lấn."},
)
_AGREES = ("give_opinion", {"stance": "agree"})
_MINUTES = ("approve_minutes", {"decision": "approve"})
ASKED_JOINTLY: Course = (_JOINTLY,)
VERIFIED_JOINTLY: Course = (_JOINTLY, _CONVENED, *_PART, *_PART, _DRAFT, _AGREES, _AGREES, _MINUTES)
HALF_VERIFIED: Course = (_JOINTLY, _CONVENED, *_PART, _DRAFT, _AGREES, _MINUTES)
"""One agency says nothing, neither of the question nor of the conclusion."""
VERIFYING: Course = (_HERE, _FOUND)
RECEIVED: Course = ()

# 88 of 100 have ended, 6 wait for a confirmation, 6 for an answer: closer to a bad year than to a good one
COURSES: Sequence[Course] = (
    *[RESOLVED] * 28,
    *[RETURNED] * 6,
    *[EXTENDED] * 3,
    *[RAISED_HIGHER] * 3,
    *[CLOSED] * 4,
    *[ANSWERED] * 3,
    REOPENED,
    VERIFYING,
    RECEIVED,
)
LATE: Sequence[tuple[int, Course]] = (
    (16, VERIFIED_JOINTLY),
    (40, HALF_VERIFIED),
    (9, (_JOINTLY, _CONVENED, *_PART, *_PART, _DRAFT)),
    (4, (_JOINTLY, _CONVENED)),
    (2, ASKED_JOINTLY),
    (7, ANSWERED),
    (20, (*ANSWERED, _TOLD, _CONFIRMED)),
)
"""What is prompt, with the days before the end on which it is raised: verified with agencies, or just answered."""
