"""How a proposal is called, and its codes in words."""

from collections.abc import Mapping
from typing import Any

from workflows.issues.words import short

Words = Mapping[str, str]
LONGEST_TITLE = 90
DECISIONS: Mapping[str, Words] = {
    "accept": {"vi": "chấp nhận", "en": "accepted"},
    "assign": {"vi": "giao đơn vị khác", "en": "given to another unit"},
    "refuse": {"vi": "không chấp nhận", "en": "refused"},
}


def proposal_number(row: Any) -> str:
    """Such as "03/2026", among those of the unit that proposed it."""
    return f"{row.number:02d}/{row.year}"


def proposal_title(row: Any) -> dict[str, str]:
    """Such as "Đề xuất 03/2026: Nạo vét cống ngõ 12", by the row of a proposal."""
    named = f"{proposal_number(row)}: {short(row.what, LONGEST_TITLE).rstrip('.')}"
    return {"vi": f"Đề xuất {named}", "en": f"Proposal {named}"}
