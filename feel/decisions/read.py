"""A DMN file to a compiled model: inputs, decisions, business knowledge models, decision services."""

from feel.decisions.boxed import logic_of, read_function, read_logic
from feel.decisions.cells import CellCompiler, root_compiler
from feel.decisions.elements import Element as Xml
from feel.decisions.elements import child, children, own_name, references, tag, type_reference
from feel.decisions.item_types import ItemTypes
from feel.decisions.model import Decision, Decisions, Element, Input, Service, decision_place
from feel.errors import FeelError, words
from feel.types import ANY

_REQUIRED = ("requiredInput", "requiredDecision", "requiredKnowledge")


def read_decisions(root: Xml) -> Decisions:
    """The model of a parsed DMN 1.3, 1.4 or 1.5 file.

    Every expression is compiled now. FeelError, with decision, rule and column, for a text that cannot be
    read; for decisions that require each other; for a file that is no DMN.
    """
    if tag(root) != "definitions":
        expected = words("phần tử gốc <definitions>", "the root element <definitions>")
        raise FeelError(words("Tệp không phải là DMN.", "The file is not DMN."), expected=expected)
    return _Reader(root).model()


class _Reader:
    def __init__(self, root: Xml) -> None:
        self.root = root
        self.types = ItemTypes(root)
        self.models = self.types.all()
        self.written = {
            str(element.get("id")): element
            for element in children(
                root, "inputData", "decision", "businessKnowledgeModel", "decisionService"
            )
        }
        self.names = {key: own_name(element) for key, element in self.written.items()}
        self.all_names = {
            " ".join(str(part.get("name")).split()) for part in root.iter() if tag(part) and part.get("name")
        }

    def model(self) -> Decisions:
        """Everything compiled."""
        self._refuse_circles()
        elements = {key: self._element(key, element) for key, element in self.written.items()}
        decisions = {
            key: self.names[key]
            for key, element in self.written.items()
            if tag(element) in ("decision", "decisionService")
        }
        return Decisions(elements, decisions)

    def _element(self, key: str, element: Xml) -> Element:
        name = self.names[key]
        variable_type = type_reference(child(element, "variable"))
        kind = self.types.named(variable_type) if variable_type else ANY
        if tag(element) == "inputData":
            return Input(key, name, kind)
        if tag(element) == "decisionService":
            inputs = (*references(element, "inputData"), *references(element, "inputDecision"))
            return Service(key, name, kind, inputs, tuple(references(element, "outputDecision")))
        requires = self._requires(key)
        place = decision_place(name)
        cells = self._cells(requires)
        if tag(element) == "businessKnowledgeModel":
            body = child(element, "encapsulatedLogic")
            if body is None:
                message = words("Chưa có nội dung hàm.", "There is no logic.")
                raise FeelError(message).placed(place)
            return Decision(key, name, ANY, read_function(body, cells, place, name), requires)
        return Decision(key, name, kind, read_logic(logic_of(element), cells, place), requires)

    def _cells(self, requires: tuple[str, ...]) -> CellCompiler:
        names = [self.names[key] for key in requires if key in self.names]
        return root_compiler(self.types, names, self.all_names, self.models)

    def _requires(self, key: str) -> tuple[str, ...]:
        element = self.written[key]
        return tuple(reference for group in _REQUIRED for reference in references(element, group))

    def _refuse_circles(self) -> None:
        done: set[str] = set()
        for key in self.written:
            self._follow(key, (), done)

    def _follow(self, key: str, path: tuple[str, ...], done: set[str]) -> None:
        if key in path:
            circle = " → ".join(self.names[step] for step in (*path[path.index(key) :], key))
            message = words(
                f"Các quyết định cần lẫn nhau: {circle}.", f"Decisions require each other: {circle}."
            )
            raise FeelError(message)
        if key in done or key not in self.written:
            return
        for required in self._requires(key):
            self._follow(required, (*path, key), done)
        done.add(key)
