"""An open list is told of new tasks: over a line that stays open, else by asking; it never moves by itself."""

import asyncio
import re
import threading
from collections.abc import AsyncIterator, Iterator, Mapping
from collections.abc import Set as AbstractSet
from html import unescape

import pytest
from anyio import to_thread
from anyio.from_thread import start_blocking_portal
from fastapi import FastAPI
from playwright.sync_api import Page, expect

from database.session import Database
from tests.web.browsing import served
from tests.web.signing_in import SignIn
from tests.web.work.test_task_browser import enter
from tests.workflows.cycle import Cycle
from web.inbox.watching import MOST_OF_ONE, Watch
from workflows.claim import claim
from workflows.news import Mark, how_they_stand

CLERK, HEAD, DESK, STRANGER = "c003.reporter", "c003.head", "d001.receiver", "c005.reporter"


@pytest.fixture(autouse=True)
def _look_often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("web.inbox.watching.LOOK_SECONDS", 0.01)


@pytest.fixture
def address(app: FastAPI) -> Iterator[str]:
    with served(app) as found:
        yield found


def since_of(text: str) -> str:
    found = re.search(r'hx-get="(/tasks/news\?[^"]+)"', text)
    assert found
    return unescape(found[1])


def test_a_page_asks_what_came_after_it_and_only_for_its_own_offices(sign_in: SignIn, cycle: Cycle) -> None:
    people = {name: sign_in(name) for name in (DESK, STRANGER)}
    asked = {name: since_of(one.get("/tasks").text) for name, one in people.items()}
    assert people[DESK].get(asked[DESK]).text.strip() == ""
    cycle.submit("C003")
    cycle.submit("C004")
    assert "2 việc mới: xem" in people[DESK].get(asked[DESK]).text
    assert people[STRANGER].get(asked[STRANGER]).text.strip() == ""
    assert people[DESK].get(since_of(people[DESK].get("/tasks").text)).text.strip() == ""


def test_a_page_is_told_that_a_task_was_taken_or_done(sign_in: SignIn, cycle: Cycle) -> None:
    cycle.submit("C003")
    desk, key = sign_in(DESK), cycle.task("C003", "accept")
    asked, changed = since_of(desk.get("/tasks").text), "Danh sách đã đổi"
    assert desk.get(asked).text.strip() == ""
    desk.submit(f"/tasks/{key}/claim", {}, page="/tasks")
    assert changed in desk.get(asked).text
    asked = since_of(desk.get("/tasks").text)
    assert desk.get(asked).text.strip() == ""
    cycle.accept("C003", "D001")
    assert changed in desk.get(asked).text
    assert desk.get(since_of(desk.get("/tasks").text)).text.strip() == ""


@pytest.mark.parametrize("shown", ["", "f", "1", "9" * 30 + "f", "9" * 5000 + "m", "²f", "1x.2f2"])
def test_what_no_page_shows_is_no_news(sign_in: SignIn, shown: str) -> None:
    answer = sign_in(CLERK).get(f"/tasks/news?since={'9' * 18}&taken=0&shown={shown}")
    assert (answer.status_code, answer.text.strip()) == (200, "")


def test_a_list_that_changed_is_shown_anew_where_it_was_narrowed_to(sign_in: SignIn, cycle: Cycle) -> None:
    cycle.submit("C003")
    desk, key = sign_in(DESK), cycle.task("C003", "accept")
    refused = desk.submit("/tasks/together", {"do": "take", "scope": "unit", "q": "C003"}, page="/tasks")
    assert refused.status_code == 422
    asked = since_of(refused.text)
    desk.submit(f"/tasks/{key}/claim", {}, page="/tasks")
    assert 'href="/tasks?scope=unit&amp;q=C003"' in desk.get(asked).text


def test_the_mark_of_an_office_changes_with_its_tasks_only(cycle: Cycle, database: Database) -> None:
    groups = {"C003.reporter", "C004.reporter", "C003.head"}

    def look() -> Mapping[str, Mark]:
        with database.read() as session:
            return how_they_stand(session, groups)

    before = look()
    with database.write() as session:
        claim(session, cycle.viewer(CLERK), cycle.task("C003", "draft"), now=cycle.now)
    taken = look()
    assert {group for group in groups if taken[group] != before[group]} == {"C003.reporter"}
    cycle.draft("C003")
    done = look()
    assert {group for group in groups if done[group] != taken[group]} == {"C003.reporter", "C003.head"}


@pytest.mark.browser
def test_an_open_list_says_what_is_new_below_and_stays_where_it_is(
    page: Page, sign_in: SignIn, cycle: Cycle, address: str
) -> None:
    cycle.submit("C004")
    enter(page, sign_in, address, DESK)
    with page.expect_response("**/tasks/news?since=*"):  # the line is open, and the page has looked once
        page.goto(f"{address}/tasks")
    row = page.locator("ol.rows li").first
    before = row.bounding_box()
    cycle.submit("C003")
    expect(page.get_by_role("status")).to_have_text("1 việc mới: xem")
    assert row.bounding_box() == before
    page.get_by_role("link", name="1 việc mới: xem").click()
    expect(page.locator("ol.rows li")).to_have_count(2)


@pytest.mark.browser
def test_where_no_line_can_be_opened_the_page_asks_by_itself(
    page: Page, sign_in: SignIn, cycle: Cycle, address: str
) -> None:
    enter(page, sign_in, address, DESK)
    page.route("**/tasks/news/stream", lambda route: route.fulfill(status=503))
    page.clock.install()
    page.goto(f"{address}/tasks")
    page.wait_for_function("window.htmx !== undefined")
    cycle.submit("C003")
    expect(page.get_by_role("status")).to_be_empty()
    with page.expect_response("**/tasks/news?since=*"):
        page.clock.run_for(61_000)
    expect(page.get_by_role("status")).to_have_text("1 việc mới: xem")


class Store:
    """Stands for the open tasks of the store, by group, and counts how often it is asked."""

    def __init__(self) -> None:
        self.tasks = {"D001.receiver": 1}
        self.asked = 0
        self.first_asked = threading.Event()

    def look(self, groups: AbstractSet[str]) -> dict[str, int]:
        self.asked += 1
        found = {group: self.tasks.get(group, 0) for group in groups}
        if self.asked > 1:  # the first answer has been taken in
            self.first_asked.set()
        return found


async def first_event(told: AsyncIterator[str]) -> str:
    async for one in told:
        if one.startswith("event"):
            return one
    return ""


def test_one_look_serves_all_who_wait_and_wakes_those_it_is_for() -> None:
    async def wait() -> None:
        store = Store()
        watch = Watch(store.look)
        lines = [watch.events(f"page {number}", frozenset({"D001.receiver"})) for number in range(50)]
        others = watch.events("other", frozenset({"C005.reporter"}))
        for line in (*lines, others):
            assert await anext(line) == "retry: 5000\n\n"
        await to_thread.run_sync(store.first_asked.wait)  # what was there already is no news
        store.tasks["D001.receiver"] = 2
        before, idle = store.asked, asyncio.create_task(first_event(others))
        found = await asyncio.gather(*(first_event(line) for line in lines))
        assert set(found) == {"event: tasks\ndata: new\n\n"}
        assert store.asked - before < len(lines), "nobody asks for himself"
        assert not idle.done(), "it is no news to another office"
        watch.close()
        await idle

    with start_blocking_portal() as portal:  # the browser has a loop in this thread
        portal.call(wait)


@pytest.mark.parametrize(("waiting", "room"), [(MOST_OF_ONE - 1, "some"), (MOST_OF_ONE, "none"), (0, "some")])
def test_a_session_holds_so_many_lines_and_no_more(waiting: int, room: str) -> None:
    async def wait() -> None:
        watch = Watch(dict.fromkeys)
        lines = [watch.events("one", frozenset()) for _ in range(waiting)]
        for line in lines:
            await anext(line)
        assert watch.has_room("one") is (room == "some")
        assert watch.has_room("another")
        for line in lines:
            await line.aclose()
        assert watch.has_room("one")
        watch.close()
        assert not watch.has_room("one")

    with start_blocking_portal() as portal:  # the browser has a loop in this thread
        portal.call(wait)
