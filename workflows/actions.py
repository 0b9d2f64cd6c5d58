"""What the service tasks of our diagrams do: the `type` of a zeebe:taskDefinition -> the work."""

from collections.abc import Mapping

from engine.actions import Deferred, Inline
from workflows.data_call.closing import close_call, note_silence
from workflows.delivery.handing_over import give_up
from workflows.escalation import tell
from workflows.follow_up.turning import close_follow_up, turn_red
from workflows.issues.handling.answering import send_answer
from workflows.ladder import press
from workflows.oversight.giving import close_case, return_opinion
from workflows.oversight.history import keep_history, make_history
from workflows.proposal.carrying_out import note_direction
from workflows.quick_report.paper import keep_quick_paper, make_paper
from workflows.quick_report.silence import note_lapsed, note_no_receipt
from workflows.reception.document import keep_notice, make_notice
from workflows.reception.ending import tell_concluded
from workflows.response.paper import keep_log, make_log
from workflows.review.document import keep_review, make_review
from workflows.review.ending import close_review, send_review
from workflows.sending import send
from workflows.submission_document import keep_document, make_document
from workflows.verification.close import close_verification
from workflows.verification.minutes import keep_minutes, make_minutes

ACTIONS: Mapping[str, Inline | Deferred] = {
    "remind": Inline(tell),
    "escalate": Inline(tell),
    "press": Inline(press),
    "data-call-silence": Inline(note_silence),
    "data-call-close": Inline(close_call),
    "quick-report-pdf": Deferred(prepare=make_paper, apply=keep_quick_paper),
    "quick-report-lapse": Inline(note_lapsed),
    "quick-receipt-silence": Inline(note_no_receipt),
    "response-pdf": Deferred(prepare=make_log, apply=keep_log),
    "review-pdf": Deferred(prepare=make_review, apply=keep_review),
    "review-send": Inline(send_review),
    "review-close": Inline(close_review),
    "submission-pdf": Deferred(prepare=make_document, apply=keep_document),
    "submission-send": Inline(send),
    "verification-minutes": Deferred(prepare=make_minutes, apply=keep_minutes),
    "verification-close": Inline(close_verification),
    "answer-send": Inline(send_answer),
    "follow-up-red": Inline(turn_red),
    "follow-up-close": Inline(close_follow_up),
    "answer-give-up": Inline(give_up),
    "oversight-history": Deferred(prepare=make_history, apply=keep_history),
    "oversight-return": Inline(return_opinion),
    "oversight-close": Inline(close_case),
    "reception-pdf": Deferred(prepare=make_notice, apply=keep_notice),
    "reception-close": Inline(tell_concluded),
    "proposal-directed": Inline(note_direction),
}
