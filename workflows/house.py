"""The engine as this house runs it: our vocabulary, our actions, and what happens when an instance starts."""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from database.session import Session
from engine.host import Host
from workflows.actions import ACTIONS
from workflows.errors import Refused
from workflows.opened_only import refuse_report
from workflows.tables import report
from workflows.vocabulary import VOCABULARY

_NAME_INSTANCE = (
    sa.update(report)
    .where(report.c.key == sa.bindparam("report"), report.c.instance_key.is_(None))
    .values(instance_key=sa.bindparam("instance"))
    .returning(report.c.key)
)


def report_started(
    session: Session, instance_key: int, _owner: str, variables: Mapping[str, Any], _attempt: int
) -> None:
    """A report's instance has started: from now on the report can be found through its tasks.

    Refused where the report has an instance already: the tasks of a second one would be nobody's.
    """
    if "report" not in variables:
        return
    asked = {"report": variables["report"], "instance": instance_key}
    named = session.execute(_NAME_INSTANCE, asked).one_or_none()
    if named is None:
        raise Refused(
            "Báo cáo này đã có hồ sơ rồi. Hãy kiểm tra tuyến báo cáo: có thể một đơn vị được gọi hai lần.",
            "This report has a case already. Check the routes: a unit may be called twice.",
        )


def owner_of(variables: Mapping[str, Any]) -> str:
    """Whose an instance is: the unit that reports."""
    return str(variables.get("unit") or "")


HOUSE = Host(
    functions=VOCABULARY, actions=ACTIONS, started=report_started, may_start=refuse_report, owner_of=owner_of
)
