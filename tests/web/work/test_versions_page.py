"""Every version can be read again, and whoever decides sees what was corrected without reading all of it."""

import pytest
import sqlalchemy as sa

from tests.web.signing_in import SignIn
from tests.web.work.test_task_page import CLERK, DESK, HEAD, STRANGER
from tests.workflows.cycle import ANSWERS, ISSUE, Cycle
from workflows.tables import report_version

SECOND = {
    **ANSWERS,
    "overview": "Tình hình địa bàn rất ổn định.",
    "issues": [
        {**ISSUE, "summary": "Rác thải dồn ở cổng chợ mỗi sáng.", "mentions": "3"},
        {**ISSUE, "mentions": "20"},
    ],
}


def version_keys(cycle: Cycle, unit: str = "C003") -> list[int]:
    with cycle.database.read() as session:
        query = sa.select(report_version.c.key).where(report_version.c.report_key == cycle.report(unit).key)
        return list(session.execute(query.order_by(report_version.c.number)).scalars())


@pytest.fixture
def corrected(cycle: Cycle) -> Cycle:
    """Ward 3 sent, District 1 returned it, Ward 3 sent again."""
    cycle.submit("C003")
    cycle.send_back("C003", "D001")
    cycle.submit("C003", SECOND)
    return cycle


def test_the_receiving_desk_sees_what_was_corrected(corrected: Cycle, sign_in: SignIn) -> None:
    text = sign_in(DESK).get(f"/tasks/{corrected.task('C003', 'accept')}").text
    assert "Những chỗ đã sửa so với bản 1" in text
    changes = text.partition("Những chỗ đã sửa")[2].partition("<h2")[0]
    assert "Vấn đề 1" in changes
    assert "Vấn đề 2" in changes
    assert "14 ý kiến" in changes
    assert "20 ý kiến" in changes
    assert '<ins><span class="govuk-visually-hidden">[thêm: </span>rất' in changes


def test_the_head_sees_what_the_clerk_corrected_before_it_goes_out_again(
    cycle: Cycle, sign_in: SignIn
) -> None:
    cycle.submit("C003")
    cycle.send_back("C003", "D001")
    cycle.draft("C003", SECOND)
    text = sign_in(HEAD).get(f"/tasks/{cycle.task('C003', 'approve')}").text
    assert "Những chỗ đã sửa so với bản 1" in text
    assert "cổng chợ" in text


def test_a_first_report_has_nothing_to_compare_with(cycle: Cycle, sign_in: SignIn) -> None:
    cycle.submit("C003")
    assert "Những chỗ đã sửa" not in sign_in(DESK).get(f"/tasks/{cycle.task('C003', 'accept')}").text


def test_a_version_is_read_as_it_was_sent(corrected: Cycle, sign_in: SignIn) -> None:
    first, second = version_keys(corrected)
    clerk = sign_in(CLERK)
    case = clerk.get(f"/reports/{corrected.report('C003').key}").text
    assert f'href="/versions/{first}"' in case
    assert f'href="/versions/{second}"' in case
    text = clerk.get(f"/versions/{first}").text
    assert "Nước ngập sau mưa lớn" in text
    assert "cổng chợ" not in text
    assert "Những chỗ khác với" not in text


def test_two_versions_are_compared_either_way(corrected: Cycle, sign_in: SignIn) -> None:
    first, second = version_keys(corrected)
    desk = sign_in(DESK)
    assert "Những chỗ khác với Bản 1" in desk.get(f"/versions/{second}").text
    assert "Những chỗ khác với Bản 2" in desk.get(f"/versions/{first}?against={second}").text


def test_a_version_is_compared_with_no_other_units(corrected: Cycle, sign_in: SignIn) -> None:
    corrected.submit("C004")
    (other,) = version_keys(corrected, "C004")
    assert sign_in(DESK).get(f"/versions/{version_keys(corrected)[0]}?against={other}").status_code == 404


def test_a_stranger_reads_no_version(corrected: Cycle, sign_in: SignIn) -> None:
    for key in version_keys(corrected):
        assert sign_in(STRANGER).get(f"/versions/{key}").status_code == 404
    assert sign_in(STRANGER).get("/versions/999").status_code == 404
