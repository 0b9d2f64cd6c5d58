from collections.abc import Callable

import pytest

Found = Callable[..., list[str]]
WAITING = """
    <startEvent id="s"/>
    <intermediateCatchEvent id="m"><messageEventDefinition messageRef="paid"/></intermediateCatchEvent>
    <receiveTask id="r" messageRef="paid"/>
    <boundaryEvent id="b" attachedToRef="r"><messageEventDefinition messageRef="paid"/></boundaryEvent>
    <endEvent id="e" name="Xong"/>[s>m m>r r>e b>e]
"""


def whole(message: str) -> str:
    return f"{message}<process id='p' name='Quy trình' isExecutable='true'>{WAITING}</process>"


def message(name: str = 'name="paid"', key: str = "=order") -> str:
    subscription = f"<extensionElements><zeebe:subscription correlationKey='{key}'/></extensionElements>"
    return f'<message id="paid" {name}>{subscription if key else ""}</message>'


def test_a_named_message_with_a_key_is_in_order(found: Found) -> None:
    for rule in ("message_subscription", "unserved_element", "unserved_event", "feel_mark", "timer_date"):
        assert found(rule, whole(message())) == []


@pytest.mark.parametrize("broken", ["", message(name=""), message(key=""), message(key="=")])
def test_without_a_message_a_name_or_a_key_each_waiting_is_named(found: Found, broken: str) -> None:
    assert found("message_subscription", whole(broken)) == ["m", "r", "b"]


def test_a_key_that_is_no_expression_is_named(found: Found) -> None:
    assert found("feel_mark", whole(message(key="order"))) == ["m", "r", "b"]


def test_a_key_that_does_not_parse_is_named(found: Found) -> None:
    assert found("feel_expression", whole(message(key="=order +"))) == ["m", "r", "b"]


def test_a_name_may_be_computed(found: Found) -> None:
    named = message(name="name='=kind + &quot;-paid&quot;'")
    for rule in ("message_subscription", "feel_mark", "feel_expression"):
        assert found(rule, whole(named)) == []
