"""A DMN file to a compiled model: inputs, decisions, business knowledge models, decision services."""

from collections.abc import Iterable

from feel.compile.dispatch import Closure, Frame
from feel.decisions.boxed import read_decision_logic, read_function
from feel.decisions.cells import CellCompiler, root_compiler
from feel.decisions.elements import Element as Xml
from feel.decisions.elements import child, references, tag, type_reference
from feel.decisions.files import File, Requirement, read_files
from feel.decisions.model import (
    Decision,
    Decisions,
    Element,
    Input,
    Knowledge,
    Service,
    decision_place,
)
from feel.errors import FeelError, words
from feel.expression import too_deep
from feel.run import Run
from feel.types import ANY

_REQUIRED = ("requiredInput", "requiredDecision", "requiredKnowledge")


def read_decisions(
    root: Xml, imports: Iterable[Xml] = (), *, problems: list[FeelError] | None = None
) -> Decisions:
    """The model of a parsed DMN 1.3, 1.4 or 1.5 file.

    Every expression is compiled now. FeelError, with decision, rule and column, for a text that cannot be
    read; for decisions that require each other; for a file that is no DMN. `imports` are the files it may
    import, found by their namespaces; those it does not name are left alone.

    With a list of `problems`, every text that cannot be read is appended to it, and only the decisions that
    hold such a text raise it, when they are asked.
    """
    try:
        return _Reader(read_files(root, imports), problems).model()
    except RecursionError:
        raise too_deep() from None


class _Reader:
    """Reads the elements of all files together; those of imported files are known by `namespace#id`."""

    def __init__(self, files: list[File], problems: list[FeelError] | None) -> None:
        self.main = files[0]
        self.problems = problems
        self.home = {key: file for file in files for key in file.written}
        self.requires = {key: tuple(self._requires(key, file)) for key, file in self.home.items()}

    def model(self) -> Decisions:
        """Everything compiled."""
        self._refuse_circles()
        elements = {key: self._kept(key, file) for key, file in self.home.items()}
        asked = {
            key: self.main.names[key]
            for key, element in self.main.written.items()
            if tag(element) in ("decision", "decisionService")
        }
        functions = {
            key: self.main.names[key]
            for key, element in self.main.written.items()
            if tag(element) == "businessKnowledgeModel"
        }
        return Decisions(elements, asked, functions)

    def _kept(self, key: str, file: File) -> Element:
        try:
            return self._element(key, file)
        except FeelError as error:
            for each in error.all:
                each.placed(decision_place(file.names[key])).held_by(file.written[key].get("id") or "")
            if self.problems is None:
                raise
            self.problems += error.all
            return Decision(key, file.names[key], ANY, _raising(error), ())

    def _element(self, key: str, file: File) -> Element:
        element, name = file.written[key], file.names[key]
        variable_type = type_reference(child(element, "variable"))
        kind = file.types.named(variable_type) if variable_type else ANY
        if tag(element) == "inputData":
            return Input(key, name, kind, file.paths)
        if tag(element) == "decisionService":
            inputs = (*references(element, "inputData"), *references(element, "inputDecision"))
            outputs = references(element, "outputDecision")
            return Service(
                key,
                name,
                kind,
                tuple(self._there(file, href) for href in inputs),
                tuple(self._there(file, href) for href in outputs),
            )
        requires = self.requires[key]
        for group in _REQUIRED:
            for href in references(element, group):
                self._there(file, href)
        cells, place = self._cells(requires, file), decision_place(name)
        if tag(element) == "businessKnowledgeModel":
            body = child(element, "encapsulatedLogic")
            if body is None:
                raise FeelError(words("Chưa có nội dung hàm.", "There is no logic.")).placed(place)
            return Knowledge(key, name, ANY, read_function(body, cells, place, name, kind), requires)
        return Decision(key, name, kind, read_decision_logic(element, cells, place), requires)

    def _there(self, file: File, href: str) -> str:
        """The key of an element that must be in one of the files."""
        key = file.requirement(href).key
        if key not in self.home:
            raise FeelError(
                words(
                    f"Không tìm thấy phần tử “{href}” được dẫn tới.",
                    f"The element “{href}” is referred to and not there.",
                )
            )
        return key

    def _cells(self, requires: tuple[Requirement, ...], file: File) -> CellCompiler:
        names = [
            each.under or self.home[each.key].names[each.key] for each in requires if each.key in self.home
        ]
        return root_compiler(file.types, names, file.spoken, file.types.all())

    def _requires(self, key: str, file: File) -> Iterable[Requirement]:
        for group in _REQUIRED:
            for href in references(file.written[key], group):
                yield file.requirement(href)

    def _refuse_circles(self) -> None:
        done: set[str] = set()
        for key in self.home:
            self._follow(key, (), done)

    def _follow(self, key: str, path: tuple[str, ...], done: set[str]) -> None:
        if key in path:
            steps = (*path[path.index(key) :], key)
            circle = " → ".join(self.home[step].names[step] for step in steps)
            message = words(
                f"Các quyết định cần lẫn nhau: {circle}.", f"Decisions require each other: {circle}."
            )
            raise FeelError(message)
        if key in done or key not in self.home:
            return
        for required in self.requires[key]:
            if required.key != key or not self._may_call_itself(key):
                self._follow(required.key, (*path, key), done)
        done.add(key)

    def _may_call_itself(self, key: str) -> bool:
        return tag(self.home[key].written[key]) == "businessKnowledgeModel"


def _raising(error: FeelError) -> Closure:
    def raise_again(run: Run, frame: Frame) -> None:  # noqa: ARG001 every closure takes both
        raise error

    return raise_again
