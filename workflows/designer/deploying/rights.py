"""Who may deploy a change. A unit deploys what it brought in itself; what is the whole house's, its deployers do.

A diagram says itself which report, issue or case its steps are about. So one that takes the acts of the house to its
own ends is the house's to deploy, too: a unit could reach into the matters of another by it.
"""

from collections.abc import Iterator

import sqlalchemy as sa

from bpmn.definition import FEEL_MARK
from bpmn.errors import Words, words
from database.session import Session
from organisation.viewer import Viewer
from workflows.designer.content import diagram_in
from workflows.designer.deploying.asked import Asked
from workflows.designer.in_force import versions_of_names
from workflows.designer.rights import (
    DEPLOYED,
    DROPPED,
    OPEN,
    PROPOSED,
    deploys_all,
    units_deployed,
)
from workflows.designer.scenarios.tables import design_scenario
from workflows.designer.tables import design_belonging, design_event, design_kept
from workflows.designer.together import defined_ids
from workflows.opened_only import OURS

TELLING = frozenset({"remind", "escalate"})
"""Acts of the house that only tell somebody something: any diagram may have them."""
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
    if four_eyes and not change.deploys and change.state == PROPOSED:
        return words(
            "Đợt sửa đã được đề nghị. Người đưa vào áp dụng phải là người khác.",
            "It is proposed. Somebody else deploys it.",
        )
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
    found = (_names_of_others, _acts_of_the_house, _scenarios_of_others)
    names = sorted({name for each in found for name in each(session, asked, own)})
    if asked.change.unit_key in own and not names and not asked.days:
        return None
    listed = ", ".join(names) or "–"
    then = words(
        "Hãy đề nghị; người phụ trách chung sẽ áp dụng.", "Propose it; those who deploy for all will."
    )
    if asked.change.state == PROPOSED:
        then = words("Người phụ trách chung sẽ áp dụng.", "Those who deploy for all will deploy it.")
    return words(
        f"Đợt sửa này đổi hoặc dùng đến thứ chung của cả hệ thống ({listed}). {then['vi']}",
        f"This change alters or sets going what is the whole house's ({listed}). {then['en']}",
    )


def _not_own(session: Session, own: frozenset[int]) -> frozenset[tuple[str, str]]:
    """The names in force that these units did not bring in, by kind."""
    brought = sa.select(design_belonging).where(design_belonging.c.unit_key.in_(sorted(own)))
    mine = {(row.kind, row.name) for row in session.execute(brought)}
    return frozenset(versions_of_names(session).keys() - mine)


def _names_of_others(session: Session, asked: Asked, own: frozenset[int]) -> Iterator[str]:
    others = _not_own(session, own)
    for one in asked.replacing:
        if not one.alters:
            continue
        ids = set(defined_ids(one.draft.kind, one.draft.content))
        if one.before is not None:
            ids |= defined_ids(one.before.kind, one.before.content)
        yield from (name for name in ids if (one.draft.kind, name) in others)


def _acts_of_the_house(session: Session, asked: Asked, own: frozenset[int]) -> Iterator[str]:
    processes = frozenset(name for kind, name in _not_own(session, own) if kind == "bpmn")
    theirs = {"action": asked.host.actions.keys() - TELLING, "form": OURS, "bpmn": processes}
    for one in asked.replacing:
        if one.alters and one.draft.kind == "bpmn":
            for kind, used in _used(bytes(one.draft.content)):
                if used in theirs[kind] or used.startswith(FEEL_MARK):  # it may come to be anything
                    yield used


def _scenarios_of_others(session: Session, asked: Asked, own: frozenset[int]) -> Iterator[str]:
    """The processes that its scenarios, or those they take the place of, will count for in every later change."""
    new, old = design_scenario, design_scenario.alias()
    asking = (
        sa.select(new.c.process, old.c.process)
        .outerjoin(old, old.c.key == new.c.replaces_key)
        .where(new.c.change_key == asked.change.key, new.c.kept_at.is_(None), new.c.ended_at.is_(None))
    )
    told = {name for row in session.execute(asking) for name in row if name}
    yield from told & {name for kind, name in _not_own(session, own) if kind == "bpmn"}


def _used(content: bytes) -> Iterator[tuple[str, str]]:
    """What the steps of a diagram set going; nothing of one that cannot be read, which is not deployed."""
    definitions = diagram_in(content)
    for element in definitions.elements if definitions else ():
        facts = element.zeebe
        if facts.task_type:
            yield "action", facts.task_type.text
        if facts.form:
            yield "form", facts.form.text
        if facts.call:
            yield "bpmn", facts.call.process_id or facts.call.process.text
