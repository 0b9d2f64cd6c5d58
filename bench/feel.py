"""FEEL against plain Python that gives the same answers: `python -m bench.feel`.

Each measure times both sides in turn in one run, on the processor time of the thread, and takes the best of
several rounds: the ratio then says little about the machine and its other work. MEASURES is what the other
programs of this folder gather.
"""

import json
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from time import thread_time
from typing import Any

from lxml import etree
from SpiffWorkflow.bpmn.parser import BpmnParser

from bpmn.read import read_definitions
from bpmn.xml import parse_xml
from feel import compile_expression
from feel.decisions import read_decisions

MODELS = Path(__file__).parent.parent / "bpmn" / "models"
ROUNDS = 15
LIMIT = 2
Work = Callable[[], Any]
Measure = dict[str, float]
"""`ratio` and its `limit`, and what a run of each side took: `ours_us`, `theirs_us`."""


def simple_expression() -> Measure:
    """A condition as diagrams have them."""
    compiled = compile_expression('late * 2 + 1 > limit and level = "commune"')
    context = {"late": Decimal(3), "limit": Decimal(5), "level": "commune"}

    def python() -> bool:
        return context["late"] * 2 + 1 > context["limit"] and context["level"] == "commune"  # type: ignore[operator]

    return compared(lambda: compiled.evaluate(context), python, limit=15, times=2_000)


def filter_over_rows() -> Measure:
    """A filter with two tests over 100 rows."""
    compiled = compile_expression('rows[late > 2 and level = "commune"]')
    levels = ("commune", "district")
    rows = [{"late": Decimal(n % 5), "level": levels[n % 2], "name": f"Ward {n}"} for n in range(100)]
    context = {"rows": rows}

    def python() -> list[dict[str, Any]]:
        rows = context["rows"]
        return [row for row in rows if row["late"] > LIMIT and row["level"] == "commune"]  # type: ignore[operator]

    return compared(lambda: compiled.evaluate(context), python, limit=20, times=100)


def table_of_rules() -> Measure:
    """A UNIQUE table of 100 rules over a text and a number."""
    rules = [(f"kind {n // 10}", Decimal(n % 10), Decimal(n % 10 + 1), Decimal(n)) for n in range(100)]
    table = read_decisions(etree.fromstring(_table(rules)))
    context = {"kind": "kind 7", "days": Decimal("4.5")}

    def python() -> Decimal | None:
        kind, days = context["kind"], context["days"]
        found = [result for name, low, high, result in rules if kind == name and low <= days < high]  # type: ignore[operator]
        return found[0] if len(found) == 1 else None

    return compared(lambda: table.evaluate("deadline", context), python, limit=20, times=100)


def compile_shipped() -> Measure:
    """All expressions of the shipped diagrams and tables, against SpiffWorkflow's parsing of the diagrams."""
    diagrams = [path.read_bytes() for path in sorted(MODELS.glob("*.bpmn"))]
    tables = [parse_xml(path.read_bytes()) for path in sorted(MODELS.glob("*.dmn"))]
    sources = [
        found.source for data in diagrams for found in read_definitions(data).expressions if found.is_feel
    ]

    def ours() -> None:
        for source in sources:
            compile_expression(source)
        for table in tables:
            read_decisions(table)

    stock = [_for_stock(data) for data in diagrams]

    def theirs() -> None:
        for data in stock:
            _parse_stock(data)

    return compared(ours, theirs, limit=2, times=2)


def compared(ours: Work, theirs: Work, *, limit: float, times: int) -> Measure:
    """Both sides in turn, so that both meet the same disturbances."""
    if ours() != theirs():
        raise ValueError("The two sides answer differently; their times say nothing.")
    best = {"ours": float("inf"), "theirs": float("inf")}
    for _ in range(ROUNDS):
        for side, work in (("ours", ours), ("theirs", theirs)):
            began = thread_time()
            for _ in range(times):
                work()
            best[side] = min(best[side], (thread_time() - began) / times)
    return {
        "ratio": round(best["ours"] / best["theirs"], 2),
        "limit": limit,
        "ours_us": round(best["ours"] * 1e6, 2),
        "theirs_us": round(best["theirs"] * 1e6, 2),
    }


def _table(rules: list[tuple[str, Decimal, Decimal, Decimal]]) -> str:
    lines = "".join(
        f'<rule><inputEntry><text>"{name}"</text></inputEntry><inputEntry><text>[{low}..{high})</text></inputEntry>'
        f"<outputEntry><text>{result}</text></outputEntry></rule>"
        for name, low, high, result in rules
    )
    return f"""<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/">
    <inputData id="k" name="kind"/><inputData id="n" name="days"/>
    <decision id="deadline" name="deadline">
    <informationRequirement><requiredInput href="#k"/></informationRequirement>
    <informationRequirement><requiredInput href="#n"/></informationRequirement>
    <decisionTable><input><inputExpression typeRef="string"><text>kind</text></inputExpression></input>
    <input><inputExpression typeRef="number"><text>days</text></inputExpression></input>
    <output name="result" typeRef="number"/>{lines}</decisionTable></decision></definitions>"""


def _for_stock(data: bytes) -> bytes:
    """A diagram without what SpiffWorkflow's own parser stops at: loops of ours, calls by zeebe's element."""
    root = etree.fromstring(data)
    for loop in list(root.iter("{*}multiInstanceLoopCharacteristics")):
        parent = loop.getparent()
        if parent is not None:
            parent.remove(loop)
    for call in root.iter("{*}callActivity"):
        call.set("calledElement", "another")
    return etree.tostring(root)


def _parse_stock(data: bytes) -> None:
    parser = BpmnParser()
    parser.add_bpmn_xml(etree.fromstring(data))
    for process in parser.get_process_ids():
        parser.get_spec(process)


MEASURES: dict[str, Callable[[], Measure]] = {
    "feel_simple_expression": simple_expression,
    "feel_filter_of_100": filter_over_rows,
    "feel_table_of_100": table_of_rules,
    "feel_compile_shipped": compile_shipped,
}


def run() -> Iterator[tuple[str, Measure]]:
    """Every measure by its name."""
    for name, measure in MEASURES.items():
        yield name, measure()


if __name__ == "__main__":
    print(json.dumps(dict(run()), indent=2))
