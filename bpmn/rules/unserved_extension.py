from collections.abc import Iterator

from bpmn.catalogue import Catalogue
from bpmn.definition import Definitions, Flow
from bpmn.errors import words
from bpmn.finding import Finding, Rule

RULE = Rule(
    "unserved_extension",
    remedy=words(
        "Hãy xoá thiết lập đó trong trình vẽ.",
        "Remove the setting in the modeler.",
    ),
)

CAMUNDA_7 = "{http://camunda.org/schema/1.0/bpmn}"
SERVED = frozenset(
    {
        *("formDefinition", "assignmentDefinition", "taskSchedule", "priorityDefinition", "userTask"),
        *("taskDefinition", "taskHeaders", "ioMapping", "properties", "calledElement", "versionTag"),
        *("calledDecision", "script"),  # rules of their own judge them
    }
)


def check(definitions: Definitions, _catalogue: Catalogue) -> Iterator[Finding]:
    """Settings the engine would silently ignore are refused."""
    for place in definitions.places.values():
        if isinstance(place, Flow):
            continue
        for name in place.zeebe.extensions:
            if (name not in SERVED and not name.startswith("{")) or name.startswith(CAMUNDA_7):
                shown = name.rpartition("}")[2]
                vi, en = (
                    f"Thiết lập “{shown}” không có tác dụng ở đây.",
                    f"The setting “{shown}” has no effect here.",
                )
                yield RULE.at(place, vi, en)
