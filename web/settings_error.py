"""A setting that cannot be used."""

from collections.abc import Mapping


class SettingsError(Exception):
    """A setting cannot be used. `text` names it and says what to write instead, in vi and en."""

    def __init__(self, vi: str, en: str) -> None:
        super().__init__(en)
        self.text: Mapping[str, str] = {"vi": vi, "en": en}
