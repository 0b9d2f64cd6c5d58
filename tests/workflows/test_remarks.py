"""Remarks beside a report: a button that is pressed twice says a thing once, and a second thing is said too."""

from concurrent.futures import ThreadPoolExecutor

from tests.stores import BOTH_STORES
from tests.workflows.cycle import Cycle
from workflows.comments import add_comment, comments
from workflows.subject import about_report

pytestmark = BOTH_STORES

OFFICE = {"vi": "Bộ phận tiếp nhận, Quận 1", "en": "Receiving desk, Quận 1"}


def say(cycle: Cycle, text: str, page: str, who: str = "d001.receiver") -> None:
    viewer, key = cycle.viewer(who), cycle.report("C003").key
    with cycle.database.write() as session:
        add_comment(session, viewer, about_report(key), text, office=OFFICE, now=cycle.now, page=page)


def said(cycle: Cycle) -> list[str]:
    with cycle.database.read() as session:
        return [one.text for one in comments(session, about_report(cycle.report("C003").key))]


def test_eight_presses_of_one_button_say_it_once(cycle: Cycle) -> None:
    cycle.open()
    with ThreadPoolExecutor(8) as presses:
        list(presses.map(lambda _press: say(cycle, "Gửi sớm giúp quận.", "one"), range(8)))
    assert said(cycle) == ["Gửi sớm giúp quận."]


def test_other_words_another_page_and_another_person_are_heard(cycle: Cycle) -> None:
    cycle.open()
    say(cycle, "Gửi sớm.", "one")
    say(cycle, "Gửi trước 11 giờ.", "one")
    say(cycle, "Gửi sớm.", "two")
    say(cycle, "Gửi sớm.", "one", who="c003.head")
    assert said(cycle) == ["Gửi sớm.", "Gửi trước 11 giờ.", "Gửi sớm.", "Gửi sớm."]


def test_without_a_page_every_remark_is_kept(cycle: Cycle) -> None:
    cycle.open()
    say(cycle, "Đã rõ.", "")
    say(cycle, "Đã rõ.", "")
    assert said(cycle) == ["Đã rõ.", "Đã rõ."]
