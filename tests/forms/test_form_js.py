"""The shipped forms in form-js itself: its editor changes nothing in them, its viewer asks what ours asks.

It comes from `tests/forms/formjs/package-lock.json`; `make test` installs it.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import orjson
import pytest
from playwright.sync_api import Browser, Page

from tests.forms.pages import ISSUE, SCHEMAS, SHIPPED, shipped, submitted

pytestmark = pytest.mark.browser

LIBRARY = Path(__file__).parent / "formjs" / "node_modules" / "@bpmn-io" / "form-js" / "dist"
INSTALL = "Run `.venv/bin/npm ci --prefix tests/forms/formjs` first."

EDIT = """async (schema) => {
  const editor = new FormEditor.FormEditor({ container: '#form' });
  const { warnings } = await editor.importSchema(structuredClone(schema));
  const saved = editor.getSchema();
  editor.destroy();
  return { warnings: warnings.map(String), saved };
}"""
FILL_IN = """async ([schema, data]) => {
  const form = new FormViewer.Form({ container: '#form' });
  const { warnings } = await form.importSchema(schema, data);
  const { errors } = form.submit();
  form.destroy();
  return { warnings: warnings.map(String), errors };
}"""


@pytest.fixture(name="page", scope="module")
def _page(browser: Browser) -> Iterator[Page]:
    assert LIBRARY.is_dir(), INSTALL
    page = browser.new_page()
    page.set_content('<div id="form"></div>')
    for script in ("form-editor.umd.js", "form-viewer.umd.js"):
        page.add_script_tag(path=LIBRARY / script)
    yield page
    page.close()


def schema(name: str) -> Any:
    return orjson.loads((SCHEMAS / f"{name}.form").read_bytes())


def wrong_in_form_js(page: Page, name: str, answers: Mapping[str, Any]) -> set[str]:
    """The paths, as ours, of what the viewer finds wrong: it answers by component id, in rows once a row."""
    places = {"places": [{"value": ISSUE["place"]}], "handlers": [{"value": ISSUE["handler"]}]}
    answer = page.evaluate(FILL_IN, [schema(name), {**answers, **places}])
    assert answer["warnings"] == []
    wrong = set()
    for component, errors in answer["errors"].items():
        key = component.removeprefix("Field_")
        by_row = isinstance(errors[0], list) or errors[0] is None
        wrong |= {f"issues.{row}.{key}" for row, found in enumerate(errors) if found} if by_row else {key}
    return wrong


@pytest.mark.parametrize("name", SHIPPED)
def test_the_editor_reads_it_without_a_warning_and_saves_it_the_same(page: Page, name: str) -> None:
    assert page.evaluate(EDIT, schema(name)) == {"warnings": [], "saved": schema(name)}


@pytest.mark.parametrize(
    ("name", "answers"),
    [
        ("approve_report", {}),
        ("approve_report", {"decision": "approve"}),
        ("approve_report", {"decision": "return"}),
        ("receive_report", {}),
        ("receive_report", {"decision": "accept"}),
        ("receive_report", {"decision": "return", "reason_code": "TL-01"}),
        ("receive_report", {"decision": "return", "reason_code": "TL-01", "reason": "x" * 1_001}),
        ("monthly_report", {"nil_report": True}),
        ("monthly_report", {"overview": "x", "issues": [ISSUE]}),
        ("monthly_report", {"overview": "x" * 4_001, "issues": [{"summary": "a"}]}),
        ("monthly_report", {"overview": "x", "issues": [{**ISSUE, "mentions": 0}, ISSUE]}),
        ("monthly_report", {"overview": "x", "issues": [ISSUE, {**ISSUE, "summary": "x" * 601}]}),
    ],
)
def test_the_viewer_finds_the_same_answers_wrong(page: Page, name: str, answers: Mapping[str, Any]) -> None:
    ours = {problem.path for problem in submitted(shipped(name), answers).problems}
    assert wrong_in_form_js(page, name, answers) == ours
