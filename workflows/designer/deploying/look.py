"""The page before a deployment: every section, in the order a reader wants to hear of them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bpmn.errors import Words
from database.session import Session
from engine.host import Host
from organisation.viewer import Viewer
from workflows.designer.deploying.asked import Asked, asked_of
from workflows.designer.deploying.blocks import Section
from workflows.designer.deploying.dates_that_move import dates_that_move
from workflows.designer.deploying.differing import what_differs
from workflows.designer.deploying.own_sections import days_set, overtaken, to_mend, versions_made
from workflows.designer.deploying.rights import hindrance
from workflows.designer.deploying.running_cases import running_cases
from workflows.designer.rights import find_change
from workflows.designer.scenarios.section import scenarios_played
from workflows.designer.year import Progress, say_nothing

MakeSection = Callable[[Session, Asked], Section | None]

SECTIONS: Sequence[MakeSection] = (
    to_mend,
    overtaken,
    what_differs,
    versions_made,
    days_set,
    dates_that_move,
    running_cases,
    scenarios_played,
)
"""A part of the page is one function, which only reads, and one line here. None: it has nothing to say."""


@dataclass(frozen=True)
class Looked:
    """What somebody saw, and what the change was like then. `hindrance` says why the viewer may not deploy it."""

    asked: Asked
    sections: tuple[Section, ...]
    hindrance: Words | None

    @property
    def change(self) -> Any:
        """The row of the change."""
        return self.asked.change

    @property
    def stops(self) -> bool:
        """Whether something in it must be mended first."""
        return any(section.stops for section in self.sections)


def look_at(
    session: Session,
    host: Host,
    viewer: Viewer,
    change_key: int,
    *,
    four_eyes: bool,
    now: datetime,
    progress: Progress = say_nothing,
) -> Looked:
    """Everything that a change would do if it were deployed now. NotYours as in find_change.

    `progress` is told of the year that has to be worked out, where one has.
    """
    change = find_change(session, viewer, change_key, now)
    asked = asked_of(session, host, viewer, change, now, progress)
    sections = tuple(found for make in SECTIONS if (found := make(session, asked)) is not None)
    return Looked(asked, sections, hindrance(session, viewer, asked, four_eyes=four_eyes))
