"""What is asked of the counts: whose issues, raised in which days, as it was known at the end of which day."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Window:
    """Issues of a unit raised from `first` to `last`, both included, as they stood at the end of `as_of`.

    What happened after that day is not in it, whenever it is asked: the same question has the same answer for good.
    """

    unit_key: int
    first: date
    last: date
    as_of: date
