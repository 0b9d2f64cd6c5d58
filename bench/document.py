"""What a PDF of two pages costs beside WeasyPrint alone.

Ours: facts checked, set in a warm child process within limits, read back. WeasyPrint: the same HTML, styles, fonts
and attachment, in this process. CPU of all processes that work.
"""

import hashlib
from dataclasses import replace
from datetime import UTC, datetime

from bench.processor import cpu_of, cpu_seconds, in_turn
from documents.compose import compose
from documents.facts import SubmissionFacts
from documents.fonts import find_fonts
from documents.frame import styles
from documents.layout import load_layout
from documents.press import Press
from documents.submission import render_submission
from documents.typesetter import AttachedData, Typesetter
from tests.documents.reports import a_report, an_issue

LAYOUT = "nd30_2020"
DATA = b'{"unit": "C00145"}'
AT = datetime(2026, 11, 16, 9, tzinfo=UTC)
ISSUES = 5
DOCUMENTS = 10
ROUNDS = 5


def _facts() -> SubmissionFacts:
    issues = tuple(replace(an_issue(), mentions=number) for number in range(1, ISSUES + 1))
    return replace(a_report(), issues=issues)


def making_a_document() -> dict[str, float]:
    """Our cost over WeasyPrint's, and the number of pages."""
    facts, press = _facts(), Press(children=1)
    layout = load_layout(LAYOUT)
    html = compose(facts, layout, attachment_sha256=hashlib.sha256(DATA).hexdigest())
    typesetter = Typesetter(find_fonts(), styles(layout))
    attached = AttachedData("report.json", "Data", DATA, AT)
    pages = render_submission(facts, attachment_json=DATA, press=press).pages
    (child,) = press.pids()

    def ours() -> float:
        before = cpu_seconds(child)
        own = cpu_of(
            lambda: [render_submission(facts, attachment_json=DATA, press=press) for _ in range(DOCUMENTS)]
        )
        return own + cpu_seconds(child) - before

    def theirs() -> float:
        return cpu_of(lambda: [typesetter.set(html, attached, page_cap=50) for _ in range(DOCUMENTS)])

    in_turn([ours, theirs], 1)
    mine, alone = in_turn([ours, theirs], ROUNDS)
    press.close()
    return {
        "ratio": mine / alone,
        "pages": pages,
        "ours_ms": mine / DOCUMENTS * 1000,
        "weasyprint_ms": alone / DOCUMENTS * 1000,
    }


if __name__ == "__main__":
    print(making_a_document())
