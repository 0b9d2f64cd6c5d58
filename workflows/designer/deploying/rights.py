"""Who may deploy a change. A unit deploys what it brought in itself; what is the whole house's, its deployers do."""

from collections.abc import Iterator

import sqlalchemy as sa

from bpmn.errors import Words, words
from database.session import Session
from organisation.viewer import Viewer
from workflows.designer.deploying.asked import Asked
from workflows.designer.in_force import versions_of_names
from workflows.designer.rights import (
    DEPLOYED,
    DROPPED,
    OPEN,
    deploys_all,
    units_deployed,
)
from workflows.designer.tables import design_belonging, design_event, design_kept
from workflows.designer.together import defined_ids

JUDGED = ("sent_back", "scenario_accepted")
"""Acts by which nothing of a change becomes another: a deployer's, too."""


def hindrance(session: Session, viewer: Viewer, asked: Asked, *, four_eyes: bool) -> Words | None:
    """Why the viewer may not deploy the change as it stands; None where he may.

    With `four_eyes` whoever wrote or proposed any of it does not deploy it: a deployer does, once it is proposed.
    Without, an owner deploys what he drew; a deployer what was proposed.
    """
    change = asked.change
    if change.state in {DEPLOYED, DROPPED}:
        return words("Đợt sửa này đã kết thúc.", "This change has ended.")
    if four_eyes and not change.deploys:
        return words(
            "Người đưa vào áp dụng phải là người khác. Hãy đề nghị áp dụng ở trang đợt sửa.",
            "Somebody else deploys it. Propose it on the page of the change.",
        )
    if change.state == OPEN and (four_eyes or not change.draws):
        return words(
            "Chủ quy trình chưa đề nghị áp dụng đợt sửa này.", "Its owner has not proposed this change yet."
        )
    if four_eyes and viewer.accounts & _authors(session, change.key):
        return words(
            "Bạn đã soạn hoặc đề nghị đợt sửa này, nên người khác phải đưa vào áp dụng.",
            "You wrote or proposed some of this change, so somebody else has to deploy it.",
        )
    return _beyond(session, viewer, asked, four_eyes=four_eyes)


def _authors(session: Session, change_key: int) -> frozenset[int]:
    """The accounts that wrote or proposed any of a change; whoever only judged it did not."""
    acted = sa.select(design_event.c.staff_key).where(
        design_event.c.change_key == change_key, design_event.c.what.not_in(JUDGED)
    )
    saved = sa.select(design_kept.c.staff_key).where(
        design_kept.c.draft_key.in_(
            sa.select(design_event.c.draft_key).where(
                design_event.c.change_key == change_key, design_event.c.draft_key.is_not(None)
            )
        )
    )
    return frozenset(session.execute(acted.union(saved)).scalars())


def _beyond(session: Session, viewer: Viewer, asked: Asked, *, four_eyes: bool) -> Words | None:
    """What in the change is not the viewer's unit's to deploy."""
    if deploys_all(viewer, four_eyes=four_eyes):
        return None
    own = frozenset(session.execute(units_deployed(viewer, asked.now, four_eyes=four_eyes)).scalars())
    names = sorted(set(_names_of_others(session, asked, own)))
    if asked.change.unit_key in own and not names and not asked.days:
        return None
    listed = ", ".join(names) or "–"
    return words(
        f"Đợt sửa này đổi thứ dùng chung cho cả hệ thống ({listed}). Hãy đề nghị; người phụ trách chung sẽ áp dụng.",
        f"This change alters what the whole house uses ({listed}). Propose it; those who deploy for all will.",
    )


def _names_of_others(session: Session, asked: Asked, own: frozenset[int]) -> Iterator[str]:
    known = versions_of_names(session)
    belongs = {
        (row.kind, row.name): row.unit_key for row in session.execute(sa.select(design_belonging)).all()
    }
    for one in asked.replacing:
        if not one.alters:
            continue
        ids = set(defined_ids(one.draft.kind, one.draft.content))
        if one.before is not None:
            ids |= defined_ids(one.before.kind, one.before.content)
        for name in ids:
            pair = (one.draft.kind, name)
            if pair in known and belongs.get(pair) not in own:
                yield name
