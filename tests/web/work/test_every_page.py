"""Every page, errors included: axe finds nothing, and nothing scrolls sideways on a desk or a phone.

Every second page is walked in Vietnamese and looked at by axe on a phone, the others in English on a desk; the longer
proofs (`make soak`) walk each the other way, too.
axe-core's rules for WCAG 2.0 to 2.2, levels A and AA, and its best practice.
"""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from fastapi import APIRouter, FastAPI
from fastapi.responses import Response
from playwright.sync_api import Page

from database.session import Database, open_database, sqlite_url
from tests.web.browsing import served
from tests.web.signing_in import SignIn
from tests.web.work.kept import kept
from tests.web.work.visits import VISITS, Visit
from tests.workflows.cycle import Cycle
from web.gate import Visited
from web.language import LANGUAGES
from web.pages import TEMPLATES, Pages
from web.refusals import Kind, refusal_page

pytestmark = pytest.mark.browser

AXE = Path(__file__).parents[1] / "axe" / "node_modules" / "axe-core" / "axe.min.js"
PHONE, DESK = 390, 1280
NARROWEST = 320
WAYS = ((LANGUAGES[0], PHONE), (LANGUAGES[1], DESK))
PARTS = 4
"""So many tests share the pages of one way."""

FRAMES = {"refusals/refusal.html"}

probes = APIRouter()


@probes.get("/probe/shown/{template}")
def show_refused(template: str, visit: Visited) -> Response:
    return refusal_page(visit, Kind(409, template), words={"vi": "Kỳ này đã đóng.", "en": "It is closed."})


@probes.get("/probe/crash")
def crash() -> Response:
    raise RuntimeError


@probes.get("/probe/away")
def lose_the_store() -> Response:
    raise sa.exc.TimeoutError  # every connection is taken


@probes.get("/probe/full")
def fill_the_disk() -> Response:
    raise sqlite3.OperationalError("database or disk is full")


class Noting(Pages):
    """Notes which templates were shown."""

    def __init__(self, pages: Pages) -> None:
        self._environments = pages._environments
        self.shown: list[str] = []

    def render(self, language: str, template: str, facts: dict[str, object]) -> str:
        self.shown.append(template)
        return super().render(language, template, facts)


@dataclass(frozen=True)
class Kept:
    """A store with something to show on every page, made once: tests walk through copies."""

    path: Path
    cycle: Cycle
    keys: dict[str, int]


@pytest.fixture(scope="session")
def kept_store(filled_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Kept:
    path = tmp_path_factory.mktemp("kept") / "store.db"
    path.write_bytes(filled_store.read_bytes())
    database = open_database(sqlite_url(path))
    cycle = Cycle(database, key=1)
    keys = kept(cycle, database)
    database.writer.dispose()
    database.close()
    return Kept(path, cycle, keys)


@pytest.fixture
def database(kept_store: Kept, tmp_path: Path) -> Iterator[Database]:
    path = tmp_path / "store.db"
    path.write_bytes(kept_store.path.read_bytes())
    opened = open_database(sqlite_url(path))
    yield opened
    opened.close()


@pytest.fixture
def cycle(kept_store: Kept, database: Database) -> Cycle:
    return replace(kept_store.cycle, database=database)


@pytest.fixture
def noting(app: FastAPI) -> Noting:
    app.include_router(probes)
    listened = Noting(app.state.parts.pages)
    app.state.parts = replace(app.state.parts, pages=listened)
    return listened


@pytest.fixture
def address(app: FastAPI, noting: Noting) -> Iterator[str]:
    assert noting.shown == []
    with served(app) as found:
        yield found


def whole_pages() -> set[str]:
    pages = {path for path in TEMPLATES.rglob("*.html") if "{% extends" in path.read_text("utf-8")}
    return {str(path.relative_to(TEMPLATES)) for path in pages} - FRAMES


def test_every_page_is_visited() -> None:
    assert {visit.template for visit in VISITS} == whole_pages(), (
        "Enter a new page in tests/web/work/visits.py."
    )


@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("way", [0, 1])
@pytest.mark.parametrize("beginning", [0, pytest.param(1, marks=pytest.mark.longer)])
def test_every_page_is_for_everybody(
    page: Page,
    sign_in: SignIn,
    kept_store: Kept,
    address: str,
    noting: Noting,
    beginning: int,
    way: int,
    part: int,
) -> None:
    visits = VISITS[(way + beginning) % 2 :: 2][part::PARTS]
    language, looked_at = WAYS[way]
    tokens = {who: sign_in(who).cookies["sid"] for who in {visit.who for visit in visits} if who}
    complaints = []
    for visit in visits:
        become(page, address, language, tokens.get(visit.who or ""))
        noting.shown.clear()
        found = list(problems(page, visit, address, kept_store.keys, looked_at))
        shown = [name for name in noting.shown if not name.startswith("parts/")]
        if shown[-1] != visit.template:
            found.append(f"shows {shown[-1]}")
        complaints += [f"{visit.path} ({visit.template}): {one}" for one in found]
        assert page.locator("html").get_attribute("lang") == language
    assert complaints == []


def become(page: Page, address: str, language: str, token: str | None) -> None:
    page.goto("about:blank")  # what is left open would go on saving itself
    page.context.clear_cookies()
    cookies = {"language": language, **({"sid": token} if token else {})}
    made = [{"name": name, "value": text, "url": address} for name, text in cookies.items()]
    page.context.add_cookies(made)  # type: ignore[arg-type] # its type wants every key


def problems(page: Page, visit: Visit, address: str, keys: dict[str, int], looked_at: int) -> Iterator[str]:
    page.set_viewport_size({"width": DESK, "height": 900})
    page.goto(address + visit.path.format(**keys))
    if visit.then:
        visit.then(page)
        page.wait_for_load_state()
    summary = page.locator(".govuk-error-summary")
    if summary.count() and not summary.evaluate("one => one === document.activeElement"):
        yield "what to mend is not in focus"
    for width in (DESK, PHONE, NARROWEST):
        page.set_viewport_size({"width": width, "height": 900})
        wide = page.evaluate("document.documentElement.scrollWidth")
        if wide > width:
            yield f"{wide} px wide on a screen of {width}"
        if width == looked_at:
            yield from (f"{width} px, {one}" for one in violations(page))


def violations(page: Page) -> list[str]:
    page.evaluate(AXE.read_text())
    found: Any = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{one['id']}: {one['help']}: {[node['html'][:160] for node in one['nodes'][:3]]}"
        for one in found["violations"]
    ]
