"""What opening a diagram of sixty elements costs in our editor, against a bare bpmn-js modeler with the same file.

In one browser, each on a page of its own, in turn; from the moment the script begins until the diagram is shown and
the browser has painted it. Scripts come from the browser's cache, as they do from the second visit on.
"""

import statistics
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import orjson
from typing_extensions import override

from bpmn.read import read_definitions
from feel.functions.registry import BUILTINS
from web.designer.build_islands import HERE, build
from web.designer.island_files import island_files
from web.security import CONTENT_SECURITY_POLICY
from web.static_files import ADDRESS, BUILT
from workflows.deployment import HOUSE, shipped_files
from workflows.house import HOUSE as RUNNING

CHROMIUM = "/usr/bin/chromium-headless-shell"
FLAGS = ["--no-sandbox", "--disable-gpu"]
DIAGRAM = HOUSE / "bpmn" / "models" / "periodic_report.bpmn"
ELEMENTS = 60
"""A process with its steps and flows."""
BARE = HERE / "node_modules" / "bpmn-js" / "dist"
ROUNDS = 9
WATCH = """
addEventListener("DOMContentLoaded", () => {
    const note = () => { document.documentElement.dataset.opened = performance.now() - window.began; };
    new MutationObserver((_, watch) => {
        if (!document.querySelector("[data-shown], body[data-ready]")) return;
        watch.disconnect();
        requestAnimationFrame(() => setTimeout(note));
    }).observe(document.body, { attributes: true, subtree: true });
});
"""
BEGIN = "window.began = performance.now();"
BARE_SCRIPT = """
const modeler = new BpmnJS({ container: "#canvas" });
const xml = await (await fetch("/content")).text();
await modeler.importXML(xml);
modeler.get("canvas").zoom("fit-viewport");
document.body.dataset.ready = "";
"""


def opening_a_diagram() -> dict[str, float]:
    """The ratio of two wall times, taken in turn, and both in milliseconds."""
    from playwright.sync_api import sync_playwright  # only where the tests' packages are installed

    build()
    _ANSWERS.update({"/ours": ("text/html", _ours()), "/bare": ("text/html", _bare())})
    _require_sixty_elements()
    with _pages() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        context = browser.new_context(viewport={"width": 1280, "height": 860})
        context.add_init_script(WATCH)
        taken = [
            (_open(context, f"{address}/ours"), _open(context, f"{address}/bare")) for _ in range(ROUNDS + 1)
        ]
        browser.close()
    ours, bare = (
        statistics.median(times) for times in zip(*taken[1:], strict=True)
    )  # the first fills the cache
    return {"ratio": ours / bare, "ours_ms": ours, "bare_ms": bare}


def _require_sixty_elements() -> None:
    drawn = read_definitions(DIAGRAM.read_bytes())
    if len(drawn.processes) + len(drawn.elements) + len(drawn.flows) < ELEMENTS:
        raise RuntimeError(
            f"{DIAGRAM.name} has fewer than {ELEMENTS} elements by now: choose another diagram."
        )


def _open(context: Any, address: str) -> float:
    page = context.new_page()
    page.goto(address)
    shown = page.locator("html[data-opened]")
    shown.wait_for()
    taken = float(shown.get_attribute("data-opened") or 0)
    page.close()
    return taken


@contextmanager
def _pages() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Page)
    running = threading.Thread(target=server.serve_forever)
    running.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        running.join()
        server.server_close()


class _Page(BaseHTTPRequestHandler):
    """Two pages, the file, and what our editor asks for; a check finds nothing."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Answer from memory or from what is built."""
        path = self.path
        if path in _ANSWERS:
            self._send(*_ANSWERS[path])
        elif path.startswith(f"{ADDRESS}/"):
            self._send_file(BUILT / path.removeprefix(f"{ADDRESS}/"))
        elif path.startswith("/dist/"):
            self._send_file(BARE / path.removeprefix("/dist/").partition("?")[0])
        else:
            self.send_error(404)

    def do_POST(self) -> None:
        """The check."""
        self.rfile.read(int(self.headers["content-length"]))
        self._send("application/json", b'{"findings": []}')

    def _send_file(self, file: Path) -> None:
        kinds = {".js": "text/javascript", ".css": "text/css", ".woff2": "font/woff2"}
        self._send(kinds.get(file.suffix, "application/octet-stream"), file.read_bytes(), kept=True)

    def _send(self, kind: str, body: bytes, *, kept: bool = False) -> None:
        self.send_response(200)
        self.send_header("content-type", f"{kind}; charset=utf-8")
        self.send_header("content-length", str(len(body)))
        self.send_header("etag", '"1"')
        self.send_header("cache-control", "max-age=3600" if kept else "no-store")
        self.send_header("content-security-policy", CONTENT_SECURITY_POLICY)
        self.end_headers()
        self.wfile.write(body)

    @override
    def log_message(self, format: str, *args: object) -> None:
        """Nobody reads it."""


def _page(styles: tuple[str, ...], scripts: tuple[tuple[str, str], ...], body: str) -> bytes:
    links = "".join(f'<link rel="stylesheet" href="{one}">' for one in styles)
    tags = "".join(f'<script src="{one}" type="{kind}" defer></script>' for kind, one in scripts)
    text = (
        f'<!doctype html><html lang="vi"><head><title>.</title>{links}{tags}</head><body>{body}</body></html>'
    )
    return text.encode()


def _ours() -> bytes:
    files = island_files("bpmn")
    assert files is not None  # noqa: S101 - built above
    urls = "".join(
        f' data-{name}-url="/{name}"' for name in ("content", "context", "check", "others", "preview")
    )
    island = f'<div id="island" data-kind="bpmn" data-draft="1" data-revision="1" data-token="t"{urls}></div>'
    later = "".join(f'<link rel="modulepreload" href="{one}">' for one in files.imports)
    return _page(files.styles, (("text/javascript", "/begin.js"), ("module", files.script)), later + island)


def _bare() -> bytes:
    styles = tuple(f"/dist/assets/{name}.css" for name in ("diagram-js", "bpmn-js", "bpmn-font/css/bpmn"))
    library = "/dist/bpmn-modeler.production.min.js"
    scripts = (("text/javascript", "/begin.js"), ("text/javascript", library), ("module", "/bare.js"))
    return _page((*styles, "/bare.css"), scripts, '<div id="canvas"></div>')


def _context() -> bytes:
    functions = [
        {"name": name, "signature": f"{name}()", "words": "FEEL"} for name in (*RUNNING.functions, *BUILTINS)
    ]
    forms = [
        {"id": form["id"], "title": form["id"], "fields": []}
        for form in (orjson.loads(content) for name, content in shipped_files() if name.endswith(".form"))
    ]
    return orjson.dumps({"functions": functions, "forms": forms})


_ANSWERS = {
    "/content": ("application/xml", DIAGRAM.read_bytes()),
    "/context": ("application/json", _context()),
    "/others": ("application/json", b'{"others": [], "revision": 1}'),
    "/begin.js": ("text/javascript", BEGIN.encode()),
    "/bare.js": ("text/javascript", BARE_SCRIPT.encode()),
    "/bare.css": ("text/css", b"#canvas { height: 700px }"),
}


if __name__ == "__main__":
    print(opening_a_diagram())
