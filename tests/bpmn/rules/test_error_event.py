from collections.abc import Callable

import pytest

Found = Callable[..., list[str]]

SERVICE = '<serviceTask id="t"><extensionElements><zeebe:taskDefinition type="{}"/></extensionElements></serviceTask>'
OUTSIDE = SERVICE.format("print")


def whole(body: str) -> str:
    """With two errors, and one that has no code."""
    errors = '<error id="late" errorCode="LATE"/><error id="lost" errorCode="LOST"/><error id="bare"/>'
    computed = '<error id="computed" errorCode="=code"/>'
    return f'{errors}{computed}<process id="p" name="Quy trình" isExecutable="true">{body}</process>'


def caught(*errors: str, host: str = OUTSIDE, more: str = "") -> str:
    """A task, with an event for each error on its edge."""
    events = "".join(
        f'<boundaryEvent id="b{number}" attachedToRef="t" {more}><errorEventDefinition {error}/></boundaryEvent>'
        for number, error in enumerate(errors)
    )
    ends = "".join(f"[b{number}>e]" for number in range(len(errors)))
    return whole(f'<startEvent id="s"/>{host}{events}<endEvent id="e" name="Xong"/>[s>t t>e]{ends}')


LATE, LOST, ANY = 'errorRef="late"', 'errorRef="lost"', ""


@pytest.mark.parametrize("errors", [[LATE], [ANY], [LATE, LOST, ANY]])
def test_an_outside_workers_errors_are_caught_by_code_and_any(found: Found, errors: list[str]) -> None:
    assert found("error_event", caught(*errors)) == []


@pytest.mark.parametrize(("errors", "named"), [([LATE, LATE], ["b1"]), ([ANY, LATE, ANY], ["b2"])])
def test_the_same_error_twice_on_one_edge_is_named(found: Found, errors: list[str], named: list[str]) -> None:
    assert found("error_event", caught(*errors)) == named


@pytest.mark.parametrize(
    "error", ['errorRef="bare"', 'errorRef="nobody"', 'errorRef="computed"', 'errorRef="p"']
)
def test_an_error_without_a_constant_code_is_named(found: Found, error: str) -> None:
    assert found("error_event", caught(error)) == ["b0"]


def test_an_error_event_that_does_not_interrupt_is_named(found: Found) -> None:
    assert found("error_event", caught(LATE, more='cancelActivity="false"')) == ["b0"]


def test_on_the_edge_of_nothing_another_rule_names_it(found: Found) -> None:
    loose = caught(LATE).replace('attachedToRef="t"', "")
    assert found("error_event", loose) == []
    assert found("boundary_host", loose) == ["b0"]


@pytest.mark.parametrize(
    "host",
    ['<userTask id="t"/>', '<callActivity id="t"/>', '<receiveTask id="t"/>', SERVICE.format("remind")],
)
def test_on_what_never_throws_it_is_named(found: Found, host: str) -> None:
    assert found("error_event", caught(LATE, host=host)) == ["b0"]


def ending(thrown: str, edge: str, outer: str = "") -> str:
    """An error end two sub-processes deep, with an event on the edge of the inner and of the outer one."""

    def event(name: str, host: str, error: str) -> str:
        inside = f"<errorEventDefinition {error}/>"
        return f'<boundaryEvent id="{name}" attachedToRef="{host}">{inside}</boundaryEvent>' if error else ""

    inner = f"""<subProcess id="inner"><startEvent id="s2"/><endEvent id="x"><errorEventDefinition {thrown}/>
      </endEvent>[s2>x]</subProcess>{event("b2", "inner", edge)}"""
    around = f"""<subProcess id="outer"><startEvent id="s1"/>{inner}<endEvent id="e1"/>[s1>inner inner>e1]
      </subProcess>{event("b1", "outer", outer)}"""
    return whole(f'<startEvent id="s"/>{around}<endEvent id="e" name="Xong"/>[s>outer outer>e]')


@pytest.mark.parametrize(
    ("edge", "outer"), [(LATE, ""), ("id='a'", ""), ("", LATE), (LOST, LATE), (LOST, "id='a'")]
)
def test_an_error_end_that_a_sub_process_around_it_catches_is_in_order(
    found: Found, edge: str, outer: str
) -> None:
    assert found("error_event", ending(LATE, edge, outer)) == []


@pytest.mark.parametrize(("edge", "outer"), [("", ""), (LOST, ""), (LOST, LOST)])
def test_an_error_end_that_nothing_catches_is_named(found: Found, edge: str, outer: str) -> None:
    assert found("error_event", ending(LATE, edge, outer)) == ["x"]


def test_an_error_end_says_which_error(found: Found) -> None:
    assert found("error_event", ending("", "id='a'")) == ["x"]


def test_an_error_end_of_the_process_itself_is_named(found: Found) -> None:
    body = f'<startEvent id="s"/><endEvent id="x"><errorEventDefinition {LATE}/></endEvent>[s>x]'
    assert found("error_event", whole(body)) == ["x"]


@pytest.mark.parametrize("place", ["startEvent", "intermediateThrowEvent", "intermediateCatchEvent"])
def test_in_any_other_place_it_is_named(found: Found, place: str) -> None:
    body = f'<startEvent id="s"/><{place} id="x"><errorEventDefinition {LATE}/></{place}><endEvent id="e"/>[s>x x>e]'
    assert found("error_event", whole(body)) == ["x"]
