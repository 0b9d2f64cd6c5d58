"""What the case comes to, read where the pages read it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from database.session import Session
from organisation.roles import LEADER
from organisation.staff import find_staff
from organisation.viewer import viewer_of
from workflows.demo.long_bien.story import DISTRICT, FIRST, LAST
from workflows.errors import NotYours
from workflows.indicators.asked import Asked
from workflows.indicators.board import indicators
from workflows.indicators.share import Share
from workflows.issues.states import VERIFYING

PROGRAMME = "urban_order"


def figures(session: Session, now: datetime) -> dict[str, Any]:
    """The numbers of the case as of its last day: counts, what they are counted of, and both as they are printed."""
    found = find_staff(session, f"{DISTRICT.lower()}.{LEADER}")
    if found is None:
        raise NotYours
    viewer = viewer_of(session, found.key, now)
    board = indicators(session, viewer, Asked(DISTRICT, FIRST, LAST, LAST), now)
    raised = board.answered.raised
    shares: Mapping[str, Share] = {
        "answered": board.answered.answered,
        "directed": board.answered.directed,
        "verifying": Share(board.answered.states[VERIFYING], raised),
        "programme_share": board.programmes.get(PROGRAMME, Share(0, raised)),
    }
    share = shares["programme_share"].percent
    return {
        "unit": board.unit_name,
        "first": FIRST.isoformat(),
        "last": LAST.isoformat(),
        "as_of": board.window.as_of.isoformat(),
        "raised": raised,
        **{name: one.part for name, one in shares.items() if name != "programme_share"},
        "programme": shares["programme_share"].part,
        "programme_share": None if share is None else float(share),
        "denominators": {name: one.whole for name, one in shares.items()},
        "shares": {name: one.words("en") for name, one in shares.items()},
    }
