"""Names in the texts of a DMN file that nothing in it, or in the files it may import, stands for."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from feel.decisions.elements import Element, own_name, tag
from feel.errors import FeelError
from feel.expression import Compiled, compile_expression, compile_unary_tests

_TESTS = frozenset({"inputEntry", "inputValues", "outputValues", "allowedValues", "typeConstraint"})


@dataclass(frozen=True)
class Unknown:
    """A variable or function that is not there, the decision that asks for it, and the text in which it does."""

    name: str
    is_function: bool
    decision: str
    text: str


def unknown_names(root: Element, others: Iterable[Element] = ()) -> Iterator[Unknown]:
    """Each once for each decision, in the order of the file. Texts that cannot be read are told elsewhere.

    Functions are those that the file does not define: whoever calls the decision may know them. Variables are judged
    where the file says which input data there are; a table without any reads what its caller has.
    """
    declares = next(root.iterchildren("{*}inputData"), None) is not None
    known = {" ".join(str(name).split()) for each in (root, *others) for name in each.xpath("//@name")}
    for part in root.iterchildren("{*}decision", "{*}businessKnowledgeModel"):
        told: set[tuple[str, bool]] = set()
        for node in part.iter("{*}text"):
            text = (node.text or "").strip()
            for name, is_function in _asked(tag(node.getparent()), text, known):
                if (name, is_function) not in told and (declares or is_function):
                    told.add((name, is_function))
                    yield Unknown(name, is_function, own_name(part), text)


def _asked(holder: str, text: str, known: set[str]) -> Iterator[tuple[str, bool]]:
    try:
        compiled: Compiled = (
            compile_unary_tests(text, known=known)
            if holder in _TESTS
            else compile_expression(text, known=known)
        )
    except FeelError:
        return
    yield from ((name, True) for name in sorted(compiled.functions - known))
    yield from ((name, False) for name in sorted(compiled.names - compiled.functions - known))
