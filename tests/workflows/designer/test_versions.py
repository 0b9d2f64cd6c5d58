"""Versions: named for good, what was saved of each day, and the way back without loss."""

import pytest

from tests.stores import BOTH_STORES
from tests.workflows.designer.drawing import NOW, Drawing
from workflows.designer.adding import put_back, take_out
from workflows.designer.drafts import Closed, Overtaken, Saved
from workflows.designer.together import files_of
from workflows.designer.trail import events_of
from workflows.designer.versions import (
    content_at,
    kept_of,
    mark_of_kept,
    mark_of_version,
    name_version,
    roll_back,
    save_over_rival,
    versions_of,
)
from workflows.errors import NotYours, Refused, StalePage

pytestmark = BOTH_STORES
FORM = "monthly_report.form"


def back(drawing: Drawing, draft: int, mark: str, name: str = "Trở lại") -> int:
    return drawing.act(
        lambda session, viewer: roll_back(
            session, viewer, draft, mark, name=name, before="Trước khi trở lại", now=NOW
        )
    )


def test_a_version_keeps_its_content_whatever_becomes_of_the_draft(drawing: Drawing) -> None:
    change, draft = drawing.change_of(FORM)
    first = bytes(drawing.row(draft).content)
    number = drawing.act(
        lambda session, viewer: name_version(session, viewer, draft, " Bản  đầu ", "Để so", now=NOW)
    )
    assert number == 1
    drawing.save(draft, b'{"id": "later"}')
    with drawing.database.read() as session:
        [row] = versions_of(session, draft)
        assert (row.name, row.reason, row.username) == ("Bản đầu", "Để so", "owner")
        assert content_at(session, drawing.row(draft), mark_of_version(row)) == first
        assert content_at(session, drawing.row(draft), "base") == first
        assert content_at(session, drawing.row(draft), "deployed") == first
        assert events_of(session, change)[0].what == "named"
    with pytest.raises(Refused, match="name"):
        drawing.act(lambda session, viewer: name_version(session, viewer, draft, "  ", "", now=NOW))


def test_rolling_back_makes_a_new_version_and_keeps_what_was_there(drawing: Drawing) -> None:
    _change, draft = drawing.change_of(FORM)
    first = bytes(drawing.row(draft).content)
    drawing.act(lambda session, viewer: name_version(session, viewer, draft, "Bản đầu", "", now=NOW))
    drawing.save(draft, b'{"id": "later"}')
    assert back(drawing, draft, "version-1") == 3
    row = drawing.row(draft)
    assert (bytes(row.content), row.revision) == (first, 3)
    with drawing.database.read() as session:
        assert [one.name for one in versions_of(session, draft)] == [
            "Trở lại",
            "Trước khi trở lại",
            "Bản đầu",
        ]
        assert content_at(session, row, "version-2") == b'{"id": "later"}'
    with pytest.raises(Refused, match="exactly"):
        back(drawing, draft, "version-1")
    drawing.save(draft, b'{"id": "later"}', 3)
    assert back(drawing, draft, "version-1", "Dùng lại: " + "x" * 200) == 4


def test_what_a_rival_kept_out_can_be_taken_up_again(drawing: Drawing) -> None:
    _change, draft = drawing.change_of(FORM)
    drawing.enter("beside")
    drawing.save(draft, b'{"id": "theirs"}', 1, "beside")
    drawing.save(draft, b'{"id": "mine"}', 1)
    with drawing.database.read() as session:
        marks = {one.username: mark_of_kept(one) for one in kept_of(session, draft)}
    assert marks["owner"].startswith("refused-")
    assert marks["beside"].startswith("kept-")
    back(drawing, draft, marks["owner"])
    assert bytes(drawing.row(draft).content) == b'{"id": "mine"}'
    back(drawing, draft, marks["beside"])
    assert bytes(drawing.row(draft).content) == b'{"id": "theirs"}'


def test_what_is_saved_over_a_rival_leaves_the_rivals_version_whatever_he_saves_later(
    drawing: Drawing,
) -> None:
    _change, draft = drawing.change_of(FORM)
    beside = drawing.enter("beside")
    drawing.save(draft, b'{"id": "theirs"}', 1, "beside")
    mine = b'{"id": "mine"}'

    def over(revision: int) -> object:
        return drawing.act(
            lambda session, viewer: save_over_rival(
                session, viewer, draft, mine, revision=revision, before="Trước khi đè", now=NOW
            )
        )

    assert isinstance(over(1), Overtaken)
    assert over(2) == over(2) == Saved(3)  # the answer was lost on the way, and it was sent again
    drawing.save(draft, b'{"id": "later"}', 3, "beside")
    with drawing.database.read() as session:
        [row] = versions_of(session, draft)
        assert (row.name, row.staff_key) == ("Trước khi đè", beside.staff_key)
        assert content_at(session, drawing.row(draft), mark_of_version(row)) == b'{"id": "theirs"}'


def test_each_author_and_day_keeps_its_last_content(drawing: Drawing) -> None:
    _change, draft = drawing.change_of(FORM)
    for number in range(1, 4):
        assert drawing.save(draft, f'{{"id": "n{number}"}}'.encode(), number) == Saved(number + 1)
    with drawing.database.read() as session:
        [one] = kept_of(session, draft)
        assert content_at(session, drawing.row(draft), mark_of_kept(one)) == b'{"id": "n3"}'


def test_a_mark_of_nothing_is_nothing(drawing: Drawing) -> None:
    _change, draft = drawing.change_of(FORM)
    row = drawing.row(draft)
    days = ("kept-x-2025-05-07", "kept-1-2025-99-99", f"kept-{2**63}-2025-05-07", "kept-1")
    for mark in ("", "version-", "version-9", "version-x", "version-٣", f"version-{2**31}", "no", *days):
        with drawing.database.read() as session, pytest.raises(NotYours):
            content_at(session, row, mark)


def test_a_file_that_was_left_out_is_kept_but_not_worked_on(drawing: Drawing) -> None:
    change, draft = drawing.change_of(FORM)
    drawing.save(draft, b'{"id": "monthly_report"}')
    drawing.act(lambda session, viewer: take_out(session, viewer, draft, now=NOW))
    with drawing.database.read() as session:
        assert dict(files_of(session, change))[FORM] != b'{"id": "monthly_report"}'
    assert isinstance(drawing.save(draft, b'{"id": "too_late"}', 2), Closed)
    with drawing.database.read() as session:
        [late] = [one for one in kept_of(session, draft) if one.refused]
        assert content_at(session, drawing.row(draft), mark_of_kept(late)) == b'{"id": "too_late"}'
    with pytest.raises(StalePage):
        drawing.act(lambda session, viewer: take_out(session, viewer, draft, now=NOW))
    drawing.act(lambda session, viewer: put_back(session, viewer, draft, now=NOW))
    with drawing.database.read() as session:
        assert dict(files_of(session, change))[FORM] == b'{"id": "monthly_report"}'
