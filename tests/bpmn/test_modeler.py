"""The shipped diagrams in the very editor that Camunda Modeler is made of (see also test_round_trip.py).

They come from `tests/bpmn/moddle/package-lock.json`; `make test` installs them.
"""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.bpmn.xml_alike import differences

ROOT = Path(__file__).parents[2]
MODELS = sorted((ROOT / "bpmn" / "models").glob("*.bpmn"))
FOREIGN = sorted((ROOT / "tests" / "bpmn" / "foreign").glob("*.bpmn"))
MODDLE = ROOT / "tests" / "bpmn" / "moddle"
INSTALLED = MODDLE / "node_modules"
INSTALL = "Run `.venv/bin/npm ci --prefix tests/bpmn/moddle` first."

IMPORT = """async ([xml, zeebe]) => {
  const modeler = new BpmnJS({ container: '#canvas', moddleExtensions: { zeebe } });
  const { warnings } = await modeler.importXML(xml);
  const saved = await modeler.saveXML({ format: true });
  return { warnings: warnings.map(String), identical: saved.xml === xml, xml: saved.xml,
           drawn: modeler.get('elementRegistry').getAll().length };
}"""


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    assert INSTALLED.is_dir(), INSTALL
    page = browser.new_page()
    page.set_content('<div id="canvas" style="width: 2000px; height: 800px"></div>')
    page.add_script_tag(path=INSTALLED / "bpmn-js" / "dist" / "bpmn-modeler.development.js")
    yield page
    page.close()


@pytest.mark.browser
@pytest.mark.parametrize("file", MODELS, ids=lambda file: file.name)
def test_the_modeler_in_a_browser_imports_it_without_a_warning(page: Page, file: Path) -> None:
    zeebe = json.loads((INSTALLED / "zeebe-bpmn-moddle" / "resources" / "zeebe.json").read_text("utf-8"))
    answer = page.evaluate(IMPORT, [file.read_text("utf-8"), zeebe])
    assert answer["warnings"] == []
    assert answer["identical"]
    assert answer["drawn"] > 1


@pytest.mark.browser
@pytest.mark.parametrize("file", FOREIGN, ids=lambda file: file.name)
def test_of_a_file_of_another_tool_the_modeler_loses_nothing(page: Page, file: Path) -> None:
    zeebe = json.loads((INSTALLED / "zeebe-bpmn-moddle" / "resources" / "zeebe.json").read_text("utf-8"))
    answer = page.evaluate(IMPORT, [file.read_text("utf-8"), zeebe])
    assert answer["warnings"] == []
    assert differences(file.read_bytes(), answer["xml"].encode()) == []
