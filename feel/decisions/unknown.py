"""Names that the texts of a DMN file ask for, and those of them that nothing in it or in its imports stands for."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from feel.decisions.elements import Element, name_of, tag
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
    element: str = ""
    """The id of what holds the text, or of the nearest around it that has one."""


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
                    yield Unknown(name, is_function, name_of(part), text, _id_around(node))


def asked_of(root: Element, names: set[str]) -> frozenset[str]:
    """Those of the names that an input, a cell or another expression of the file asks for."""
    known = names | {" ".join(str(name).split()) for name in root.xpath("//@name")}
    found: set[str] = set()
    for node in root.iter("{*}text"):
        text = (node.text or "").strip()
        if any(name in text for name in names - found):  # most cells are plain: they are not read
            compiled = _compiled(tag(node.getparent()), text, known)
            found |= names & (compiled.names | compiled.possible_names) if compiled else frozenset()
    return frozenset(found)


def _id_around(node: Element) -> str:
    around = (one.get("id") for one in node.iterancestors())
    return next((found for found in around if found), "")


def _asked(holder: str, text: str, known: set[str]) -> Iterator[tuple[str, bool]]:
    compiled = _compiled(holder, text, known)
    if compiled is None:
        return
    yield from ((name, True) for name in sorted(compiled.functions - known))
    yield from ((name, False) for name in sorted(compiled.names - compiled.functions - known))


def _compiled(holder: str, text: str, known: set[str]) -> Compiled | None:
    try:
        if holder in _TESTS:
            return compile_unary_tests(text, known=known)
        return compile_expression(text, known=known)
    except FeelError:
        return None
