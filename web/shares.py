"""A share as people read it: how many of how many, in per cent to two digits, half rounded up."""

from decimal import ROUND_HALF_UP, Decimal

from web.visit import Visit

HUNDREDTH = Decimal("0.01")


def share(visit: Visit, number: int, whole: int) -> str:
    """Such as "62/66 (93,94 %)"; of nothing there is no share."""
    if not whole:
        return "0/0"
    percent = (Decimal(100 * number) / whole).quantize(HUNDREDTH, ROUND_HALF_UP)
    written = str(percent) if visit.language == "en" else str(percent).replace(".", ",")
    return f"{number}/{whole} ({written} %)"
