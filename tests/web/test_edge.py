import threading
from concurrent.futures import ThreadPoolExecutor

import httpx2
import sqlalchemy as sa
from fastapi import FastAPI

from database.session import Database
from tests.web import probes
from tests.web.browsing import SAME_ORIGIN, Visitor, served
from tests.web.cast import CLERK
from web.tables import sign_in_attempt


def test_what_a_route_wrote_is_kept_once_it_has_answered(clerk: Visitor) -> None:
    before = int(clerk.get("/probe/count").text)
    clerk.submit("/probe", {"subject": "a"}, page="/probe")
    assert int(clerk.get("/probe/count").text) == before + 1


def test_a_route_that_only_reads_cannot_write(database: Database) -> None:
    with database.read() as session:
        refused = False
        try:
            session.execute(sa.insert(sign_in_attempt).values(subject="a", attempts=1))
        except sa.exc.DBAPIError:
            refused = True
    assert refused


def test_sixty_clients_at_once_are_all_served(app: FastAPI) -> None:
    """Half of them write. Each has its own connection, and all start together."""
    app.include_router(probes.router)
    with served(app) as address, Visitor(app) as clerk:
        clerk.sign_in(CLERK)
        cookies = {"sid": clerk.cookies["sid"]}
        token = clerk.token("/probe")
        start = threading.Barrier(60)

        def visit(number: int) -> list[int]:
            with httpx2.Client(base_url=address, cookies=cookies, timeout=30) as browser:
                start.wait()
                return [_one(browser, number, turn, token) for turn in range(4)]

        with ThreadPoolExecutor(60) as people:
            answers = [status for found in people.map(visit, range(60)) for status in found]
    assert answers.count(200) == 240


def _one(browser: httpx2.Client, number: int, turn: int, token: str) -> int:
    if number % 2:
        return browser.get("/probe").status_code
    fields = {"subject": f"{number}-{turn}", "_token": token}
    return browser.post("/probe", data=fields, headers=SAME_ORIGIN).status_code
