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
    assert found("unserved_event", body) == []


def test_sent_messages_signals_and_escalations_are_refused(found: Found) -> None:
    body = """
    <startEvent id="s"/>
    <intermediateThrowEvent id="m"><messageEventDefinition/></intermediateThrowEvent>
      <intermediateThrowEvent id="g"><signalEventDefinition/></intermediateThrowEvent>
      <intermediateThrowEvent id="x"><escalationEventDefinition/></intermediateThrowEvent>
      <endEvent id="t"><terminateEventDefinition/></endEvent>
    <endEvent id="e" name="Xong"/>[s>m m>g g>x x>e]
    """
    assert found("unserved_event", body) == ["m", "g", "x", "t"]


def test_an_awaited_message_is_in_order(found: Found) -> None:
    body = """
    <startEvent id="s"/>
    <intermediateCatchEvent id="m"><messageEventDefinition/></intermediateCatchEvent>
    <receiveTask id="r"/>
    <boundaryEvent id="b" attachedToRef="r"><messageEventDefinition/></boundaryEvent>
    <endEvent id="e" name="Xong"/>[s>m m>r r>e b>e]
    """
    assert found("unserved_event", body) == []


def test_a_message_that_ends_is_refused(found: Found) -> None:
    body = """
    <startEvent id="s"><messageEventDefinition/></startEvent>
    <endEvent id="e" name="Xong"><messageEventDefinition/></endEvent>[s>e]
    """
    assert found("unserved_event", body) == ["e"]


def test_a_plain_throw_event_is_a_milestone(found: Found) -> None:
    body = """
    <startEvent id="s"/>
    <intermediateThrowEvent id="m"/>
    <endEvent id="e" name="Xong"/>[s>m m>e]
    """
    assert found("unserved_event", body) == []
