from collections.abc import Callable

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
    assert found("timer_date", body) == []


def test_a_date_on_the_edge_of_a_task_is_in_order(found: Found) -> None:
    body = """
    <startEvent id="s"/>
    <userTask id="fill" name="Soạn báo cáo"><extensionElements>
      <zeebe:formDefinition formId="monthly_report"/>
      <zeebe:assignmentDefinition candidateGroups="=unit + &quot;.reporter&quot;"/>
    <zeebe:taskSchedule dueDate="=due"/></extensionElements></userTask>
      <boundaryEvent id="late" attachedToRef="fill"><timerEventDefinition id="d1">
      <timeDate>=due</timeDate></timerEventDefinition></boundaryEvent>
    <endEvent id="e" name="Xong"/>[s>fill fill>e late>e]
    """
    assert found("timer_date", body) == []


def test_a_date_in_the_middle_of_a_flow_is_in_order(found: Found) -> None:
    body = """
    <startEvent id="s"/>
    <intermediateCatchEvent id="late" attachedToRef="fill"><timerEventDefinition id="d1">
      <timeDate>=due</timeDate></timerEventDefinition></intermediateCatchEvent>
    <endEvent id="e" name="Xong"/>[s>late late>e]
    """
    assert found("timer_date", body) == []


def test_a_duration_is_refused(found: Found) -> None:
    body = """
    <startEvent id="s"/>
    <userTask id="fill" name="Soạn báo cáo"><extensionElements>
      <zeebe:formDefinition formId="monthly_report"/>
      <zeebe:assignmentDefinition candidateGroups="=unit + &quot;.reporter&quot;"/>
    <zeebe:taskSchedule dueDate="=due"/></extensionElements></userTask>
      <boundaryEvent id="late" attachedToRef="fill"><timerEventDefinition id="d1">
      <timeDuration>=duration("P1D")</timeDuration></timerEventDefinition></boundaryEvent>
    <endEvent id="e" name="Xong"/>[s>fill fill>e late>e]
    """
    assert found("timer_date", body) == ["late"]


def test_a_cycle_is_refused(found: Found) -> None:
    body = """
    <startEvent id="s"/>
    <userTask id="fill" name="Soạn báo cáo"><extensionElements>
      <zeebe:formDefinition formId="monthly_report"/>
      <zeebe:assignmentDefinition candidateGroups="=unit + &quot;.reporter&quot;"/>
    <zeebe:taskSchedule dueDate="=due"/></extensionElements></userTask>
      <boundaryEvent id="late" attachedToRef="fill"><timerEventDefinition id="d1">
      <timeCycle>R/P1M</timeCycle></timerEventDefinition></boundaryEvent>
    <endEvent id="e" name="Xong"/>[s>fill fill>e late>e]
    """
    assert found("timer_date", body) == ["late"]


def test_an_empty_date_is_refused(found: Found) -> None:
    body = """
    <startEvent id="s"/>
    <userTask id="fill" name="Soạn báo cáo"><extensionElements>
      <zeebe:formDefinition formId="monthly_report"/>
      <zeebe:assignmentDefinition candidateGroups="=unit + &quot;.reporter&quot;"/>
    <zeebe:taskSchedule dueDate="=due"/></extensionElements></userTask>
      <boundaryEvent id="late" attachedToRef="fill"><timerEventDefinition id="d1"><timeDate>=</timeDate>
      </timerEventDefinition></boundaryEvent>
    <endEvent id="e" name="Xong"/>[s>fill fill>e late>e]
    """
    assert found("timer_date", body) == ["late"]


def test_a_timer_without_any_date_is_refused(found: Found) -> None:
    body = """
    <startEvent id="s"/>
    <userTask id="fill" name="Soạn báo cáo"><extensionElements>
      <zeebe:formDefinition formId="monthly_report"/>
      <zeebe:assignmentDefinition candidateGroups="=unit + &quot;.reporter&quot;"/>
    <zeebe:taskSchedule dueDate="=due"/></extensionElements></userTask>
      <boundaryEvent id="late" attachedToRef="fill"><timerEventDefinition/></boundaryEvent>
    <endEvent id="e" name="Xong"/>[s>fill fill>e late>e]
    """
    assert found("timer_date", body) == ["late"]


def test_an_event_that_waits_for_nothing_is_refused(found: Found) -> None:
    body = """
    <startEvent id="s"/>
    <userTask id="fill" name="Soạn báo cáo"><extensionElements>
      <zeebe:formDefinition formId="monthly_report"/>
      <zeebe:assignmentDefinition candidateGroups="=unit + &quot;.reporter&quot;"/>
    <zeebe:taskSchedule dueDate="=due"/></extensionElements></userTask>
      <boundaryEvent id="late" attachedToRef="fill"/>
    <endEvent id="e" name="Xong"/>[s>fill fill>e late>e]
    """
    assert found("timer_date", body) == ["late"]


def test_two_timers_on_one_event_are_refused(found: Found) -> None:
    body = """
    <startEvent id="s"/>
    <userTask id="fill" name="Soạn báo cáo"><extensionElements>
      <zeebe:formDefinition formId="monthly_report"/>
      <zeebe:assignmentDefinition candidateGroups="=unit + &quot;.reporter&quot;"/>
    <zeebe:taskSchedule dueDate="=due"/></extensionElements></userTask>
      <boundaryEvent id="late" attachedToRef="fill"><timerEventDefinition><timeDate>=a</timeDate>
      </timerEventDefinition><timerEventDefinition><timeDate>=b</timeDate></timerEventDefinition>
      </boundaryEvent>
    <endEvent id="e" name="Xong"/>[s>fill fill>e late>e]
    """
    assert found("timer_date", body) == ["late"]


def test_an_end_cannot_wait(found: Found) -> None:
    body = """
    <startEvent id="s"/>
    <endEvent id="late" attachedToRef="fill"><timerEventDefinition id="d1"><timeDate>=due</timeDate>
      </timerEventDefinition></endEvent>
    <endEvent id="e" name="Xong"/>[s>late]
    """
    assert found("timer_date", body) == ["late"]
