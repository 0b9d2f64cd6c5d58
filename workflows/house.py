"""The engine as this house runs it: our vocabulary, our actions, and what happens when an instance starts."""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from database.session import Session
from engine.host import Beginning, Host
from workflows.actions import ACTIONS
from workflows.errors import Refused
from workflows.kinds import KINDS
from workflows.opened_only import refuse_ours
from workflows.subject import REPORT, Subject
from workflows.tables import cycle_unit, report
from workflows.vocabulary import VOCABULARY

LONGEST_SEARCH = 400
"""Letters that the engine keeps to find tasks by."""
_NAME_INSTANCE = (
    sa.update(report)
    .where(report.c.key == sa.bindparam("report"), report.c.instance_key.is_(None))
    .values(instance_key=sa.bindparam("instance"))
    .returning(
        sa.select(cycle_unit.c.search).where(cycle_unit.c.key == report.c.cycle_unit_key).scalar_subquery()
    )
)


def matter_began(
    session: Session, instance_key: int, _owner: str, variables: Mapping[str, Any], _attempt: int
) -> Beginning | None:
    """An instance has started: from now on what it is about can be found through its tasks, and the other way."""
    subject = _subject_in(variables)
    if subject is None:
        return None
    if subject.kind == REPORT:
        search = _report_began(session, subject.key, instance_key)
    else:
        search = KINDS[subject.kind].began(session, subject.key, instance_key)
    return Beginning(subject=str(subject), search=search[:LONGEST_SEARCH])


def _subject_in(variables: Mapping[str, Any]) -> Subject | None:
    """The matter that variables name; a part before the whole, as KINDS are ordered."""
    name = next((one for one in (REPORT, *KINDS) if variables.get(one) is not None), None)
    return Subject(name, int(variables[name])) if name else None


def _report_began(session: Session, report_key: int, instance_key: int) -> str:
    """Refused where the report has an instance already: the tasks of a second one would be nobody's."""
    named = session.execute(_NAME_INSTANCE, {"report": report_key, "instance": instance_key}).one_or_none()
    if named is None:
        raise Refused(
            "Báo cáo này đã có hồ sơ rồi. Hãy kiểm tra tuyến báo cáo: có thể một đơn vị được gọi hai lần.",
            "This report has a case already. Check the routes: a unit may be called twice.",
        )
    return str(named[0])


def owner_of(variables: Mapping[str, Any]) -> str:
    """Whose an instance is: the unit whose work it is."""
    return str(variables.get("unit") or "")


def child_of(item: Mapping[str, Any]) -> str:
    """What tells one child of a fan-out from the others: what it is about, else its unit."""
    subject = _subject_in(item)
    return owner_of(item) if subject is None or subject.kind == REPORT else str(subject)


HOUSE = Host(
    functions=VOCABULARY,
    actions=ACTIONS,
    started=matter_began,
    may_start=refuse_ours,
    owner_of=owner_of,
    child_of=child_of,
)
