import re

import pytest

from web import build_styles, static_files
from web.build_styles import build
from web.static_files import BUILT, BuildError, read_manifest


def test_a_second_build_has_nothing_to_do() -> None:
    assert build() is False


def test_everything_a_style_sheet_asks_for_is_built() -> None:
    names = read_manifest()
    sheet = (BUILT / names["giaoban.css"]).read_text()
    wanted = set(re.findall(r"url\(\./([^)]+)\)", sheet))
    assert wanted
    assert wanted < set(names.values())
    assert "url(/" not in sheet
    assert not re.search(r"url\([\"']?(https?:)?//", sheet)


def test_digits_are_cut_to_almost_nothing() -> None:
    names = read_manifest()
    assert max((BUILT / names[f"digits-{weight}.woff2"]).stat().st_size for weight in (400, 700)) < 2_000


def test_without_a_build_the_sentence_says_what_to_run(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    monkeypatch.setattr(static_files, "BUILT", tmp_path_factory.mktemp("empty"))
    with pytest.raises(BuildError, match="make run"):
        read_manifest()


def test_npm_that_fails_is_quoted(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    empty = tmp_path_factory.mktemp("empty")
    monkeypatch.setattr(build_styles, "BUILT", empty)
    monkeypatch.setattr(build_styles, "WEB", empty)  # nothing to install from here
    said: list[str] = []
    with pytest.raises(BuildError, match="check the network"):
        build(said.append)
    assert said == ["Fetching styles and fonts from npm …"]
