"""`in` and the unary tests of decision tables (DMN 1.5, 10.3.2.8 and grammar rules 7 to 16)."""

from collections.abc import Iterator
from typing import Any

from feel.compile.dispatch import Closure, Frame, compile_node, compiles
from feel.compile.scope import Scope, Slots
from feel.equality import equal, within
from feel.nodes import Binary, In, Literal, Name, Node, RangeLiteral, Test, Tests
from feel.run import Run
from feel.values import Range

_INPUT = ("?",)


@compiles(In)
def _in(node: In, scope: Scope) -> Closure:
    operand = compile_node(node.operand, scope)
    inner = Slots(_INPUT, scope)
    tests = tuple(compile_test(test, inner) for test in node.tests)

    def contained(run: Run, frame: Frame) -> bool | None:
        return _any_of(tests, run, ((operand(run, frame),), frame))

    return contained


@compiles(Tests)
def _tests(node: Tests, scope: Scope) -> Closure:
    """A cell. It runs in a frame whose only slot is the input, `?`."""
    if node.anything:
        return lambda run, frame: True  # noqa: ARG005 every closure takes both
    tests = tuple(compile_test(test, scope) for test in node.tests)
    if not node.negated:
        return _one_of(tests)

    def none_of(run: Run, frame: Frame) -> bool | None:
        answer = _any_of(tests, run, frame)
        return None if answer is None else not answer

    return none_of


def _one_of(tests: tuple[Closure, ...]) -> Closure:
    """The closure of a list of tests, without a round of the loop where there is only one."""
    if len(tests) == 1:
        return tests[0]
    return lambda run, frame: _any_of(tests, run, frame)


def _any_of(tests: tuple[Closure, ...], run: Run, frame: Frame) -> bool | None:
    unknown = True
    for test in tests:
        answer = test(run, frame)
        if answer is True:
            return True
        unknown = unknown and answer is None
    return None if unknown else False


def compile_test(test: Test, scope: Scope) -> Closure:
    """The closure of one test; the input is slot 0 of its frame."""
    if test.sign:
        subject = Name(test.start, test.start, "?")
        return compile_node(Binary(test.start, test.end, test.sign, subject, test.operand), scope)
    if isinstance(test.operand, Literal) and test.operand.value is not None:
        return _equals(test.operand.value)
    operand = compile_node(test.operand, scope)
    if isinstance(test.operand, RangeLiteral) and _is_constant(test.operand):
        return _lies_in(operand)
    if _asks_for_input(test.operand):
        return lambda run, frame: operand(run, frame) is True
    return lambda run, frame: meets(run, frame[0][0], operand(run, frame))


def _equals(wanted: Any) -> Closure:
    """Against a literal; what `meets` answers, sooner."""
    kind_wanted = type(wanted)

    def equals(run: Run, frame: Frame) -> bool | None:
        value = frame[0][0]
        return value == wanted if type(value) is kind_wanted else meets(run, value, wanted)

    return equals


def _is_constant(node: RangeLiteral) -> bool:
    return all(isinstance(end, Literal) and end.value is not None for end in (node.low, node.high))


def _lies_in(make: Closure) -> Closure:
    """In a range of literals, made when first needed."""
    made: list[Any] = []

    def lies_in(run: Run, frame: Frame) -> bool | None:
        if not made:
            made.append(make(run, frame))
        return meets(run, frame[0][0], made[0])

    return lies_in


def meets(run: Run, value: Any, wanted: Any) -> bool | None:
    """Whether the input equals what the test gives, or lies in it."""
    if type(wanted) is Range:
        if type(value) is Range:
            return equal(run, value, wanted)
        return within(value, wanted)
    if type(wanted) is list:
        run.spend(len(wanted))
        if type(value) is list and equal(run, value, wanted):
            return True
        return any(
            (within(value, item) if type(item) is Range else equal(run, value, item)) is True
            for item in wanted
        )
    if wanted is True and type(value) is not bool:
        # A condition on other names, such as `age > 18`, holds whatever the input is.
        return True
    return equal(run, value, wanted)


def _asks_for_input(node: Node) -> bool:
    return any(isinstance(part, Name) and part.name == "?" for part in walk(node))


def walk(node: Any) -> Iterator[Node]:
    """A node and all nodes under it."""
    waiting = [node]
    while waiting:
        at = waiting.pop()
        if isinstance(at, tuple):
            waiting.extend(at)
        elif isinstance(at, Node):
            yield at
            waiting.extend(getattr(at, field) for field in at.__dataclass_fields__)
