"""The operators' commands on an empty machine, one after the other, and what they refuse."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

HOUSE = Path(__file__).parent.parent.parent
TWO = "organisation/data/units_two_tier.csv"
THREE = "organisation/data/units_three_tier.csv"


class Shell:
    """Commands on one data folder, in English."""

    def __init__(self, home: Path) -> None:
        self.home = home

    def __call__(self, *words: str, code: int = 0) -> str:
        done = subprocess.run(
            [sys.executable, "manage.py", *words],
            cwd=HOUSE,
            env=os.environ
            | {
                "GIAOBAN_HOME": str(self.home),
                "GIAOBAN_LANGUAGE": "en",
                "GIAOBAN_PASSWORD": "mot mat khau dai",
            },
            capture_output=True,
            text=True,
            check=False,
        )
        assert "Traceback" not in done.stderr, done.stderr
        assert done.returncode == code, done.stdout + done.stderr
        return done.stdout + done.stderr


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    return Shell(tmp_path)


def test_an_office_starts_on_real_data(shell: Shell) -> None:
    shell("migrate")
    assert "10811 added" in shell("import-units", THREE)
    assert "10811 already there" in shell("import-units", THREE)
    assert "periodic_report: version 1, new" in shell("prepare")
    assert "unchanged" in shell("prepare")
    assert "3355 added" in shell("import-units", TWO)
    shell("user", "add", "ward.clerk", "--unit", "C00070", "--role", "reporter")
    assert "The history is whole" in shell("verify-history")


def test_a_bad_row_is_named_and_nothing_imported(shell: Shell, tmp_path: Path) -> None:
    bad = tmp_path / "bad.csv"
    head, *rows = Path(HOUSE / THREE).read_text(encoding="utf-8").splitlines()
    bad.write_text("\n".join([head, *rows[:3], "C9,NOWHERE,commune,Xã X,xã,,"]), encoding="utf-8")
    shell("migrate")
    said = shell("import-units", str(bad), code=1)
    assert "bad.csv" in said
    assert "5" in said
    assert "NOWHERE" in said
    assert "10811 added" in shell("import-units", THREE)


def test_what_cannot_be_done_is_said_in_a_sentence(shell: Shell) -> None:
    shell("migrate")
    assert "P01" in shell("open-cycle", "periodic_report", "2026-11", "--unit", "P01", code=1)
    assert "unit" in shell("user", "add", "x.y", "--role", "reporter", code=1)
    shell("open-cycle", "periodic_report", code=2)


def test_somebody_stands_in_for_another_on_some_days(shell: Shell) -> None:
    shell("migrate")
    shell("import-units", TWO)
    for name in ("ward.first", "ward.second"):
        shell("user", "add", name, "--unit", "C00070", "--role", "reporter")
    days = ("--first", "2026-11-20", "--last", "2026-11-27")
    assert "20/11/2026" in shell("user", "stand-in", "ward.first", "ward.second", *days)
    shell("user", "stand-in", "ward.first", "nobody", *days, code=1)
    shell(
        "user", "stand-in", "ward.first", "ward.second", "--first", "tomorrow", "--last", "2026-11-27", code=2
    )
