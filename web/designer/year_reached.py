"""How far a year is that somebody waits for."""

from web.growing import Tell
from workflows.designer.year import Progress


def year_reached(tell: Tell) -> Progress:
    """The progress of a year as lines of a page that grows."""
    return lambda done, of, units: tell("designer/year_line.html", {"done": done, "of": of, "units": units})
