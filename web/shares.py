"""A share as people read it: how many of how many, in per cent."""

from web.visit import Visit
from workflows.indicators.share import Share


def share(visit: Visit, number: int, whole: int) -> str:
    """Such as "62/66 = 93,94 %"; of nothing there is no share."""
    return Share(number, whole).words(visit.language)
