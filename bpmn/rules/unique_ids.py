from collections.abc import Iterator

from bpmn.catalogue import Catalogue
from bpmn.definition import Definitions
from bpmn.errors import words
from bpmn.finding import Finding, Rule

RULE = Rule(
    "unique_ids",
    remedy=words(
        "Hãy đổi một trong hai mã.",
        "Change one of the two ids.",
    ),
)


def check(definitions: Definitions, _catalogue: Catalogue) -> Iterator[Finding]:
    """No id is given twice in a file."""
    for repeated, line in definitions.repeated:
        vi = f"Mã “{repeated}” đã dùng cho một phần tử khác (dòng {line})."
        en = f"The id “{repeated}” already belongs to another element (line {line})."
        yield Finding(repeated, RULE.name, RULE.severity, words(vi, en), RULE.remedy, line=line)
