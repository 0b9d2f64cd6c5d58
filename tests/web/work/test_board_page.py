"""The board in a browser without script: it adds up, filters, goes down a level, and hides what is others'."""

import re

import pytest

from tests.web.signing_in import SignIn
from tests.workflows.cycle import Cycle, at
from web.language import LANGUAGES


def numbers(text: str) -> list[int]:
    """The written-out sum: its terms, then the total."""
    found = re.search(r"(\d+(?: \+ \d+)+) = (\d+)", text)
    assert found, "no sum is written out"
    return [*map(int, found[1].split(" + ")), int(found[2])]


def one_sent(cycle: Cycle) -> None:
    cycle.go_to(at(15, 9))
    cycle.submit("C003")
    cycle.go_to(at(19, 18))


def test_the_only_cycle_is_shown_at_once(sign_in: SignIn) -> None:
    assert sign_in("c003.reporter").get("/cycles").headers["location"] == "/cycles/1"


def test_who_takes_part_in_no_cycle_is_told_so(sign_in: SignIn) -> None:
    assert "Chưa có kỳ báo cáo nào" in sign_in("p01-sxd.officer").get("/cycles").text


def test_several_cycles_are_a_list_with_the_newest_first(cycle: Cycle, sign_in: SignIn) -> None:
    cycle.open("2025-06")
    text = sign_in("d001.head").get("/cycles").text
    assert text.index("tháng 06/2025") < text.index("tháng 05/2025")
    assert "Đã gửi 0/3" in text


@pytest.mark.parametrize("username", ["d001.receiver", "p01.leader", "admin"])
def test_the_sum_adds_up(cycle: Cycle, sign_in: SignIn, username: str) -> None:
    one_sent(cycle)
    *terms, total = numbers(sign_in(username).get("/cycles/1").text)
    assert len(terms) == 5
    assert sum(terms) == total == 2


def test_the_receiving_desk_is_led_to_what_waits_for_it(cycle: Cycle, sign_in: SignIn) -> None:
    one_sent(cycle)
    text = sign_in("d001.receiver").get("/cycles/1").text
    assert f'href="/tasks/{cycle.task("C003", "accept")}"' in text
    assert "Tiếp nhận báo cáo chờ (1)" in text
    assert "Tiếp nhận báo cáo chờ" not in sign_in("d001.leader").get("/cycles/1").text


def test_an_outcome_s_word_filters_the_table(cycle: Cycle, sign_in: SignIn) -> None:
    one_sent(cycle)
    district = cycle.report("D001").unit_key
    visitor = sign_in("d001.leader")
    text = visitor.get(f"/cycles/1?unit={district}&outcome=pending").text
    assert f"/reports/{cycle.report('C004').key}" in text
    assert f"/reports/{cycle.report('C003').key}" not in text
    assert "Không có đơn vị nào có kết quả này" in visitor.get("/cycles/1?outcome=late").text
    assert visitor.get("/cycles/1?outcome=nonsense").status_code == 404


def test_a_level_down_has_a_way_back_up(cycle: Cycle, sign_in: SignIn) -> None:
    visitor = sign_in("p01.leader")
    top = visitor.get("/cycles/1").text
    down = f"/cycles/1?unit={cycle.report('D001').unit_key}"
    assert f'href="{down}"' in top
    assert "Cộng tất cả các cấp bên dưới" in top
    below = visitor.get(down).text
    assert f'href="/cycles/1?unit={cycle.report("P01").unit_key}"' in below
    assert "Cộng tất cả các cấp bên dưới" not in below


def test_a_ward_finds_its_own_case_and_no_table(cycle: Cycle, sign_in: SignIn) -> None:
    text = sign_in("c003.head").get("/cycles/1").text
    assert f'href="/reports/{cycle.report("C003").key}"' in text
    assert "<table" not in text


@pytest.mark.parametrize("unit", ["P01", "D001", "C004", "C005"])
def test_a_board_of_others_is_not_there(cycle: Cycle, sign_in: SignIn, unit: str) -> None:
    asked = f"/cycles/1?unit={cycle.report(unit).unit_key}"
    assert sign_in("c003.reporter").get(asked).status_code == 404


@pytest.mark.parametrize(
    "path", ["/cycles/9", "/cycles/0", "/cycles/x", f"/cycles/{2**63}", "/cycles/1?unit=9999"]
)
def test_an_address_of_nothing_is_not_there(sign_in: SignIn, path: str) -> None:
    assert sign_in("admin").get(path).status_code == 404


def test_warnings_about_the_dates_are_for_owners_and_operators(cycle: Cycle, sign_in: SignIn) -> None:
    with cycle.database.write() as session:
        session.exec_driver_sql('update cycle set warnings = \'[{"vi": "Hạn sát nhau.", "en": "Close."}]\'')
    assert "Hạn sát nhau." in sign_in("admin").get("/cycles/1").text
    assert "Hạn sát nhau." not in sign_in("p01.leader").get("/cycles/1").text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_closed_cycle_says_so_in_both_languages(cycle: Cycle, sign_in: SignIn, language: str) -> None:
    one_sent(cycle)
    cycle.go_to(at(12, month=6))
    visitor = sign_in("p01.leader")
    visitor.cookies.set("language", language)
    text = visitor.get("/cycles/1").text
    assert {"vi": "Kỳ đã đóng", "en": "The cycle closed"}[language] in text
    assert sum(numbers(text)[:-1]) == numbers(text)[-1]
    assert "style=" not in text
