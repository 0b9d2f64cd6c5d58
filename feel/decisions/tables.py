"""Decision tables (DMN 1.5, chapter 8): every cell compiled once."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from feel.compile.dispatch import Closure, Frame
from feel.decisions.cells import CellCompiler
from feel.decisions.elements import Element, child, children, text_of, type_reference
from feel.decisions.hit_policies import AGGREGATIONS, POLICIES, HitPolicy, Match
from feel.decisions.item_types import AllowedType
from feel.decisions.trace import Matched, Seen
from feel.equality import same
from feel.errors import FeelError, Words, together, words
from feel.run import Run
from feel.types import ANY, FeelType, coerce
from feel.values import Context

Read = TypeVar("Read")
MOST_TOLD = 100
"""Problems of one table: a file that is broken throughout shall not take long to say so."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A compiled text of the table, with where it stands for errors; an empty one has no closure."""

    text: str
    closure: Closure | None
    column: str
    key: str = ""
    allowed: Closure | None = None
    """Of an input: the tests that every value must pass."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of the table."""

    number: int
    tests: tuple[tuple[Closure, int, Cell], ...]
    """The cells that test anything, each with its closure and the place of its input."""
    outputs: tuple[Cell, ...]
    key: str = ""


@dataclass(frozen=True, slots=True)
class Output:
    """One output column; `order` are the allowed values, the most important first."""

    key: str
    name: str
    type: FeelType
    order: Closure | None
    allowed: Closure | None
    """The tests that every value must pass."""
    default: Cell | None


class DecisionTable:
    """A compiled table: `decide` is its closure."""

    def __init__(
        self, inputs: Sequence[Cell], outputs: Sequence[Output], rules: Sequence[Rule], policy: HitPolicy
    ) -> None:
        self.inputs = tuple(inputs)
        self.outputs = tuple(outputs)
        self.rules = tuple(rules)
        self.policy = policy

    def decide(self, run: Run, frame: Frame) -> Any:
        """The value for one set of inputs; errors say which rule and column they come from.

        Null, with a warning, where no rule matches or a value is none of its column's allowed ones.
        """
        values = [_run_cell(cell, 0, run, frame) for cell in self.inputs]
        frames = [((value,), frame) for value in values]
        told = run.deciding if run.depth == 0 else None
        if told is not None:
            told.is_table = True
            told.inputs = tuple(
                Seen(cell.key, cell.column, value) for cell, value in zip(self.inputs, values, strict=True)
            )
        for cell, inner in zip(self.inputs, frames, strict=True):
            if cell.allowed is not None and not _is_allowed(cell.allowed, run, inner):
                return run.warn(_not_allowed(cell.column))
        matches = []
        for rule in self._matching(run, frames):
            outputs = tuple(
                _fitted(output, _run_cell(cell, rule.number, run, frame), run, frame)
                for cell, output in zip(rule.outputs, self.outputs, strict=True)
            )
            matches.append(Match(rule.number, outputs))
            if told is not None:
                told.matches.append(Matched(rule.number, rule.key, tuple(self._given(outputs))))
            if self.policy.stops_at_first:
                break
        if not matches:
            return self._without_match(run, frame)
        return self.policy.decide(run, matches, self._value)

    def _matching(self, run: Run, frames: list[Frame]) -> Iterator[Rule]:
        """The rules whose tests all pass. One handler around all cells: most of a decision's time is here."""
        run.spend(len(self.rules))
        for rule in self.rules:
            try:
                for closure, place, cell in rule.tests:  # noqa: B007 the handler below says which cell
                    if closure(run, frames[place]) is not True:
                        break
                else:
                    yield rule
            except FeelError as error:
                raise error.within(cell.text).placed(cell_place(rule.number, cell.column)) from None

    def _given(self, outputs: tuple[Any, ...]) -> Iterator[Seen]:
        for output, value in zip(self.outputs, outputs, strict=True):
            yield Seen(output.key, output.name, value)

    def _value(self, match: Match) -> Any:
        if len(self.outputs) == 1:
            return match.outputs[0]
        return Context(zip((output.name for output in self.outputs), match.outputs, strict=True))

    def _without_match(self, run: Run, frame: Frame) -> Any:
        if any(output.default for output in self.outputs):
            defaults = (
                _fitted(output, _run_cell(output.default, 0, run, frame), run, frame)
                if output.default
                else None
                for output in self.outputs
            )
            return self._value(Match(0, tuple(defaults)))
        if self.policy.aggregation == "COUNT":
            return self.policy.decide(run, [], self._value)
        return run.warn(words("Không dòng nào của bảng khớp.", "No rule of the table matches."))


def _is_allowed(tests: Closure, run: Run, frame: Frame) -> bool:
    """Null says that nothing is known, which no list of values forbids; of a list each item must pass."""
    value = frame[0][0]
    if value is None or tests(run, frame) is True:
        return True
    return type(value) is list and all(tests(run, ((item,), frame[1])) is True for item in value)


def _fitted(output: Output, value: Any, run: Run, frame: Frame) -> Any:
    """What a column may give of a value: it in the declared type, or null with a warning."""
    if output.allowed is not None and not _is_allowed(output.allowed, run, ((value,), frame)):
        return run.warn(_not_allowed(output.name))
    return coerce(run, value, output.type)


def _not_allowed(column: str) -> Words:
    return words(
        f"Giá trị ở cột “{column}” không nằm trong các giá trị cho phép.",
        f"The value in column “{column}” is none of the allowed ones.",
    )


def _run_cell(cell: Cell, rule: int, run: Run, frame: Frame) -> Any:
    if cell.closure is None:
        return None
    try:
        return cell.closure(run, frame)
    except FeelError as error:
        raise error.within(cell.text).placed(cell_place(rule, cell.column)) from None


def cell_place(rule: int, column: str) -> dict[str, str]:
    """Where a cell stands, for people."""
    if not rule:
        return {"vi": f"cột “{column}”", "en": f"column “{column}”"}
    return {"vi": f"dòng {rule}, cột “{column}”", "en": f"rule {rule}, column “{column}”"}


def read_table(element: Element, cells: CellCompiler) -> DecisionTable:
    """A `decisionTable` element, compiled; FeelError names rule and column, with those of all other cells."""
    reader = _Reader(cells)
    columns = [(column, _label(column, at)) for at, column in enumerate(children(element, "input"), 1)]
    results = [(column, _name(column, at)) for at, column in enumerate(children(element, "output"), 1)]
    inputs = [reader.input(column, label) for column, label in columns]
    outputs = [reader.output(column, name) for column, name in results]
    reader.tried(None, lambda: _refuse_same_names([name for _column, name in results]))
    labels = [label for _column, label in columns], [_heading(*result) for result in results]
    rules = [reader.rule(number, rule, *labels) for number, rule in enumerate(children(element, "rule"), 1)]
    policy = reader.tried(None, lambda: _policy(element, outputs))
    if reader.problems or policy is None:
        raise together(reader.problems)
    return DecisionTable(inputs, outputs, rules, policy)


def _name(column: Element, number: int) -> str:
    return column.get("name") or column.get("label") or f"{number}"


def _heading(column: Element, name: str) -> str:
    """What people read over an output column."""
    return column.get("label") or name


class _Reader:
    """Reads the parts of a table on behind what cannot be read, so that all of it is told at once."""

    def __init__(self, cells: CellCompiler) -> None:
        self.cells = cells
        self.problems: list[FeelError] = []

    def tried(self, element: Element | None, read: Callable[[], Read]) -> Read | None:
        """What is read; None where it cannot be, which is said to stand in the element."""
        try:
            return read()
        except FeelError as error:
            self.problems.append(error.held_by("" if element is None else element.get("id") or ""))
        if len(self.problems) == MOST_TOLD:
            raise together(self.problems)
        return None

    def input(self, column: Element, label: str) -> Cell:
        expression = child(column, "inputExpression")
        text, values = text_of(expression), text_of(child(column, "inputValues"))
        kind, place = type_reference(expression), cell_place(0, label)
        return Cell(
            text,
            self.tried(column, lambda: self.cells.expression(text, place, kind)),
            label,
            column.get("id") or "",
            self.tried(column, lambda: self.cells.tests(values, place)),
        )

    def output(self, column: Element, name: str) -> Output:
        kind = self.tried(column, lambda: self.cells.type(type_reference(column))) or ANY
        values = text_of(child(column, "outputValues")) or (
            kind.text if isinstance(kind, AllowedType) else ""
        )
        heading = _heading(column, name)
        default, place = text_of(child(column, "defaultOutputEntry")), cell_place(0, heading)
        closure = self.tried(column, lambda: self.cells.expression(default, place)) if default else None
        return Output(
            column.get("id") or "",
            name,
            kind,
            _order(values, self.cells, place),
            self.tried(column, lambda: self.cells.tests(values, place)),
            Cell(default, closure, heading) if default else None,
        )

    def rule(self, number: int, rule: Element, labels: Sequence[str], headings: Sequence[str]) -> Rule:
        tests, results = children(rule, "inputEntry"), children(rule, "outputEntry")
        self.tried(
            rule, lambda: _require_cells(number, (len(tests), len(labels)), (len(results), len(headings)))
        )
        entries = [
            self.cell(test, label, number, self.cells.tests)
            for test, label in zip(tests, labels, strict=False)
        ]
        return Rule(
            number,
            tuple((cell.closure, at, cell) for at, cell in enumerate(entries) if cell.closure is not None),
            tuple(
                self.cell(result, heading, number, self.cells.expression)
                for result, heading in zip(results, headings, strict=False)
            ),
            rule.get("id") or "",
        )

    def cell(
        self, entry: Element, column: str, number: int, compiled: Callable[[str, Words], Closure | None]
    ) -> Cell:
        text, place = text_of(entry), cell_place(number, column)
        return Cell(text, self.tried(entry, lambda: compiled(text, place)), column)


def _require_cells(number: int, inputs: tuple[int, int], outputs: tuple[int, int]) -> None:
    if inputs[0] != inputs[1] or outputs[0] != outputs[1]:
        raise FeelError(
            words(
                f"Dòng {number} phải có {inputs[1]} ô điều kiện và {outputs[1]} ô kết quả.",
                f"Rule {number} needs {inputs[1]} input cells and {outputs[1]} output cells.",
            )
        )


def _refuse_same_names(names: Sequence[str]) -> None:
    """Each output is an entry of the answer, so that the later of two would replace the earlier."""
    name, times = Counter(names).most_common(1)[0] if names else ("", 0)
    if times > 1:
        raise FeelError(
            words(
                f"Có {times} cột kết quả tên “{name}”. Hãy đặt cho mỗi cột một tên riêng.",
                f"{times} outputs are named “{name}”. Give each a name of its own.",
            )
        )


def _label(column: Element, number: int) -> str:
    return column.get("label") or text_of(child(column, "inputExpression")) or str(number)


def _order(values: str, cells: CellCompiler, place: Words) -> Closure | None:
    """The allowed values as a list; tests such as `> 0` allow values, yet put them in no order."""
    try:
        return cells.expression(f"[{values}]", place) if values else None
    except FeelError:
        return None


def _policy(element: Element, outputs: Sequence[Output]) -> HitPolicy:
    name, aggregation = element.get("hitPolicy") or "UNIQUE", element.get("aggregation") or ""
    if name not in POLICIES or (aggregation and aggregation not in AGGREGATIONS):
        written = f"{name} {aggregation}".strip()
        raise FeelError(
            words(f"Không có hit policy “{written}”.", f"There is no hit policy “{written}”."),
        )
    if name == "COLLECT" and aggregation and len(outputs) > 1:
        # 8.2.11: over several outputs the operators are undefined
        raise FeelError(
            words(
                f"COLLECT {aggregation} chỉ tính được một cột kết quả. Hãy bỏ phép gộp hoặc tách bảng.",
                f"COLLECT {aggregation} takes one output only. Leave out the aggregation or split the table.",
            )
        )

    def ranks(run: Run, values: tuple[Any, ...]) -> tuple[int, ...]:
        return tuple(_rank(run, output, value) for output, value in zip(outputs, values, strict=True))

    return HitPolicy(name, aggregation if name == "COLLECT" else "", ranks)


def _rank(run: Run, output: Output, value: Any) -> int:
    if output.order is None:
        return 0
    allowed = output.order(run, None)
    return next((place for place, item in enumerate(allowed) if same(run, item, value)), len(allowed))
