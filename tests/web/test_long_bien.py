"""The case of Long Biên: played by the command through the real diagrams, and printed by the pages."""

import json
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from database.session import Database, open_database, sqlite_url
from engine.history import verify_history
from engine.tables import incident, instance, task
from notifications.tables import outbox
from tests.house.shell import HOUSE as ROOT
from tests.web.browsing import Visitor
from web.app import create_app
from web.settings import Settings
from workflows.demo.long_bien.story import ENDS, stories
from workflows.direction.tables import direction
from workflows.follow_up.tables import follow_up, follow_up_answer
from workflows.house import HOUSE
from workflows.issues.tables import issue, issue_event, issue_source
from workflows.tables import cycle_unit, report
from workflows.verification.tables import verification, verification_opinion

PASSWORD = "mot mat khau dai"
WINDOW = "/indicators?unit=D004&first=2021-01-01&last=2022-06-30&as_of=2022-06-30"


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What the command prints."""
    home = tmp_path_factory.mktemp("home")
    done = subprocess.run(
        [sys.executable, "manage.py", "demo", "--case", "long-bien", "--json"],
        cwd=ROOT,
        env=os.environ | {"GIAOBAN_HOME": str(home), "GIAOBAN_DEMO_PASSWORD": PASSWORD},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == "", "no progress where there is no terminal"
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.fixture
def store(played: dict[str, Any]) -> Iterator[Database]:
    opened = open_database(sqlite_url(Path(played["store"])))
    yield opened
    opened.close()


@pytest.fixture
def leader(store: Database, tmp_path: Path, played: dict[str, Any]) -> Iterator[Visitor]:
    """The leader of the district, on the evening of the last day."""
    settings = Settings(home=tmp_path, database_url=sqlite_url(Path(played["store"])))
    with Visitor(create_app(store, HOUSE, settings, clock=lambda: ENDS)) as visitor:
        visitor.sign_in("d004.leader", PASSWORD)
        yield visitor


def text_of(page: str) -> str:
    """What a page says, without its marks."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


def test_the_command_prints_the_numbers_with_their_denominators(played: dict[str, Any]) -> None:
    counted = {name: played[name] for name in ("raised", "answered", "directed", "verifying", "programme")}
    assert counted == {"raised": 66, "answered": 62, "directed": 19, "verifying": 4, "programme": 53}
    assert played["programme_share"] == 80.30
    assert set(played["denominators"].values()) == {66}
    assert played["shares"]["answered"] == "62/66 = 93.94 %"
    assert played["shares"]["programme_share"] == "53/66 = 80.30 %"


def test_the_page_of_indicators_prints_exactly_that(leader: Visitor) -> None:
    shown = text_of(leader.get(WINDOW).text)
    assert "66 Vấn đề phản ánh" in shown
    assert "Đã trả lời: 62/66 = 93,94 %" in shown
    assert "Có chỉ đạo của lãnh đạo: 19/66 = 28,79 %" in shown
    assert "Trật tự, văn minh đô thị: 53/66 = 80,30 %" in shown
    assert "4 đang xác minh, xử lý" in shown.lower()


def test_the_numbers_stand_when_recounted_from_the_rows(store: Database) -> None:
    with store.read() as session:
        rows = session.execute(sa.select(issue)).all()
        assert len(rows) == 66
        assert sum(row.answered_at is not None for row in rows) == 62
        assert sum(row.directed_at is not None for row in rows) == 19
        assert sum(row.state == "verifying" for row in rows) == 4
        assert sum(row.programmes == ["urban_order"] for row in rows) == 53
        assert all(row.merged_into is None and row.raised_on.year in (2021, 2022) for row in rows)
        given = session.scalars(sa.select(direction.c.about)).all()
        assert len(given) == len(set(given)) == 19


def test_each_issue_came_about_by_its_diagram(store: Database) -> None:
    """Twenty-four were told of by accepted reports, the others were taken down; each was sorted out by somebody."""
    with store.read() as session:
        first = session.execute(sa.select(issue_source).order_by(issue_source.c.key)).all()
        came = {row.issue_key: row.kind for row in reversed(first)}
        assert Counter(kind == "report" for kind in came.values()) == {True: 24, False: 42}
        handled = session.execute(sa.select(issue.c.key, issue.c.instance_key)).all()
        assert all(row.instance_key for row in handled)
        who = sa.select(issue_event).where(issue_event.c.what.in_(["state", "answer_written", "classified"]))
        assert all(event.staff_key for event in session.execute(who))
        reports = sa.select(report.c.first_submitted_at, cycle_unit.c.depth).join(
            cycle_unit, cycle_unit.c.key == report.c.cycle_unit_key
        )
        sent = session.execute(reports).all()
        assert len(sent) == 6 * 14
        assert all(row.first_submitted_at for row in sent)


def test_what_went_otherwise_is_there_too(store: Database) -> None:
    """Answers sent back, more time, issues reopened, joint verifications, one of them with a dissent."""
    with store.read() as session:
        happened = Counter(session.scalars(sa.select(issue_event.c.what)))
        paces = Counter(story.pace for story in stories())
        assert happened["answer_returned"] == paces["returned"] == 3
        assert happened["extended"] == paces["extended"]
        became = Counter(session.scalars(sa.select(issue_event.c.became)))
        assert became["reopened"] == paces["reopened"] == 2
        assert (
            len(session.execute(sa.select(verification).where(verification.c.closed_at.is_not(None))).all())
            == 2
        )
        stances = Counter(session.scalars(sa.select(verification_opinion.c.stance)))
        assert stances["dissent"] == 1


def test_nothing_failed_and_only_the_four_are_still_being_worked_on(store: Database) -> None:
    with store.read() as session:
        assert session.execute(sa.select(incident.c.error)).all() == []
        assert verify_history(session) == []
        waiting = sa.select(instance.c.subject).join(task, task.c.instance_key == instance.c.key)
        subjects = set(session.scalars(waiting.where(task.c.status == "created")))
        verifying = session.scalars(sa.select(issue.c.key).where(issue.c.state == "verifying"))
        assert {one for one in subjects if one.startswith("issue:")} == {f"issue:{key}" for key in verifying}


def test_units_were_asked_for_their_open_issues_each_month_and_confirmed_them(store: Database) -> None:
    with store.read() as session:
        months = set(session.scalars(sa.select(follow_up.c.month)))
        assert len(months) >= 15, "in a few months nothing was open when they began"
        assert session.execute(sa.select(follow_up_answer)).first() is not None
        asked = sa.select(outbox.c.about).where(outbox.c.rule == "matter_assigned")
        assert any(about.startswith("follow_up:") for about in session.scalars(asked))
