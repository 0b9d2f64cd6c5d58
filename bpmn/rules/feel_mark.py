import re
from collections.abc import Iterator

from bpmn.catalogue import Catalogue
from bpmn.definition import Definitions
from bpmn.errors import words
from bpmn.finding import Finding, Rule

RULE = Rule(
    "feel_mark",
    remedy=words(
        "Hãy viết biểu thức FEEL, bắt đầu bằng dấu “=”.",
        "Write a FEEL expression that begins with “=”.",
    ),
)

CONSTANTS = frozenset(
    {
        "assignee",
        "candidateGroups",
        "candidateUsers",
        "dueDate",
        "followUpDate",
        "priority",
        "type",
        "processId",
        "decisionId",
        "formId",
        "message",
    }
)
"""Places where a plain text is a constant."""
FOREIGN = re.compile(r"[$#]\{")


def check(definitions: Definitions, _catalogue: Catalogue) -> Iterator[Finding]:
    """Conditions, dates, lists and mappings are FEEL and begin with “=”."""
    for expression in definitions.expressions:
        fixed = expression.place in CONSTANTS
        foreign = FOREIGN.search(expression.text)
        if not expression.is_feel and (foreign or not fixed):
            shown = expression.text[:60]
            vi = f"“{expression.place}” là “{shown}”, không phải FEEL."
            en = f"“{expression.place}” is “{shown}”, which is not FEEL."
            yield RULE.at(definitions.places[expression.element], vi, en)
