"""A review that lives for years goes to its end as it began; the next one takes the new version of the diagram."""

from datetime import date

import sqlalchemy as sa

from database.session import Database
from engine.definition_tables import process_definition
from engine.tables import instance
from tests.workflows.review.reviewing import SINCE, enter_basis, on, open_at
from tests.workflows.review.test_review import NEW, PART, REPORT, WARD, lesson
from tests.workflows.steps import Steps
from workflows.deployment import deploy_files, shipped_files
from workflows.house import HOUSE
from workflows.review.tables import review, review_part

OLD, NEWER = 'id="close" name="Kết thúc đợt"'.encode(), 'id="close" name="Kết thúc đợt, bản mới"'.encode()


def versions(steps: Steps) -> dict[str, int]:
    """Which version of the diagram each review and direction runs."""
    with steps.database.read() as session:
        rows = session.execute(
            sa.select(instance.c.subject, process_definition.c.version)
            .join(process_definition, process_definition.c.key == instance.c.definition_key)
            .where(instance.c.subject.like("review:%"))
        )
        return {row.subject: row.version for row in rows}


def test_a_new_version_changes_nothing_for_what_runs_and_everything_for_the_next(
    database: Database,
) -> None:
    steps = Steps(database, on(SINCE))
    with database.write() as session:
        enter_basis(session, "after_2_5", "after_5")
    open_at(steps, on(date(2027, 12, 3)))
    first = steps.row(sa.select(review))
    name, clerk, head = f"review:{first.key}", f"p01{NEW}.reporter", f"p01{NEW}.head"
    asked = {"asks": "Kết quả.", "who": "some", "units": [WARD], "parts_due": "2027-12-31"}
    steps.do(clerk, name, "outline", **asked)
    steps.pump()
    changed = dict(shipped_files())["periodic_review.bpmn"].replace(OLD, NEWER)
    assert NEWER in changed
    with database.write() as session:
        deploy_files(session, HOUSE, [("periodic_review.bpmn", changed)], actor="owner", now=steps.now)
    one = f"review_part:{steps.row(sa.select(review_part)).key}"
    steps.do(f"{WARD}.reporter".lower(), one, "write_part", **PART)
    steps.do(f"{WARD}.head".lower(), one, "approve_part", decision="approve")
    steps.pump()
    steps.do(clerk, name, "consolidate", **REPORT, lessons=[lesson("Tập huấn.", day="2030-06-28")])
    steps.do(head, name, "approve_review", decision="approve")
    steps.pump()
    open_at(steps, on(date(2030, 5, 6)))
    with database.read() as session:
        second = session.execute(sa.select(review).where(review.c.kind == "after_5")).one()
    assert versions(steps) == {name: 1, f"review:{second.key}": 2}
    assert steps.status(name) == "active", "after years its lesson is still open"
    steps.do(f"{WARD}.reporter".lower(), "direction:1", "carry_out", outcome="done", text="Đã làm.")
    steps.do(head, "direction:1", "check_outcome", decision="accept")
    steps.pump()
    assert steps.status(name) == "completed"
    assert versions(steps)[name] == 1
