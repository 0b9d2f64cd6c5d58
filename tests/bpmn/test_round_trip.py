"""Files through the library of Camunda Modeler and of our editor: nothing is lost, element by element."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from bpmn.difference import compare
from bpmn.phrases import PHRASES
from tests.bpmn.xml_alike import differences

ROOT = Path(__file__).parents[2]
MODDLE = ROOT / "tests" / "bpmn" / "moddle"
INSTALLED = MODDLE / "node_modules"
INSTALL = "Run `.venv/bin/npm ci --prefix tests/bpmn/moddle` first."
SHIPPED = sorted((ROOT / "bpmn" / "models").glob("*.bpmn"))
FOREIGN = sorted((ROOT / "tests" / "bpmn" / "foreign").glob("*.bpmn"))


@pytest.fixture(scope="module")
def rewritten() -> dict[str, Any]:
    """Every file as the library writes it, with its warnings."""
    assert INSTALLED.is_dir(), INSTALL
    node = Path(sys.prefix) / "bin" / "node"
    files = [str(file) for file in (*SHIPPED, *FOREIGN)]
    done = subprocess.run([node, MODDLE / "round_trip.mjs", *files], capture_output=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize("file", [*SHIPPED, *FOREIGN], ids=lambda file: file.stem)
def test_every_element_comes_back_and_none_is_made_up(rewritten: dict[str, Any], file: Path) -> None:
    assert differences(file.read_bytes(), rewritten[str(file)]["xml"].encode()) == []


@pytest.mark.parametrize("file", [*SHIPPED, *FOREIGN], ids=lambda file: file.stem)
def test_the_library_has_nothing_to_warn_of(rewritten: dict[str, Any], file: Path) -> None:
    assert rewritten[str(file)]["warnings"] == []


@pytest.mark.parametrize("file", [*SHIPPED, *FOREIGN], ids=lambda file: file.stem)
def test_what_comes_back_means_the_same_to_us(rewritten: dict[str, Any], file: Path) -> None:
    assert not compare(file.read_bytes(), rewritten[str(file)]["xml"].encode(), PHRASES, {})


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.stem)
def test_a_shipped_diagram_comes_back_to_the_letter(rewritten: dict[str, Any], file: Path) -> None:
    assert rewritten[str(file)]["xml"] == file.read_text("utf-8")


def test_the_comparison_sees_what_is_lost_and_what_is_made_up() -> None:
    data = (ROOT / "tests" / "bpmn" / "foreign" / "other_tool.bpmn").read_bytes()
    lost = data.replace(b'<risk:by office="Audit" />', b"")
    assert [line.partition(":")[0] for line in differences(data, lost)] == ["lost"]
    assert [line.partition(":")[0] for line in differences(lost, data)] == ["made up"]
    assert len(differences(data, data.replace(b"Ask a colleague", b"Ask nobody"))) == 2
    assert len(differences(data, data.replace(b'x="170"', b'x="171"'))) == 2
