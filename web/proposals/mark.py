"""What a unit has proposed already and has no end yet, beside the list of proposals of its next report."""

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from database.session import Session
from web.keys import number_in
from web.proposals.words import state_tag
from web.visit import Visit
from workflows.proposal.finding import still_open
from workflows.proposal.from_reports import FIELD, LIST
from workflows.proposal.words import proposal_title

SHOWN = 10


def open_mark(
    session: Session, visit: Visit, unit_key: int, answers: Mapping[str, Any]
) -> Mapping[str, Markup]:
    """Below the list, by its name; nothing where all that is open stands in the list itself, as in a correction."""
    rows = answers.get(LIST) or []
    told = {number_in(str(row.get(FIELD) or "")) for row in rows if isinstance(row, Mapping)}
    found = still_open(session, unit_key, told, SHOWN + 1)
    if not found:
        return {}
    lines = Markup("").join(_line(visit, row) for row in found[:SHOWN])
    more = _MORE.format(visit.gettext("All of them")) if len(found) > SHOWN else ""
    head = visit.gettext("Waiting or being done already, so not to be proposed again:")
    return {LIST: _BOX.format(head=head, lines=lines, more=more)}


def _line(visit: Visit, row: Any) -> Markup:
    title, (state, _colour) = visit.pick(proposal_title(row)), state_tag(visit, row)
    return _LINE.format(key=row.key, title=title, state=state)


_BOX = Markup(
    '<div class="govuk-inset-text"><p class="govuk-body small govuk-!-margin-bottom-1">{head}</p>'
    '<ul class="govuk-list small govuk-!-margin-bottom-0">{lines}</ul>{more}</div>'
)
_LINE = Markup(
    '<li><a class="govuk-link" href="/proposals/{key}">{title}</a> <span class="quiet">{state}</span></li>'
)
_MORE = Markup('<p class="govuk-body small"><a class="govuk-link" href="/proposals?side=made">{}</a></p>')
