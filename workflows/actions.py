"""What the service tasks of our diagrams do: the `type` of a zeebe:taskDefinition -> the work."""

from collections.abc import Mapping

from engine.actions import Deferred, Inline
from workflows.escalation import tell
from workflows.ladder import press
from workflows.sending import send
from workflows.submission_document import keep_document, make_document
from workflows.verification.close import close_verification
from workflows.verification.minutes import keep_minutes, make_minutes

ACTIONS: Mapping[str, Inline | Deferred] = {
    "remind": Inline(tell),
    "escalate": Inline(tell),
    "press": Inline(press),
    "submission-pdf": Deferred(prepare=make_document, apply=keep_document),
    "submission-send": Inline(send),
    "verification-minutes": Deferred(prepare=make_minutes, apply=keep_minutes),
    "verification-close": Inline(close_verification),
}
