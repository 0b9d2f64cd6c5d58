"""A whole month on the real tree of two tiers, played as the demo staff, and counted again from the rows."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from database.session import open_database, sqlite_url
from engine.history import verify_history
from engine.tables import incident, instance, task
from notifications.tables import outbox
from workflows.demo.behaviour import Behaviour, behaviour_of
from workflows.tables import report, report_return

pytestmark = pytest.mark.longer

HOUSE = Path(__file__).parent.parent.parent


@pytest.fixture(scope="module")
def counts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    home = tmp_path_factory.mktemp("home")
    done = subprocess.run(
        [sys.executable, "manage.py", "demo", "--tree", "two", "--json"],
        cwd=HOUSE,
        env=os.environ | {"GIAOBAN_HOME": str(home)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == "", "no progress where there is no terminal"
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_the_four_outcomes_add_up_to_the_127_expected(counts: dict[str, Any]) -> None:
    assert counts["expected"] == 127
    assert counts["on_time"] + counts["late"] + counts["missing"] + counts["nil"] == 127
    assert counts["pending"] == 0
    assert min(counts["late"], counts["missing"], counts["nil"], counts["escalations"]) > 0


def test_the_counts_stand_when_recounted_from_the_rows(counts: dict[str, Any]) -> None:
    opened = open_database(sqlite_url(Path(counts["store"])))
    with opened.read() as session:
        never = session.execute(
            sa.select(sa.func.count()).select_from(report).where(report.c.first_submitted_at.is_(None))
        ).scalar_one()
        nil = session.execute(sa.select(sa.func.count()).select_from(report).where(report.c.first_nil))
        told = session.execute(
            sa.select(sa.func.count())
            .select_from(outbox)
            .where(outbox.c.rule.in_(["before_2", "before_1", "due", "receive_late"]))
        ).scalar_one()
        returned = session.execute(
            sa.select(report_return.c.report_key, sa.func.count().label("n"))
            .where(report_return.c.stage == "receive")
            .group_by(report_return.c.report_key)
        ).all()
        assert never == counts["missing"]
        assert nil.scalar_one() >= counts["nil"]
        assert told == counts["reminders"]
        assert sum(row.n for row in returned) == counts["returns"]
        assert max(row.n for row in returned) == 2, "one report is returned twice"
    opened.close()


def test_no_report_is_left_running_and_the_history_is_whole(counts: dict[str, Any]) -> None:
    """What reports have proposed is decided later than a month ends: each waits for one office, and nothing else."""
    opened = open_database(sqlite_url(Path(counts["store"])))
    with opened.read() as session:
        active = session.scalars(sa.select(instance.c.subject).where(instance.c.status == "active")).all()
        waiting = session.scalars(sa.select(task.c.form_id).where(task.c.status == "created")).all()
        failed = session.execute(sa.select(incident.c.error)).all()
        assert {subject.partition(":")[0] for subject in active} == {"proposal"}
        assert waiting == ["decide_proposal"] * len(active)
        assert failed == []
        assert verify_history(session) == []
    opened.close()


def test_a_store_is_never_written_over(tmp_path: Path) -> None:
    kept = tmp_path / "kept.db"
    kept.write_text("somebody's")
    done = subprocess.run(
        [sys.executable, "manage.py", "demo", "--store", str(kept)],
        cwd=HOUSE,
        env=os.environ | {"GIAOBAN_LANGUAGE": "en"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "exists already" in done.stderr
    assert kept.read_text() == "somebody's"


def test_only_the_lowest_level_is_silent_or_nil() -> None:
    above = [behaviour_of(place, lowest=False) for place in range(200)]
    assert not any(one.silent or one.nil or one.returns for one in above)
    below: list[Behaviour] = [behaviour_of(place, lowest=True) for place in range(200)]
    assert not any(one.silent and one.late for one in below)
    assert {one.returns for one in below} == {0, 1, 2}
