"""The list of tasks: where everybody starts."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from fastapi import APIRouter
from fastapi.responses import Response

from web.gate import Visited
from web.visit import Visit
from workflows.chosen import staff_of_head
from workflows.inbox import inbox
from workflows.news import last_task, shown_now
from workflows.open_tasks import SCOPES
from workflows.saved_filters import saved_filters

router = APIRouter()

# What may be told on top of the list after a step; anything else in the address is ignored.
DONE = frozenset(
    {
        "draft_sent",
        "step_done",
        "approved",
        "sent_back",
        "accepted",
        "returned",
        "handed_over",
        "released",
        "taken_together",
        "handed_together",
        "filter_kept",
        "filter_removed",
    }
)


@dataclass(frozen=True)
class Asked:
    """Which part of the list is shown; `everything` ticks every task of the page."""

    scope: str = SCOPES[0]
    search: str = ""
    kind: str = ""
    band: str = ""
    after: str = ""
    everything: bool = False

    @classmethod
    def of(cls, given: Callable[[str, str], str]) -> "Asked":
        """From the fields of an address or of a form."""
        return cls(
            scope=given("scope", SCOPES[0]),
            search=given("q", ""),
            kind=given("kind", ""),
            band=given("band", ""),
            after=given("after", ""),
            everything=given("tick", "") == "all",
        )

    def address(self, page: str = "/tasks", **more: str) -> str:
        """Where this part of the list is, or another page that is told of it."""
        wanted = {
            "scope": self.scope if self.scope != SCOPES[0] else "",
            "q": self.search,
            "kind": self.kind,
            "band": self.band,
            "after": self.after,
            "tick": "all" if self.everything else "",
            **more,
        }
        query = urlencode({name: value for name, value in wanted.items() if value})
        return f"{page}?{query}" if query else page


@dataclass(frozen=True)
class Lost:
    """One of several tasks that was not taken or handed over: which one, and why."""

    key: int
    name: Mapping[str, str] | None
    why: Mapping[str, str]


@dataclass(frozen=True)
class Told:
    """What could not be done: which of several tasks were lost and how many held, or why no filter was kept."""

    lost: Sequence[Lost] = ()
    held: int = 0
    nothing_chosen: bool = False
    filter_name: str = ""
    filter_problem: str = ""


@router.get("/tasks")
def show_tasks(visit: Visited) -> Response:
    """The open tasks of the viewer, most urgent first."""
    given = visit.request.query_params
    done = given.get("done")
    return list_page(visit, Asked.of(given.get), done=done if done in DONE else None)


def list_page(
    visit: Visit, asked: Asked, *, status: int = 200, done: str | None = None, told: Told | None = None
) -> Response:
    """The list as it stands now."""
    with visit.parts.database.read() as session:
        found = inbox(
            session,
            visit.viewer,
            visit.now,
            scope=asked.scope,
            search=asked.search,
            kind=asked.kind,
            band=asked.band,
            cursor=asked.after,
        )
        stood = {"since": str(last_task(session)), "taken": str(found.counts["taken"])}
        filters = saved_filters(session, visit.viewer)
        colleagues = staff_of_head(session, visit.viewer, visit.now)
    here = replace(
        asked, scope=found.scope, search=found.search, kind=found.kind, band=found.band, everything=False
    )
    return visit.page(
        "inbox.html",
        status=status,
        inbox=found,
        asked=asked,
        done=done,
        told=told or Told(),
        has_problems=told is not None,
        colleagues=colleagues,
        several_units=len(visit.viewer.units()) > 1,
        tabs=[(name, Asked(name).address(), found.counts[name]) for name in SCOPES],
        saved=[(one, Asked(one.scope, one.search, one.kind, one.band)) for one in filters],
        here=replace(here, after=""),
        news=here.address("/tasks/news", **stood, shown=shown_now(found.rows)),
        all_of_it=Asked(),
        tick_all=replace(here, everything=True).address(),
        first=replace(here, after="").address() if asked.after else None,
        following=replace(here, after=found.next_cursor).address() if found.next_cursor else None,
    )
