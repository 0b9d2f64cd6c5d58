"""Units to choose from: those that share a name are told apart by the unit above them."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from database.session import Session
from forms.form import Option
from organisation.days import local_day
from organisation.routes import superior_names
from organisation.units import Unit


def names_apart(session: Session, units: Sequence[Unit], now: datetime) -> list[tuple[str, str]]:
    """Handle and name of each; "Xã Tam Hiệp (Huyện Thanh Trì)" where another of them is called the same."""
    often = Counter(unit.name for unit in units)
    alike = [unit.key for unit in units if often[unit.name] > 1]
    above = superior_names(session, alike, local_day(now)) if alike else {}
    return [
        (unit.handle, f"{unit.name} ({above[unit.key]})" if unit.key in above else unit.name)
        for unit in units
    ]


def unit_options(session: Session, units: Sequence[Unit], now: datetime) -> list[Option]:
    """The same as choices of a form."""
    return [
        Option(handle, dict.fromkeys(("vi", "en"), name)) for handle, name in names_apart(session, units, now)
    ]
