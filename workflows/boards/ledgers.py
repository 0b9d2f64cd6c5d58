"""Every kind of debt that the boards know, in the order in which they stand there."""

from collections.abc import Mapping, Sequence

from workflows.boards.asking import Asked
from workflows.boards.owed import SIDES, Ledger
from workflows.boards.reports import REPORTS
from workflows.data_call.owed import DATA_CALLS
from workflows.delivery.owed import ANSWERS
from workflows.direction.owed import DIRECTIONS
from workflows.follow_up.owed import FOLLOW_UPS
from workflows.issues.owed import ISSUES, PASSED_ON
from workflows.oversight.owed import OVERSIGHT
from workflows.proposal.owed import PROPOSALS
from workflows.quick_report.owed import QUICK_OWED
from workflows.reception.owed import RECEPTIONS
from workflows.response.owed import RESPONSES
from workflows.review.owed import REVIEWS_OWED
from workflows.verification.owed import VERIFICATIONS

LEDGERS: Sequence[Ledger] = (
    ISSUES,
    PASSED_ON,
    ANSWERS,
    REPORTS,
    DIRECTIONS,
    PROPOSALS,
    DATA_CALLS,
    *QUICK_OWED,
    *RESPONSES,
    *VERIFICATIONS,
    *REVIEWS_OWED,
    FOLLOW_UPS,
    RECEPTIONS,
    OVERSIGHT,
)
BY_NAME: Mapping[str, Ledger] = {ledger.name: ledger for ledger in LEDGERS}
BOTH_SIDES: Asked = tuple((ledger, side) for ledger in LEDGERS for side in SIDES)
