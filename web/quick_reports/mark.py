"""The mark of an issue that its unit has reported quickly before, as a report's draft shows it."""

from typing import Any

from markupsafe import Markup

from web.visit import Visit
from workflows.quick_report.words import report_number


def quick_mark(visit: Visit, row: Any) -> Markup:
    """A line with a link to the quick report; it says that the issue counts once."""
    words = visit.gettext("Reported quickly before, number %(number)s: it counts once.") % {
        "number": report_number(row)
    }
    return Markup(
        '<p class="govuk-body small"><a class="govuk-link" href="/quick-reports/{key}">{words}</a></p>'
    ).format(key=row.key, words=words)
