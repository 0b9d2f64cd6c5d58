"""Choosing one kind of report on a page that lists several."""

from typing import Annotated

from pydantic import Field

from database.session import Session
from periods.labels import KINDS as KIND_WORDS
from periods.profile import VIETNAM
from web.visit import Visit
from workflows.cycles import kinds_seen

ReportKind = Annotated[str, Field(pattern="^[a-z]{0,40}$")]
"""The kind of report in an address; empty for all."""


def kind_choices(
    session: Session, visit: Visit, path: str, chosen: str
) -> list[tuple[str, str, int | None, bool]]:
    """The kinds of report that the reader has cycles of, all of them first; none where there is no choice."""
    seen = kinds_seen(session, visit.viewer)
    names = {VIETNAM.windows[kind].report_kind: visit.pick(words) for kind, words in KIND_WORDS.items()}
    found = [(name, words) for name, words in names.items() if name in seen]
    if len(found) == 1:
        return []
    all_of_them = (path, visit.gettext("All kinds"), None, not chosen)
    return [all_of_them, *((f"{path}?kind={name}", words, None, name == chosen) for name, words in found)]
