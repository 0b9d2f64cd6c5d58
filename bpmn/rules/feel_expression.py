from collections.abc import Iterator

from bpmn.catalogue import Catalogue
from bpmn.definition import Definitions, Expression, Place
from bpmn.errors import Words, words
from bpmn.finding import Finding, Rule
from feel import FeelError, compile_expression

RULE = Rule(
    "feel_expression",
    remedy=words(
        "Hãy sửa biểu thức.",
        "Correct the expression.",
    ),
)


def check(definitions: Definitions, catalogue: Catalogue) -> Iterator[Finding]:
    """Every expression parses, and calls only functions that exist."""
    for expression in definitions.expressions:
        if expression.is_feel:
            yield from _faults(definitions.places[expression.element], expression, catalogue)


def _faults(place: Place, expression: Expression, catalogue: Catalogue) -> Iterator[Finding]:
    try:
        called = compile_expression(expression.source).functions
    except FeelError as error:
        told = error.message
        yield RULE.at(place, f"“{expression.place}”: {told['vi']}", f"“{expression.place}”: {told['en']}")
        return
    for name in sorted(called - catalogue.functions):
        yield RULE.at(
            place,
            f"“{expression.place}” gọi hàm “{name}”, không có.",
            f"“{expression.place}” calls the function “{name}”, which does not exist.",
            remedy=_known(catalogue),
        )


def _known(catalogue: Catalogue) -> Words:
    names = ", ".join(sorted(catalogue.functions)) or "–"
    return words(f"Các hàm thêm hiện có: {names}.", f"The additional functions are: {names}.")
