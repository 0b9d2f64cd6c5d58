"""What axe finds on the page of an editor."""

from pathlib import Path
from typing import Any

from playwright.sync_api import Page

AXE = Path(__file__).parents[1] / "axe" / "node_modules" / "axe-core" / "axe.min.js"


def faults_on(page: Page) -> list[str]:
    """Every broken rule with the elements that break it."""
    page.evaluate(AXE.read_text())
    found: Any = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [f"{one['id']}: {[node['target'] for node in one['nodes']]}" for one in found["violations"]]
