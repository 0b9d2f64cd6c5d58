"""To whom a report goes: the level above, and the local standing committee. Each gets a receipt of its own."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from database.session import Session
from organisation.routes import superior
from workflows.unit_words import committee

RECEIVER = "receiver"
STANDING_COMMITTEE = "standing_committee"


@dataclass(frozen=True)
class Addressee:
    """An office that receives a report. `handle` is its unit's; `office` tells offices of one unit apart."""

    handle: str
    office: str
    name: Mapping[str, str]


def addressees(session: Session, row: Any) -> list[Addressee]:
    """The addressees of the report in a row of cycle_unit and cycle.tree_on, the level above first.

    Above the unit a cycle was opened for stands whoever its route of that day names, if anybody.
    """
    found = [Addressee(row.handle, STANDING_COMMITTEE, committee(row.name))]
    if row.superior_handle is not None:
        name = {"vi": row.superior_name, "en": row.superior_name}
        return [Addressee(row.superior_handle, RECEIVER, name), *found]
    above = superior(session, row.unit_key, row.tree_on)
    if above is None:
        return found
    return [Addressee(above.handle, RECEIVER, {"vi": above.name, "en": above.name}), *found]
