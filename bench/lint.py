"""Judging a diagram against reading it: what an editor waits for after each change that is drawn."""

from time import thread_time

from bench.diagrams import SHIPPED
from bpmn.lint import lint
from bpmn.read import read_definitions
from workflows.deployment import catalogue_of, shipped_files
from workflows.house import HOUSE

ROUNDS = 20


def linting_a_diagram() -> dict[str, float]:
    """The ratio of two processor times, for the shipped diagram of some 60 elements; each the best of several rounds.

    Linting is what comes on top of reading; the diagram is read anew each time, so that nothing is known of it.
    """
    data = SHIPPED.read_bytes()
    catalogue = catalogue_of(HOUSE, shipped_files())
    parsing, judging = [], []
    for _ in range(ROUNDS):
        began = thread_time()
        definitions = read_definitions(data)
        parsed = thread_time()
        lint(definitions, catalogue)
        parsing.append(parsed - began)
        judging.append(thread_time() - parsed)
    parse, judge = min(parsing), min(judging)
    elements = len(definitions.elements) + len(definitions.flows)
    return {"ratio": judge / parse, "parse_ms": 1000 * parse, "lint_ms": 1000 * judge, "elements": elements}


if __name__ == "__main__":
    print(linting_a_diagram())
