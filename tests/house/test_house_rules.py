"""Rules of the house that no linter knows."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

HOUSE = Path(__file__).parent.parent.parent
ROOMS = (
    "bpmn",
    "engine",
    "forms",
    "workflows",
    "notifications",
    "documents",
    "organisation",
    "periods",
    "feel",
    "database",
    "web",
    "commands",
)
NAMES_FOR_A_PATTERN = {
    "core",
    "common",
    "utils",
    "helpers",
    "service",
    "services",
    "manager",
    "models",
    "misc",
}
EDGE = ("database/", "web/", "manage.py", "bench/")
SAYING = {"click.echo", "click.prompt", "click.UsageError", "Refusal"}
CONDITIONS = HOUSE / "database" / "conditions.py"
LONGEST_FILE = 400
LONGEST_FUNCTION = 60


def sources() -> list[Path]:
    elsewhere = {"node_modules", "versions"}  # a migration is a list, as long as it is
    found = [path for room in ROOMS for path in (HOUSE / room).rglob("*.py") if not elsewhere & {*path.parts}]
    return [*found, HOUSE / "manage.py"]


def calls(path: Path) -> Iterator[tuple[str, bool, int]]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            yield node.func.id, True, node.lineno
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            yield node.func.attr, False, node.lineno


def named(path: Path) -> str:
    return path.relative_to(HOUSE).as_posix()


@pytest.mark.parametrize("path", sources(), ids=named)
def test_a_source_keeps_the_rules_of_the_house(path: Path) -> None:
    text = path.read_text()
    assert path.stem not in NAMES_FOR_A_PATTERN, "Name the file for its work."
    assert text.count("\n") <= LONGEST_FILE, "Split the file by what it does."
    partial = path != CONDITIONS and re.search("(sqlite|postgresql)_where", text)
    assert not partial, "Declare the partial index by `partial_index`."
    for name, plain, line in calls(path):
        assert not (plain and name in {"eval", "exec"}), f"line {line}: nothing may be evaluated as Python"
        if name == "commit":
            assert named(path).startswith(EDGE), f"line {line}: only the edge commits"
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            size = (node.end_lineno or node.lineno) - node.lineno + 1
            assert size <= LONGEST_FUNCTION, f"{node.name}: {size} lines"


def test_no_test_sleeps_or_is_skipped() -> None:
    for path in (HOUSE / "tests").rglob("*.py"):
        for name, _plain, line in calls(path):
            assert name != "sleep", f"{named(path)}:{line} sleeps"
        tree = ast.parse(path.read_text())
        marks = [node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)]
        assert not {"skip", "skipif", "xfail"} & set(marks), f"{named(path)} leaves a test out"


def test_the_rooms_import_downward_only() -> None:
    done = subprocess.run(
        [Path(sys.executable).parent / "lint-imports"], cwd=HOUSE, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("path", sorted((HOUSE / "commands").glob("*.py")), ids=named)
def test_a_command_says_nothing_in_one_language_only(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and ast.unparse(node.func) in SAYING:
            written = [arg for arg in node.args if isinstance(arg, ast.Constant | ast.JoinedStr)]
            words = " ".join(re.sub(r"\{.*?\}", "…", ast.unparse(arg)) for arg in written)
            assert not re.search(r"[a-z]{2,} [a-z]{2,}", words), f"line {node.lineno}: say it with `either`"
