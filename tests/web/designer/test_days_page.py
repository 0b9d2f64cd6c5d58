"""The page on which the days of a change are typed: listed, added, changed, taken out; every refusal at its field."""

import re
from datetime import date
from functools import partial

import pytest

from organisation.calendar_overrides import overrides
from tests.web.browsing import Visitor
from tests.web.designer.player import text_of
from tests.web.signing_in import SignIn
from tests.workflows.designer.drawing import NOW, Drawing
from web.designer import year as year_page
from workflows.designer.calendar_days import days_in_change
from workflows.designer.changes import open_change
from workflows.designer.deploying import dates_that_move
from workflows.designer.proposing import propose
from workflows.designer.year import windows_ahead, windows_of_year

TET = {
    "first": "2025-05-19",
    "last": "20/05/2025",
    "kind": "off",
    "name": "Nghỉ bù",
    "source": "TB 12/TB-UBND",
    "do": "set",
}


@pytest.fixture
def change(drawing: Drawing) -> int:
    """A change of the whole house without any file."""
    return drawing.act(lambda session, viewer: open_change(session, viewer, "Lịch nghỉ", None, now=NOW))


def send(owner: Visitor, change: int, **fields: str) -> str:
    """Send the form; gives what the page says then."""
    page = f"/designer/changes/{change}/days"
    answer = owner.submit(page, {**TET, **fields}, page=page)
    if answer.status_code == 303:
        answer = owner.get(answer.headers["location"])
        assert answer.status_code == 200
    return answer.text


def kept(drawing: Drawing, change: int) -> list[tuple[str, str, str]]:
    with drawing.database.read() as session:
        return [(f"{one.date:%d/%m}", one.kind, one.name) for one in days_in_change(session, change)]


def test_days_are_added_changed_and_taken_out_and_all_of_it_is_in_the_trail(
    sign_in: SignIn, drawing: Drawing, change: int
) -> None:
    owner = sign_in("owner")
    said = text_of(send(owner, change))
    assert "Đợt sửa đã có các ngày này." in said
    assert re.search(r"19/05/2025 Thứ Hai Ngày làm việc Ngày nghỉ Nghỉ bù TB 12/TB-UBND", said)
    form = owner.get(f"/designer/changes/{change}/days?day=2025-05-20").text
    assert 'name="was" value="2025-05-20"' in form
    send(owner, change, was="2025-05-20", first="2025-05-17", kind="work", name="Làm bù")
    send(owner, change, do="out", day="2025-05-19")
    assert kept(drawing, change) == [("17/05", "work", "Làm bù")]
    page = text_of(owner.get(f"/designer/changes/{change}").text)
    for told in (
        "Bỏ ngày ra: 19/05/2025",
        "Đặt ngày làm việc: 17/05/2025 Làm bù",
        "Đặt ngày nghỉ: 19/05/2025 – 20/05/2025 Nghỉ bù",
        "17/05/2025 : ngày làm việc, Làm bù",
    ):
        assert told in page


def test_what_is_no_day_is_said_at_its_field_and_what_was_typed_stays(
    sign_in: SignIn, drawing: Drawing, change: int
) -> None:
    owner = sign_in("owner")
    send(owner, change)
    for field, typed, sentence in (
        ("first", "31/02/2025", "Ghi ngày, ví dụ"),
        ("first", "2019-12-31", "Lịch làm việc có từ năm 2020 đến năm 2031"),
        ("first", "2025-05-20", "Đợt sửa này đã có ngày 20/05/2025"),
        ("last", "2025-05-17", "Ngày cuối trước ngày đầu"),
        ("last", "2025-06-18", "nhiều nhất 31"),
        ("kind", "half", "Chọn loại ngày"),
        ("name", " ", "Ghi tên ngày"),
        ("name", "n" * 301, "Dài 301 ký tự"),
        ("source", "", "Ghi căn cứ"),
    ):
        sent = {"first": "2025-05-18", "last": "", field: typed}
        text = send(owner, change, **sent)
        problem = re.search(rf'id="{field}-problem">.*?</span>(.*?)</p>', text)
        assert problem is not None, (field, typed)
        assert sentence in problem[1]
        assert "TB 12/TB-UBND" in text
    assert "không còn trong đợt sửa" in send(owner, change, do="out", day="2025-05-01")
    assert len(kept(drawing, change)) == 2


def test_nobody_else_types_them_and_nothing_moves_once_it_is_proposed(
    sign_in: SignIn, drawing: Drawing, change: int
) -> None:
    page = f"/designer/changes/{change}/days"
    owner, deployer = sign_in("owner"), sign_in("deployer")
    assert sign_in("c003.reporter").get(page).status_code == 404
    send(owner, change)
    assert 'name="first"' not in deployer.get(page).text
    assert deployer.submit(page, TET, page="/designer").status_code == 403
    drawing.act(lambda session, viewer: propose(session, viewer, change, "Theo thông báo", now=NOW))
    assert "Đợt sửa này đã được đề nghị áp dụng" in send(owner, change, first="2025-05-27", last="")
    assert len(kept(drawing, change)) == 2


def test_a_year_counts_them_and_a_change_of_days_alone_is_deployed(
    sign_in: SignIn, drawing: Drawing, change: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(year_page, "windows_of_year", partial(windows_of_year, kinds=("month",)))
    monkeypatch.setattr(dates_that_move, "windows_ahead", partial(windows_ahead, kinds=("quarter",)))
    owner = sign_in("owner")
    send(owner, change, first="2025-05-16", last="", name="Nghỉ bù")
    year = owner.get(f"/designer/changes/{change}/year?year=2025&unit=P01").text
    assert "16/05/2025 : ngày nghỉ, Nghỉ bù" in text_of(year)
    assert "từ ngày 16 sang ngày 19 ở 1 trong 8 tháng" in text_of(year)
    assert 'stroke="#0b5563" stroke-width="2"/>' in year
    drawing.deploy(change)
    with drawing.database.read() as session:
        assert date(2025, 5, 16) in {one.date for one in overrides(session)}
