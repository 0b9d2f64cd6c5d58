"""To whom a report goes: the level above, and the local standing committee. Each gets a receipt of its own."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from database.session import Session
from organisation.routes import superior
from workflows.unit_words import committee, people_committee

RECEIVER = "receiver"
STANDING_COMMITTEE = "standing_committee"
NATION = "nation"
GOVERNMENT: Mapping[str, str] = {"vi": "Chính phủ", "en": "The Government"}


@dataclass(frozen=True)
class Addressee:
    """An office that receives a report. `handle` is its unit's; `office` tells offices of one unit apart.

    `formal` is how a document addresses it: "Ủy ban nhân dân quận Long Biên".
    """

    handle: str
    office: str
    name: Mapping[str, str]
    formal: str


def addressees(session: Session, row: Any) -> list[Addressee]:
    """The addressees of the report in a row of cycle_unit and cycle.tree_on, the level above first.

    Above the unit a cycle was opened for stands whoever its route of that day names, if anybody.
    """
    words = committee(row.name)
    found = [Addressee(row.handle, STANDING_COMMITTEE, words, words["vi"])]
    if row.superior_handle is not None:
        return [_unit(row.superior_handle, row.superior_name), *found]
    above = superior(session, row.unit_key, row.tree_on)
    if above is None:
        return found
    if above.level == NATION:
        return [Addressee(above.handle, RECEIVER, GOVERNMENT, GOVERNMENT["vi"]), *found]
    return [_unit(above.handle, above.name), *found]


def _unit(handle: str, name: str) -> Addressee:
    return Addressee(handle, RECEIVER, {"vi": name, "en": name}, people_committee(name))
