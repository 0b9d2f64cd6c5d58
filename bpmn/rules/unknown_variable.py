from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from bpmn.catalogue import Catalogue
from bpmn.definition import Definitions, Element, Expression
from bpmn.errors import words
from bpmn.finding import Finding, Rule
from feel import FeelError, compile_expression
from feel.errors import nearest

RULE = Rule(
    "unknown_variable",
    remedy=words(
        "Hãy sửa tên; nếu giá trị đến từ ngoài (lúc bắt đầu, thông điệp, bộ xử lý ngoài) thì để nguyên.",
        "Correct the name; leave it where the value comes from outside (the start, a message, an outside worker).",
    ),
    severity="warning",
)

REPEATED = frozenset(
    {
        *("loopCounter", "numberOfInstances", "numberOfActiveInstances"),
        *("numberOfCompletedInstances", "numberOfTerminatedInstances"),
    }
)
"""What a repeated step knows of its runs."""


def check(definitions: Definitions, catalogue: Catalogue) -> Iterator[Finding]:
    """An expression asks for variables that something sets: the house, the diagram itself, or an answer on a form.

    Names inside a filter may be entries of the items and are not judged.
    """
    if not catalogue.variables:
        return
    known = _known(definitions, catalogue)
    for expression, name in unknown_names(definitions, catalogue):
        hint = nearest(name, sorted(known))
        yield RULE.at(
            definitions.places[expression.element],
            f"“{expression.place}” dùng biến “{name}” mà không thấy ai đặt.{hint['vi']}",
            f"“{expression.place}” uses the variable “{name}”, which nothing sets.{hint['en']}",
        )


def unknown_names(definitions: Definitions, catalogue: Catalogue) -> Iterator[tuple[Expression, str]]:
    """Each expression with a name that it asks for and nothing sets."""
    known = _known(definitions, catalogue)
    for expression in definitions.expressions:
        if expression.is_feel:
            for name in sorted(names_in(expression) - known):
                yield expression, name


def names_in(expression: Expression) -> frozenset[str]:
    """The variables that an expression certainly asks for; none where it cannot be read: feel_expression tells."""
    try:
        return compile_expression(expression.source).names
    except FeelError:
        return frozenset()


def _known(definitions: Definitions, catalogue: Catalogue) -> AbstractSet[str]:
    return catalogue.variables | REPEATED | _set_in(definitions) | _answered(definitions, catalogue)


def _set_in(definitions: Definitions) -> set[str]:
    return {name for element in definitions.elements for name in set_by(element)}


def set_by(element: Element) -> Iterator[str]:
    """The variables that an element sets, for itself or for what follows."""
    facts, loop = element.zeebe, element.loop
    yield from (mapping.target for mapping in (*facts.inputs, *facts.outputs))
    if facts.decision and facts.decision.result:
        yield facts.decision.result
    if loop:
        yield from (name for name in (loop.element, loop.output_collection) if name)


def _answered(definitions: Definitions, catalogue: Catalogue) -> set[str]:
    forms = [element.zeebe.form for element in definitions.elements if element.zeebe.form]
    if any(form.is_feel for form in forms):  # worked out when the task comes up: it may be any of them
        return {key for keys in catalogue.form_fields.values() for key in keys}
    return {key for form in forms for key in catalogue.form_fields.get(form.text, ())}
