"""What the store refuses."""

from collections.abc import Mapping


class StoreError(Exception):
    """The store cannot be used as asked. `text` says what to do, in vi and en."""

    def __init__(self, vi: str, en: str) -> None:
        super().__init__(en)
        self.text: Mapping[str, str] = {"vi": vi, "en": en}


class StoreUnusable(StoreError):
    """The store behind the URL is foreign, damaged, out of reach, not writable or not made yet."""
