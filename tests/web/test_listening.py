"""The address is taken first; one that is taken already is said, before anything is changed."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from web.listening import listen
from web.settings import Settings
from web.settings_error import SettingsError


@pytest.fixture
def taken(tmp_path: Path) -> Iterator[Settings]:
    first = listen(Settings(home=tmp_path, database_url="sqlite:///x.db", port=0))
    yield Settings(home=tmp_path, database_url="sqlite:///x.db", port=first.getsockname()[1])
    first.close()


def test_a_port_in_use_is_named_with_what_to_do(taken: Settings) -> None:
    with pytest.raises(SettingsError, match=f"127.0.0.1:{taken.port}.*GIAOBAN_PORT"):
        listen(taken)


def test_an_address_that_is_none_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="nope:8000"):
        listen(Settings(home=tmp_path, database_url="sqlite:///x.db", address="nope"))
