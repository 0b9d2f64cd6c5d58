"""Random and mutated expressions: `python -m tests.feel.fuzz --cases 100000 --json`.

Half are grown from the words of FEEL, half are real expressions with pieces dropped, doubled, swapped and
replaced: those of the shipped diagrams, of the standard's built-ins, and of a conformance kit where FOLDER has
one. Whatever the text: only FeelError is raised, within a second and without 100 MB more. `make soak` runs it.
"""

import argparse
import json
import random
import re
import resource
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from time import thread_time
from typing import Any

from bpmn.read import read_definitions
from feel import FeelError, compile_expression, compile_unary_tests
from feel.functions.registry import BUILTINS
from feel.plain import to_plain

MODELS = Path(__file__).parents[2] / "bpmn" / "models"
SECONDS, MEGABYTES = 1.0, 100
CONTEXT: dict[str, Any] = {
    "a": 1,
    "b": "text",
    "c": [1, {"d": None}],
    "unit": {"name": "Ward 3", "late": 2},
    "rows": [{"late": n, "name": f"Ward {n}"} for n in range(20)],
}
_WORDS = """
a b c unit rows name late x if then else for some every in return satisfies function instance of and or between
not null true false item partial ? number list< context< range< ( ) [ ] { } , . : .. + - * / ** = != < <= > >=
@ " -> 1 0 -1 2.5 1e3 10**40 100000 1..1000000 "" "a" "(a+)+$" "(a)\\1" "é" "P1D" @"2026-11-14" @"PT1H"
@"10:00:00Z" [1..3] (> 3) 🐎 __class__ __import__ constructor
"""
WORDS = _WORDS.split()
PIECE = re.compile(r'"(?:[^"\\]|\\.)*"|[\w?]+|\s+|\.\.|\*\*|<=|>=|!=|.', re.DOTALL)


def expressions(cases: int, seed: int, folder: Path | None) -> Iterator[str]:
    """As many texts, the same for the same seed."""
    chance = random.Random(seed)  # noqa: S311 nothing secret is made of it
    known = seeds(folder)
    vocabulary = [*WORDS, *BUILTINS, *(f"{name}(" for name in BUILTINS)]
    for number in range(cases):
        if number % 2:
            yield " ".join(chance.choices(vocabulary, k=chance.randint(1, 25)))
        else:
            yield mutated(chance, known, vocabulary)


def seeds(folder: Path | None) -> list[str]:
    """Real expressions."""
    shipped = [read_definitions(path.read_bytes()).expressions for path in sorted(MODELS.glob("*.bpmn"))]
    found = [expression.source for each in shipped for expression in each if expression.is_feel]
    found += [
        f"{name}({', '.join(parameter.name + ': rows' for parameter in signature.parameters)})"
        for name, function in BUILTINS.items()
        for signature in function.signatures
    ]
    if folder is not None and (folder / "cases.json").is_file():
        cases = json.loads((folder / "cases.json").read_text(encoding="utf-8"))
        found += [case["expr"] for case in cases]
    return found


def mutated(chance: random.Random, known: Sequence[str], vocabulary: Sequence[str]) -> str:
    """A real expression with one to three pieces changed."""
    pieces = PIECE.findall(chance.choice(known)) or ["1"]
    for _ in range(chance.randint(1, 3)):
        place = chance.randrange(len(pieces))
        match chance.randrange(5):
            case 0:
                pieces[place] = ""
            case 1:
                pieces[place] *= chance.choice((2, 3, 200))
            case 2:
                pieces[place] = chance.choice(vocabulary)
            case 3:
                pieces.insert(place, chance.choice(vocabulary))
            case _:
                pieces[place] = "".join(PIECE.findall(chance.choice(known)))
    return "".join(pieces)


def run(cases: int, seed: int, folder: Path | None) -> dict[str, Any]:
    """The figures; `failed` holds the texts that broke a promise, with what they did."""
    figures: dict[str, Any] = {"cases": cases, "answered": 0, "refused": 0, "slowest_seconds": 0.0}
    failed: list[list[str]] = []
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for text in expressions(cases, seed, folder):
        began = thread_time()
        try:
            figures["answered" if answered(text) else "refused"] += 1
        except Exception as error:  # noqa: BLE001 whatever it is, the text that raised it is wanted
            failed.append([text, repr(error)])
        took = thread_time() - began
        figures["slowest_seconds"] = max(figures["slowest_seconds"], round(took, 3))
        if took > SECONDS:
            failed.append([text, f"{took:.2f} s"])
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    figures["grown_megabytes"] = round(grown, 1)
    if grown > MEGABYTES:
        failed.append(["all together", f"{grown:.0f} MB"])
    return {**figures, "failed": failed}


def answered(text: str) -> bool:
    """Whether a text has a value, as an expression or, where it is none, as a cell; a refusal must be presentable."""
    try:
        to_plain(compile_expression(text).evaluate(CONTEXT))
    except FeelError as error:
        _ = error.message["vi"], error.underlined()
    else:
        return True
    try:
        compile_unary_tests(text).evaluate(1, CONTEXT)
    except FeelError as error:
        _ = error.message["vi"], error.underlined()
        return False
    return True


def main() -> None:
    """Prints the figures; 1 where a promise was broken."""
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("folder", type=Path, nargs="?")
    reader.add_argument("--cases", type=int, default=100_000)
    reader.add_argument("--seed", type=int, default=1)
    reader.add_argument("--json", action="store_true")
    chosen = reader.parse_args()
    figures = run(chosen.cases, chosen.seed, chosen.folder)
    sys.stdout.write(json.dumps(figures, ensure_ascii=False, indent=None if chosen.json else 2) + "\n")
    sys.exit(1 if figures["failed"] else 0)


if __name__ == "__main__":
    main()
