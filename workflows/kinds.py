"""Every kind of matter that the house knows beside reports, and what stands behind the forms of their tasks."""

from collections.abc import Mapping

from workflows.completion import Check, Handler
from workflows.data_call import handlers as data_call_handlers
from workflows.data_call.matter_kinds import DATA_CALL_KINDS
from workflows.delivery import handing_over as delivery_handlers
from workflows.delivery.matter_kind import DeliveryKind
from workflows.direction import handlers as direction_handlers
from workflows.direction.matter_kind import DirectionKind
from workflows.follow_up import handlers as follow_up_handlers
from workflows.follow_up.matter_kind import FollowUpKind
from workflows.issues.handling import forms as issue_forms
from workflows.issues.matter_kind import IssueKind
from workflows.matter import MatterKind
from workflows.oversight import giving as oversight_giving
from workflows.oversight.matter_kind import OversightKind
from workflows.proposal import carrying_out, deciding
from workflows.proposal.matter_kind import ProposalKind
from workflows.quick_report import handlers as quick_handlers
from workflows.quick_report.matter_kinds import QUICK_KINDS
from workflows.reception import handlers as reception_handlers
from workflows.reception.matter_kind import ReceptionKind
from workflows.response import handlers as response_handlers
from workflows.response.matter_kinds import RESPONSE_KINDS
from workflows.review import checks as review_checks
from workflows.review import handlers as review_handlers
from workflows.review.matter_kinds import ReviewKind, ReviewPartKind
from workflows.verification.kind import VERIFICATION_KINDS
from workflows.verification.steps import VERIFICATION_CHECKS, VERIFICATION_STEPS

KINDS: Mapping[str, MatterKind] = {
    kind.name: kind
    for kind in (
        DirectionKind(),
        ReviewPartKind(),
        ReviewKind(),
        *VERIFICATION_KINDS,
        *DATA_CALL_KINDS,
        DeliveryKind(),
        *QUICK_KINDS,
        *RESPONSE_KINDS,
        IssueKind(),
        FollowUpKind(),
        OversightKind(),
        ReceptionKind(),
        ProposalKind(),
    )
}
HANDLERS: Mapping[str, Handler] = {
    **direction_handlers.HANDLERS,
    **review_handlers.HANDLERS,
    **data_call_handlers.HANDLERS,
    **quick_handlers.HANDLERS,
    **response_handlers.HANDLERS,
    **VERIFICATION_STEPS,
    **delivery_handlers.STEPS,
    **issue_forms.HANDLERS,
    **follow_up_handlers.HANDLERS,
    **oversight_giving.HANDLERS,
    **reception_handlers.HANDLERS,
    **deciding.HANDLERS,
    **carrying_out.HANDLERS,
}
CHECKS: Mapping[str, Check] = {
    **direction_handlers.CHECKS,
    **response_handlers.CHECKS,
    **review_checks.CHECKS,
    **VERIFICATION_CHECKS,
    **issue_forms.CHECKS,
    **follow_up_handlers.CHECKS,
    **oversight_giving.CHECKS,
    **reception_handlers.CHECKS,
    **deciding.CHECKS,
}
"""What may stand in the way of sending a form beside what the form itself asks for."""
