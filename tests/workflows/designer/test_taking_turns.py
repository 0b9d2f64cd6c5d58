"""Whoever works on a change holds it first: nothing moves in what is proposed, nobody deploys what is withdrawn."""

from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from psycopg.errors import LockNotAvailable

from database.session import Session
from organisation.viewer import Viewer
from tests.stores import ON_POSTGRESQL
from tests.workflows.designer.drawing import NOW, Drawing
from workflows.designer.adding import take_out
from workflows.designer.deploying.deploy import deploy_change
from workflows.designer.drafts import save_draft
from workflows.designer.proposing import propose
from workflows.designer.rights import find_change
from workflows.designer.versions import name_version

pytestmark = ON_POSTGRESQL


def test_whoever_changes_a_change_waits_for_his_turn(drawing: Drawing) -> None:
    change, draft = drawing.change_of("monthly_report.form")
    looked, viewer = drawing.look(change), drawing.viewer()
    seen = looked.asked.fingerprint
    acts: list[Callable[[Session, Viewer], Any]] = [
        lambda session, viewer: save_draft(session, viewer, draft, b"{}", revision=1, now=NOW),
        lambda session, viewer: take_out(session, viewer, draft, now=NOW),
        lambda session, viewer: name_version(session, viewer, draft, "Bản đầu", "", now=NOW),
        lambda session, viewer: propose(session, viewer, change, "Vì", now=NOW),
        lambda session, viewer: deploy_change(session, viewer, looked, seen, "Vì", now=NOW),
    ]
    beside = sa.create_engine(drawing.database.writer.url, poolclass=sa.pool.NullPool)
    with drawing.database.write() as rival:
        find_change(rival, viewer, change, NOW, hold=True)
        for act in acts:
            with beside.connect() as session:
                session.exec_driver_sql("set local lock_timeout = '20ms'")
                with pytest.raises((LockNotAvailable, sa.exc.OperationalError), match="lock timeout"):
                    act(session, viewer)
