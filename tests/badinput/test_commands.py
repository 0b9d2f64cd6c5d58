"""Hostile files given to commands: refused with a sentence within bounds, and no trace of the code is shown."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.badinput.costs import MOST_BYTES, MOST_CPU_SECONDS, told_bytes
from tests.badinput.files import diagram, laughs, literal, table

HOUSE = Path(__file__).parent.parent.parent
UNITS = "code,parent,level,name,type,valid_from,valid_to\n"


def run(home: Path, *words: str) -> tuple[int, str, float, int]:
    """Exit code, what was said, CPU seconds, and the most bytes held."""
    environment = os.environ | {"GIAOBAN_HOME": str(home), "GIAOBAN_LANGUAGE": "en"}
    with (home / "said").open("w+b") as said:
        command = [sys.executable, "-m", "tests.badinput.commanding", str(home / "held"), *words]
        started = subprocess.Popen(command, cwd=HOUSE, env=environment, stdout=said, stderr=said)
        _pid, ended, used = os.wait4(started.pid, 0)
        started.returncode = os.waitstatus_to_exitcode(ended)
        said.seek(0)
        text = said.read().decode()
    held = told_bytes((home / "held").read_text(), "VmHWM")
    return started.returncode, text, used.ru_utime + used.ru_stime, held


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> tuple[float, int]:
    """What a command costs that has little to do."""
    home = tmp_path_factory.mktemp("usual")
    _code, _said, seconds, held = run(home, "lint", "bpmn/models/periodic_report.bpmn")
    return seconds, held


@pytest.fixture(scope="module")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with its tables; every test that needs one works on a copy."""
    home = tmp_path_factory.mktemp("migrated")
    assert run(home, "migrate")[0] == 0
    return home / "giaoban.db"


CASES: dict[str, tuple[tuple[str, ...], str, Callable[[], bytes], str]] = {
    "lint: a billion laughs": (("lint",), "a.bpmn", lambda: laughs().encode(), "DOCTYPE"),
    "lint: 10,001 elements": (
        ("lint",),
        "a.bpmn",
        lambda: diagram("<a/>" * 10_000).encode(),
        "10,000 elements",
    ),
    "lint: 100 MB": (("lint",), "a.bpmn", lambda: bytes(100_000_000), "2,000,000"),
    "deploy: UTF-16": (("deploy",), "a.bpmn", lambda: laughs().encode("utf-16"), "UTF-8"),
    "decide: brackets": (("decide", "--decision", "d"), "a.dmn", lambda: literal("(" * 50_000), "."),
    "decide: 10,000 rules": (("decide", "--decision", "d"), "a.dmn", lambda: table(10_000), "10,000"),
    "import-units: a cell of 2 MB": (
        ("import-units",),
        "a.csv",
        lambda: UNITS.encode() + b"x" * 2_000_000 + b",,,,,,",
        "line",
    ),
    "import-units: zero bytes": (("import-units",), "a.csv", lambda: bytes(1_000_000), "a.csv"),
    "import-units: 100 MB": (
        ("import-units",),
        "a.csv",
        lambda: UNITS.encode() + b"a" * 100_000_000,
        "the limit is",
    ),
    "import-units: UTF-16": (("import-units",), "a.csv", lambda: UNITS.encode("utf-16"), "UTF-8"),
    "import-units: 100,000 columns": (("import-units",), "a.csv", lambda: b"," * 100_000, "column"),
    "restore: noise": (("restore",), "a.db", lambda: os.urandom(1_000_000), "no whole backup"),
    "restore: a head alone": (
        ("restore",),
        "a.db",
        lambda: b"SQLite format 3\0".ljust(5_000, b"\1"),
        "backup",
    ),
}


@pytest.mark.parametrize("what", CASES)
def test_a_command_refuses_it_in_a_sentence(
    tmp_path: Path, usual: tuple[float, int], migrated: Path, what: str
) -> None:
    words, name, make, says = CASES[what]
    file = tmp_path / name
    file.write_bytes(make())
    if words[0] in {"deploy", "import-units"}:
        shutil.copy(migrated, tmp_path)
    before = {path.name for path in tmp_path.iterdir()}
    code, said, seconds, held = run(tmp_path, *words, str(file))
    assert code == 1, said[-2_000:]
    assert "Traceback" not in said
    assert says in said
    assert len(said) < 10_000
    assert seconds - usual[0] < MOST_CPU_SECONDS
    assert held - usual[1] < MOST_BYTES
    assert {path.name for path in tmp_path.iterdir()} - before <= {
        "said",
        "held",
        "store.db-wal",
        "store.db-shm",
    }
