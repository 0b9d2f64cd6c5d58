"""Drafts: saved over what they were begun from, never over a rival unseen, and seen by nobody else."""

import pytest
import sqlalchemy as sa

from tests.stores import BOTH_STORES
from tests.workflows.designer.drawing import NOW, Drawing
from workflows.designer.drafts import Overtaken, Saved, add_draft
from workflows.designer.listing import all_changes
from workflows.designer.rights import find_draft
from workflows.designer.tables import design_kept
from workflows.designer.together import deployed, files_of
from workflows.errors import NotYourRole, NotYours, Refused

pytestmark = BOTH_STORES
FORM = "monthly_report.form"


def with_title(content: bytes, title: str) -> bytes:
    return content.replace(b'"schemaVersion"', f'"exporterNote": "{title}", "schemaVersion"'.encode(), 1)


def test_a_draft_is_saved_over_the_revision_it_was_made_from(drawing: Drawing) -> None:
    _change, draft = drawing.change_of(FORM)
    new = with_title(bytes(drawing.row(draft).content), "mine")
    assert drawing.save(draft, new, 1) == Saved(2)
    assert bytes(drawing.row(draft).content) == new
    assert drawing.save(draft, new, 1) == Saved(
        2
    )  # the answer was lost on the way: sent again, nothing is doubled


def test_of_two_owners_the_second_overwrites_nothing_and_loses_nothing(drawing: Drawing) -> None:
    _change, draft = drawing.change_of(FORM)
    before = bytes(drawing.row(draft).content)
    drawing.enter("beside")
    drawing.save(draft, with_title(before, "theirs"), 1, "beside")

    answer = drawing.save(draft, with_title(before, "mine"), 1)
    assert answer == Overtaken(2, "Chủ quy trình (beside)", NOW)
    assert b"theirs" in bytes(drawing.row(draft).content)
    with drawing.database.read() as session:
        kept = session.execute(sa.select(design_kept).where(design_kept.c.refused)).one()
    assert b"mine" in bytes(kept.content)
    assert kept.staff_key == drawing.viewer().staff_key

    assert drawing.save(draft, with_title(before, "mine"), 2) == Saved(3)  # he looked, and put his over it
    assert b"mine" in bytes(drawing.row(draft).content)


def test_what_no_editor_writes_is_not_kept(drawing: Drawing) -> None:
    _change, draft = drawing.change_of(FORM)
    for broken in (b"", b"[]", b"{", b"\xff"):
        with pytest.raises(Refused):
            drawing.save(draft, broken, 1)
    _change, diagram = drawing.change_of("periodic_report.bpmn")
    for broken in (b"", b"<a", b"<!DOCTYPE a><a/>"):
        with pytest.raises(Refused):
            drawing.save(diagram, broken, 1)
    assert drawing.row(draft).revision == drawing.row(diagram).revision == 1


def test_a_change_holds_each_file_name_once(drawing: Drawing) -> None:
    change, _draft = drawing.change_of(FORM)
    viewer = drawing.viewer()
    with pytest.raises(Refused, match="already"), drawing.database.write() as session:
        add_draft(session, viewer, change, FORM, b"{}", now=NOW)
    for name in ("../x.form", "x.exe", "a b.form", ""):
        with pytest.raises(Refused), drawing.database.write() as session:
            add_draft(session, viewer, change, name, b"{}", now=NOW)


def test_drafts_lie_over_what_is_deployed(drawing: Drawing) -> None:
    change, draft = drawing.change_of(FORM)
    drawing.save(draft, with_title(bytes(drawing.row(draft).content), "mine"), 1)
    with drawing.database.read() as session:
        before, together = dict(deployed(session)), dict(files_of(session, change))
    assert before.keys() == together.keys()
    assert [name for name in before if before[name] != together[name]] == [FORM]


def test_only_owners_see_a_draft_and_a_units_owner_those_below(drawing: Drawing) -> None:
    district = drawing.enter("d001.owner", unit="D001")
    _change, house = drawing.change_of(FORM)
    [unit_key] = district.unit_keys()
    mine, own = drawing.change_of("periodic_report.bpmn", "d001.owner", unit_key)
    with drawing.database.read() as session:
        assert [row.key for row in all_changes(session, district, NOW)] == [mine]
        assert len(all_changes(session, drawing.viewer(), NOW)) > len(
            all_changes(session, drawing.viewer(), NOW, mine)
        )
    assert drawing.row(own, "d001.owner").key == drawing.row(own).key == own
    for stranger in ("d001.owner", "c003.reporter"):
        with pytest.raises(NotYours):
            drawing.row(house, stranger)
    with pytest.raises(NotYours):
        drawing.change_of(FORM, "d001.owner")
    assert drawing.row(house, "deployer").key == house
    with pytest.raises(NotYourRole):
        drawing.save(house, b"{}", 1, "deployer")
    with drawing.database.read() as session, pytest.raises(NotYours):
        find_draft(session, drawing.viewer(), 999_999, NOW)
