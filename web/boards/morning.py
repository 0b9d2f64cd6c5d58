"""A leader's morning page: one screen, before the day begins."""

from fastapi import APIRouter
from fastapi.responses import Response

from database.session import Session
from web.boards.lines import lines_of_lists
from web.charts import Part
from web.edge import reading
from web.gate import Visited
from web.visit import Visit
from workflows.boards.morning import Changed, morning
from workflows.inbox import Inbox
from workflows.indicators.reading import INCOMPLETE

router = APIRouter()


@router.get("/morning")
@reading
def show_morning(visit: Visited, *, session: Session) -> Response:
    """What changed, what is late and who holds it, what waits for the reader, what is hot, what is due today."""
    found = morning(session, visit.viewer, visit.now)
    parts = _waiting(visit, found.tasks)
    late, today, urgent, running = lines_of_lists(
        session, visit, found.late, found.today, found.hot.urgent, found.hot.running
    )
    return visit.page(
        "boards/morning.html",
        found=found,
        changed=_changed(visit, found.changed),
        incomplete=visit.pick(INCOMPLETE) if found.changed.incomplete else "",
        parts=parts,
        sentence=", ".join(f"{part.shown} {part.label}" for part in parts),
        tasks=found.tasks.rows,
        late=late,
        today=today,
        urgent=urgent,
        running=running,
    )


def _changed(visit: Visit, changed: Changed) -> list[tuple[str, str]]:
    """Each count in words with its page; what was taken back since counts less than nothing and is left out."""
    found, ngettext = changed.issues, visit.ngettext
    raised, answered = found.get("raised", 0), found.get("answered", 0)
    resolved, reopened = found.get("resolved", 0), found.get("reopened", 0)
    sent = changed.reports_sent
    told = (
        (raised, ngettext("%(num)s issue raised", "%(num)s issues raised", raised), "/issues"),
        (answered, ngettext("%(num)s issue answered", "%(num)s issues answered", answered), "/indicators"),
        (resolved, ngettext("%(num)s issue resolved", "%(num)s issues resolved", resolved), "/indicators"),
        (reopened, ngettext("%(num)s issue reopened", "%(num)s issues reopened", reopened), "/issues"),
        (sent, ngettext("%(num)s report sent to us", "%(num)s reports sent to us", sent), "/cycles"),
    )
    return [(words, href) for number, words, href in told if number > 0]


def _waiting(visit: Visit, tasks: Inbox) -> list[Part]:
    fills = {
        "overdue": (visit.gettext("overdue"), "hatched"),
        "soon": (visit.gettext("due soon"), "dotted"),
        "later": (visit.gettext("later"), "empty"),
    }
    return [Part(tasks.bands[band], *words, href=f"/tasks?band={band}") for band, words in fills.items()]
