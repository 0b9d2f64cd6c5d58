"""A DMN file as what people read aloud: each decision with its rows, as texts."""

from dataclasses import dataclass

from feel.decisions.elements import Element, child, children, description_of, name_of, tag, text_of


@dataclass(frozen=True)
class Row:
    """One row of a table; `number` counts from 1, `remark` is what stands beside it."""

    number: int
    conditions: tuple[str, ...]
    results: tuple[str, ...]
    remark: str


@dataclass(frozen=True)
class DecisionOutline:
    """One decision. A table has columns and rows, anything else a `text`."""

    key: str
    name: str
    explanation: str
    policy: str = ""
    conditions: tuple[str, ...] = ()
    results: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    text: str = ""


def outline_decisions(root: Element) -> tuple[DecisionOutline, ...]:
    """Every decision and knowledge model of a parsed DMN file, in its order; readable or not, nothing is judged."""
    return tuple(_outline(part) for part in children(root, "decision", "businessKnowledgeModel"))


def _outline(part: Element) -> DecisionOutline:
    key, name = str(part.get("id") or ""), name_of(part)
    explanation = description_of(part)
    table = next(part.iter("{*}decisionTable"), None)
    if table is None:
        literal = next(iter(part.iter("{*}literalExpression")), None)
        return DecisionOutline(key, name, explanation, text=text_of(literal))
    return DecisionOutline(
        key,
        name,
        explanation,
        policy=str(table.get("hitPolicy") or "UNIQUE"),
        conditions=tuple(_heading(column) for column in children(table, "input")),
        results=tuple(_heading(column) for column in children(table, "output")),
        rows=tuple(_row(number, row) for number, row in enumerate(children(table, "rule"), start=1)),
    )


def _row(number: int, row: Element) -> Row:
    conditions, results = (
        tuple(text_of(cell) for cell in children(row, kind)) for kind in ("inputEntry", "outputEntry")
    )
    return Row(number, conditions, results, description_of(row))


def _heading(column: Element) -> str:
    expression = child(column, "inputExpression")
    return str(column.get("label") or text_of(expression) or column.get("name") or tag(column))
