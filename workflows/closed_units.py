"""Units that exist no longer: they end what they have, and begin nothing."""

from datetime import date

from organisation.units import Unit
from periods.words import day_text
from workflows.errors import Refused


def require_existing(unit: Unit, on: date) -> None:
    """Refused where a unit exists no longer on a day."""
    if unit.valid_to is not None and unit.valid_to < on:
        last = day_text(unit.valid_to)
        raise Refused(
            f"{unit.name} đã kết thúc hoạt động ngày {last}. Nơi kế thừa làm việc này.",
            f"{unit.name} exists no longer since {last}. Whoever took over does this.",
        )
