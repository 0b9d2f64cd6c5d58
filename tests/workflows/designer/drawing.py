"""Process owners at work: the owner of all processes, his colleague, and the owner of District 1's."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

import sqlalchemy as sa

from database.session import Database, Session
from engine.definition_tables import resource
from organisation.postings import post
from organisation.roles import OWNER
from organisation.staff import add_staff, find_staff
from organisation.units import find_unit
from organisation.viewer import Viewer, viewer_of
from tests.workflows.cycle import OPENS, PASSWORD
from workflows.deadlines import ZONE
from workflows.designer.changes import open_change
from workflows.designer.deploying.deploy import deploy_change
from workflows.designer.deploying.look import Looked, look_at
from workflows.designer.drafts import Closed, Overtaken, Saved, add_draft, save_draft
from workflows.designer.playing.setting import Setting, setting_of_change
from workflows.designer.rights import find_draft
from workflows.designer.tables import design_change
from workflows.house import HOUSE

NOW = OPENS
Result = TypeVar("Result")


@dataclass
class Drawing:
    """Who draws in this store, and a change of the form of the monthly report."""

    database: Database

    def viewer(self, username: str = "owner") -> Viewer:
        """One of the demo staff, or of those entered by `enter`."""
        with self.database.read() as session:
            found = find_staff(session, username)
            assert found is not None, username
            return viewer_of(session, found.key, NOW)

    def enter(self, username: str, role: str = OWNER, unit: str | None = None) -> Viewer:
        """A new account with one posting."""
        with self.database.write() as session:
            key = add_staff(session, username, PASSWORD, office="Chủ quy trình", now=NOW)
            at = find_unit(session, unit, NOW.astimezone(ZONE).date()).key if unit else None
            post(session, key, at, role)
        return self.viewer(username)

    def change_of(
        self, name: str, username: str = "owner", unit_key: int | None = None, title: str = "Sửa hạn báo cáo"
    ) -> tuple[int, int]:
        """A change with a first draft of a deployed file: the keys of both."""
        viewer = self.viewer(username)

        def begin(session: Session) -> tuple[int, int]:
            change = open_change(session, viewer, title, unit_key, now=NOW)
            file = session.execute(sa.select(resource).where(resource.c.name == name)).one()
            draft = add_draft(
                session, viewer, change, name, bytes(file.content), base_resource_key=file.key, now=NOW
            )
            return change, draft

        return self.database.transact(begin)

    def act(self, work: Callable[[Session, Viewer], Result], username: str = "owner") -> Result:
        """Let somebody do something in a transaction of its own."""
        viewer = self.viewer(username)
        return self.database.transact(lambda session: work(session, viewer))

    def save(
        self, draft: int, content: bytes, revision: int = 1, username: str = "owner"
    ) -> Saved | Overtaken | Closed:
        """Somebody's editor saves."""
        return self.act(
            lambda session, viewer: save_draft(session, viewer, draft, content, revision=revision, now=NOW),
            username,
        )

    def draft_with(self, name: str, content: bytes, username: str = "owner") -> int:
        """A draft of a deployed file that says something else by now: its key."""
        _change, draft = self.change_of(name, username)
        self.save(draft, content, username=username)
        return draft

    def row(self, draft: int, username: str = "owner") -> Any:
        """The row of a draft as somebody sees it."""
        viewer = self.viewer(username)
        with self.database.read() as session:
            return find_draft(session, viewer, draft, NOW)

    def setting_of(self, change: int) -> Setting:
        """Where a change is played."""
        with self.database.read() as session:
            row = session.execute(sa.select(design_change).where(design_change.c.key == change)).one()
            return setting_of_change(session, row, NOW)

    def look(self, change: int, username: str = "owner", *, four_eyes: bool = False) -> Looked:
        """The page before a deployment, as somebody sees it."""
        viewer = self.viewer(username)
        with self.database.read() as session:
            return look_at(session, HOUSE, viewer, change, four_eyes=four_eyes, now=NOW)

    def deploy(
        self,
        change: int,
        username: str = "owner",
        *,
        reason: str = "Theo quyết định mới",
        four_eyes: bool = False,
    ) -> int:
        """Somebody looks, and deploys."""
        looked = self.look(change, username, four_eyes=four_eyes)
        seen = looked.asked.fingerprint
        return self.act(
            lambda session, viewer: deploy_change(session, viewer, looked, seen, reason, now=NOW), username
        )
