"""Linking a response that began by itself to the issue behind it, once that stands in the register."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from database.prepared import Prepared
from database.session import Session
from forms.form import Option
from workflows.completion import Completion
from workflows.issues.begin import KIND as ISSUE
from workflows.issues.list_ranges import TOLD_LATER, Wanted, last_of, ranges_of
from workflows.issues.tables import issue
from workflows.issues.words import issue_title
from workflows.matter import key_of
from workflows.open_task import TaskFacts
from workflows.response.behind import require_to_respond
from workflows.response.rows import response_row
from workflows.response.tables import response
from workflows.subject import Subject

MOST = 50
_WAITING = last_of([one for one in ranges_of(Wanted(field=TOLD_LATER)) if one.stage == 0], MOST)
_LAST = Prepared(
    sa.select(issue)
    .join(_WAITING, _WAITING.c.issue_key == issue.c.key)
    .order_by(_WAITING.c.ordered_at.desc(), _WAITING.c.issue_key.desc())
)


def issues_for(session: Session, facts: TaskFacts) -> Sequence[Option]:
    """The issues of the unit and field that wait for an answer, last due first; none where there is one already."""
    row = response_row(session, key_of(facts))
    if row.issue_key is not None:
        return ()
    found = _LAST.run(session, {"unit_key": row.unit_key, "field": row.field})
    return [Option(str(one.key), issue_title(one)) for one in found]


def link_issue(done: Completion) -> dict[str, Any]:
    """The response belongs to an issue from now on: it is counted there, and there is no other response to it."""
    key = int(done.answers["issue"])
    require_to_respond(done.session, key)
    values = {
        "issue_key": key,
        "about": str(Subject(ISSUE, key)),
        "linked_at": done.now,
        "linked_office": dict(done.actor.office),
    }
    done.session.execute(sa.update(response).where(response.c.key == done.key).values(**values))
    return {"closed": False}
