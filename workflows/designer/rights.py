"""Who may see a change, and who may work on it: owners of all processes any, a unit's owner those of it and below."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from database.session import Session
from organisation.days import local_day
from organisation.roles import DEPLOYER, OWNER, group
from organisation.viewer import Viewer
from organisation.visibility import below_units
from workflows.designer.tables import design_change, design_draft
from workflows.errors import NotYourRole, NotYours, StalePage

OPEN, PROPOSED, DEPLOYED, DROPPED = "open", "proposed", "deployed", "dropped"


def deploys_everywhere(viewer: Viewer) -> bool:
    """Whether the viewer deploys the processes of all units, written by others."""
    return group(None, DEPLOYER) in viewer.groups


def deploys_all(viewer: Viewer, *, four_eyes: bool) -> bool:
    """Whether the viewer deploys what all units use: without `four_eyes` an owner of all processes does, too."""
    return deploys_everywhere(viewer) or (viewer.is_owner and not four_eyes)


def units_deployed(viewer: Viewer, now: datetime, *, four_eyes: bool) -> sa.Select[Any]:
    """The units of which the viewer deploys what they brought in themselves, and all below: by their keys."""
    roles = {DEPLOYER} if four_eyes else {DEPLOYER, OWNER}
    units = frozenset[int]().union(*(viewer.unit_keys(role) for role in roles))
    return below_units(units, local_day(now))


def owns_any(viewer: Viewer) -> bool:
    """Whether the viewer owns processes, of all units or of one."""
    return any(post.role == OWNER for post in viewer.postings)


def require_look(viewer: Viewer) -> None:
    """NotYours for everybody else: to them there is no designer."""
    if not viewer.designs:
        raise NotYours


def require_owner(viewer: Viewer) -> None:
    """NotYours for whoever has nothing to do with it, NotYourRole for a deployer, who only reads."""
    require_look(viewer)
    if not owns_any(viewer):
        raise only_owners_draw()


def only_owners_draw() -> NotYourRole:
    """What a deployer is told who would draw."""
    return NotYourRole(
        "Chỉ chủ quy trình được sửa. Bạn có thể xem và đưa đợt sửa vào áp dụng.",
        "Only a process owner changes drafts. You may look at a change and deploy it.",
    )


def require_two_people(viewer: Viewer, *, four_eyes: bool) -> None:
    """NotYourRole for whoever would deploy by a program what nobody else looks at, where two people are asked for.

    Operators go on: they may do the same by a command on the machine.
    """
    if four_eyes and not viewer.is_operator:
        raise NotYourRole(
            "Ở đây phải có hai người mới áp dụng được: lập đợt sửa ở trang Quy trình và biểu mẫu rồi đề nghị.",
            "Two people are asked for here: make a change on the page Processes and forms, and propose it.",
        )


def changes_seen(viewer: Viewer, now: datetime) -> sa.ColumnElement[bool]:
    """The changes that the viewer sees: all, or those of the units where he owns or deploys, and of all below."""
    return sa.or_(*_in_role(viewer, now).values())


def _in_role(viewer: Viewer, now: datetime) -> dict[str, sa.ColumnElement[bool]]:
    """The changes that are the viewer's to draw and to deploy: a role at one unit is none at another."""
    return {"draws": _as(OWNER, viewer, now), "deploys": _as(DEPLOYER, viewer, now)}


def _as(role: str, viewer: Viewer, now: datetime) -> sa.ColumnElement[bool]:
    if group(None, role) in viewer.groups:
        return sa.true()
    units = viewer.unit_keys(role)
    return design_change.c.unit_key.in_(below_units(units, local_day(now))) if units else sa.false()


def find_change(
    session: Session, viewer: Viewer, change_key: int, now: datetime, *, hold: bool = False
) -> Any:
    """The row of a change, with whether it is the viewer's to draw, `draws`, and to deploy, `deploys`.

    With `hold` nobody else moves it before this transaction ends. NotYours where there is none that the viewer sees.
    """
    roles = _in_role(viewer, now)
    query = sa.select(design_change, *_named(roles)).where(design_change.c.key == change_key)
    return _found(session, viewer, query.where(sa.or_(*roles.values())), [design_change] if hold else [])


def find_draft(session: Session, viewer: Viewer, draft_key: int, now: datetime, *, hold: bool = False) -> Any:
    """The row of a draft with title, unit and state of its change; otherwise as find_change. `hold` holds both."""
    roles = _in_role(viewer, now)
    query = (
        sa.select(
            design_draft,
            design_change.c.title,
            design_change.c.unit_key,
            design_change.c.state,
            *_named(roles),
        )
        .join(design_change, design_change.c.key == design_draft.c.change_key)
        .where(design_draft.c.key == draft_key)
    )
    held = [design_change, design_draft] if hold else []
    return _found(session, viewer, query.where(sa.or_(*roles.values())), held)


def _named(roles: Mapping[str, sa.ColumnElement[bool]]) -> list[Any]:
    return [condition.label(name) for name, condition in roles.items()]


def _found(session: Session, viewer: Viewer, query: sa.Select[Any], held: list[sa.Table]) -> Any:
    require_look(viewer)
    row = session.execute(query.with_for_update(of=held) if held else query).one_or_none()
    if row is None:
        raise NotYours
    return row


def may_write(row: Any) -> bool:
    """Whether the drafts of a change are its viewer's to change, by its row or that of a draft: while it is open."""
    return bool(row.draws) and row.state == OPEN


def require_writable(row: Any) -> None:
    """NotYourRole for a deployer; StalePage where the change is proposed, deployed or dropped."""
    if not row.draws:
        raise only_owners_draw()
    if row.state == PROPOSED:
        raise StalePage(
            "Đợt sửa này đã được đề nghị áp dụng nên không sửa tiếp được. Rút đề nghị trước, rồi sửa.",
            "This change is proposed for deployment, so it can no longer be changed. Withdraw the proposal first.",
        )
    if row.state != OPEN:
        raise StalePage(
            "Đợt sửa này đã kết thúc. Mở một đợt sửa mới để sửa tiếp.",
            "This change has ended. Open a new one to go on.",
        )
