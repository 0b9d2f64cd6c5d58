from collections.abc import Iterator

from bpmn.catalogue import Catalogue
from bpmn.definition import Definitions
from bpmn.errors import words
from bpmn.finding import Finding, Rule

RULE = Rule(
    "user_task_assignment",
    remedy=words(
        'Hãy ghi nhóm người làm, ví dụ candidateGroups =unit + ".reporter".',
        'Name a group, such as candidateGroups =unit + ".reporter".',
    ),
)

FOR_PROGRAMS = Rule(RULE.name, RULE.remedy, severity="warning")
"""A task without a form is done by programs, which an operator lets in."""


def check(definitions: Definitions, _catalogue: Catalogue) -> Iterator[Finding]:
    """A user task says whose it is."""
    for element in definitions.elements:
        facts = element.zeebe
        assigned = (facts.assignee, facts.groups, facts.users)
        if element.type == "userTask" and not any(found and found.text for found in assigned):
            rule = RULE if facts.form and facts.form.text else FOR_PROGRAMS
            yield rule.at(element, "Việc này chưa giao cho ai.", "The task is assigned to nobody.")
