from collections.abc import Callable

from bpmn.catalogue import Catalogue

Found = Callable[..., list[str]]


def test_a_plain_diagram_is_in_order(found: Found) -> None:
    body = """
    <startEvent id="s"/>
    <userTask id="fill" name="Soạn báo cáo"><extensionElements>
      <zeebe:formDefinition formId="monthly_report"/>
      <zeebe:assignmentDefinition candidateGroups="=unit + &quot;.reporter&quot;"/>
      <zeebe:taskSchedule dueDate="=due"/></extensionElements></userTask>
    <endEvent id="e" name="Xong"/>[s>fill fill>e]
    """
    assert found("user_task_assignment", body) == []


def test_a_task_of_nobody_is_named(found: Found) -> None:
    body = """
    <startEvent id="s"/>
    <userTask id="t"><extensionElements><zeebe:assignmentDefinition assignee=""/></extensionElements>
      </userTask>
    <endEvent id="e" name="Xong"/>[s>t t>e]
    """
    assert found("user_task_assignment", body) == ["t"]


def test_a_task_of_programs_may_be_nobodys(faults: Found) -> None:
    bare = '<startEvent id="s"/><userTask id="t"/><endEvent id="e" name="Xong"/>[s>t t>e]'
    shown = bare.replace(
        '<userTask id="t"/>',
        """<userTask id="t"><extensionElements><zeebe:formDefinition formId="monthly_report"/>
        </extensionElements></userTask>""",
    )
    assert faults("user_task_assignment", bare) == []
    assert faults("user_task_assignment", shown) == ["t"]


def test_where_people_do_everything_no_task_may_be_nobodys(faults: Found) -> None:
    bare = '<startEvent id="s"/><userTask id="t"/><endEvent id="e" name="Xong"/>[s>t t>e]'
    given = bare.replace(
        '<userTask id="t"/>',
        """<userTask id="t"><extensionElements><zeebe:assignmentDefinition candidateGroups="clerks"/>
        </extensionElements></userTask>""",
    )
    people = Catalogue(programs=False)
    assert faults("user_task_assignment", bare, people) == ["t"]
    assert faults("user_task_assignment", given, people) == []


def test_one_named_person_is_enough(found: Found) -> None:
    body = """
    <startEvent id="s"/>
    <userTask id="t"><extensionElements><zeebe:assignmentDefinition assignee="=clerk"/>
      </extensionElements></userTask>
    <endEvent id="e" name="Xong"/>[s>t t>e]
    """
    assert found("user_task_assignment", body) == []
