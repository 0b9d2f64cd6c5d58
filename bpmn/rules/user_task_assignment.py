from collections.abc import Iterator

from bpmn.catalogue import Catalogue
from bpmn.definition import Definitions
from bpmn.errors import words
from bpmn.finding import Finding, Rule

RULE = Rule(
    "user_task_assignment",
    remedy=words(
        'Hãy chọn vai trò và đơn vị ở mục “Ai làm”, hoặc ghi nhóm: candidateGroups, ví dụ =unit + ".reporter".',
        "Choose a role and a unit under “Who does it”, or name a group: candidateGroups, such as "
        '=unit + ".reporter".',
    ),
)

FOR_PROGRAMS = Rule(RULE.name, RULE.remedy, severity="warning")
"""A task without a form may be done by programs, where they are let in."""


def check(definitions: Definitions, catalogue: Catalogue) -> Iterator[Finding]:
    """A user task says whose it is."""
    for element in definitions.elements:
        facts = element.zeebe
        assigned = (facts.assignee, facts.groups, facts.users)
        if element.type == "userTask" and not any(found and found.text for found in assigned):
            shown = bool(facts.form and facts.form.text)
            rule = FOR_PROGRAMS if catalogue.programs and not shown else RULE
            yield rule.at(element, "Việc này chưa giao cho ai.", "The task is assigned to nobody.")
