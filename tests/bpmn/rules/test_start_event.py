from collections.abc import Callable

import pytest

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
    assert found("start_event", body) == []


def test_a_process_without_a_start_is_named(found: Found) -> None:
    body = """
    <endEvent id="e"/>
    """
    assert found("start_event", body) == ["p"]


def test_a_second_start_is_named(found: Found) -> None:
    body = """
    <startEvent id="a"/><startEvent id="b"/>
    """
    assert found("start_event", body) == ["b"]


def test_a_sub_process_needs_a_start_too(found: Found) -> None:
    body = """
    <startEvent id="s"/>
    <subProcess id="inner"><endEvent id="f"/></subProcess>
    <endEvent id="e" name="Xong"/>[s>inner inner>e]
    """
    assert found("start_event", body) == ["inner"]


def test_a_start_by_timer_is_refused(found: Found) -> None:
    body = """
    <startEvent id="s"><timerEventDefinition id="t"><timeDate>=due</timeDate></timerEventDefinition>
      </startEvent>
    """
    assert found("start_event", body) == ["s"]


def by_message(message: str, body: str) -> str:
    return f'{message}<process id="p" name="Quy trình" isExecutable="true">{body}</process>'


START = '<startEvent id="s"><messageEventDefinition messageRef="paid"/></startEvent><endEvent id="e"/>[s>e]'
INNER = f'<startEvent id="o"/><subProcess id="inner">{START}</subProcess><endEvent id="f"/>[o>inner inner>f]'


def test_a_process_may_begin_with_a_message_that_needs_no_key(found: Found) -> None:
    body = by_message('<message id="paid" name="paid"/>', START)
    for rule in ("start_event", "unserved_event", "message_subscription", "feel_mark"):
        assert found(rule, body) == []


@pytest.mark.parametrize("message", ["", '<message id="paid"/>', '<message id="paid" name="=kind"/>'])
def test_a_start_whose_message_has_no_constant_name_is_named(found: Found, message: str) -> None:
    assert found("start_event", by_message(message, START)) == ["s"]


def test_a_sub_process_does_not_begin_with_a_message(found: Found) -> None:
    assert found("start_event", by_message('<message id="paid" name="paid"/>', INNER)) == ["s"]


def test_a_message_and_a_timer_together_begin_nothing(found: Found) -> None:
    two = START.replace("</startEvent>", "<timerEventDefinition/></startEvent>")
    assert found("start_event", by_message('<message id="paid" name="paid"/>', two)) == ["s"]
