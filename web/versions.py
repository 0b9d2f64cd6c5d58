"""One version of a report as it was sent, and what differs from an earlier one."""

from fastapi import APIRouter
from fastapi.responses import Response
from markupsafe import Markup

from database.session import Session
from forms.difference import difference
from forms.render import render_answers, render_difference
from web.edge import reading
from web.gate import Visited
from web.keys import RowKey
from web.visit import Visit
from workflows.cycle_words import cycle_words
from workflows.versions import Compared, Sent, compared

router = APIRouter()


@router.get("/versions/{key}")
@reading
def show_version(visit: Visited, key: RowKey, against: RowKey | None = None, *, session: Session) -> Response:
    """What was sent, beside the version before it or the one that was chosen."""
    found = compared(session, visit.viewer, key, against, visit.now)
    window = visit.pick(cycle_words(found.row))
    return visit.page(
        "version.html",
        found=found,
        row=found.row,
        title=visit.gettext("Report for %(period)s, %(unit)s")
        % {"period": window, "unit": found.row.unit_name},
        name=version_name(visit, found.shown),
        others=[(str(one.key), _choice(visit, one)) for one in found.all if one.key != found.shown.key],
        against=version_name(visit, found.against) if found.against else "",
        changes=_changes(visit, found),
        answers=render_answers(
            found.written.form,
            found.written.answers,
            language=visit.language,
            options=found.written.options,
        ),
    )


def version_name(visit: Visit, version: Sent) -> str:
    """What a version is called: "Bản 2", "Đính chính lần 1, bản 1"."""
    name = visit.gettext("Version %(number)s") % {"number": version.number}
    if version.attempt == 1:
        return name
    return visit.gettext("Correction %(attempt)s, version %(number)s") % {
        "attempt": version.attempt - 1,
        "number": version.number,
    }


def _choice(visit: Visit, version: Sent) -> str:
    return f"{version_name(visit, version)} · {visit.short_moment(version.submitted_at)}"


def _changes(visit: Visit, found: Compared) -> Markup | None:
    if found.against is None or found.before is None:
        return None
    return render_difference(
        difference(found.before, found.written, visit.language),
        language=visit.language,
        before=version_name(visit, found.against),
        after=version_name(visit, found.shown),
    )
