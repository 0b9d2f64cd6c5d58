"""What a document may load while it is set: the four font files, by name. Everything else is denied."""

from typing import Any

from typing_extensions import override
from weasyprint.urls import URLFetcher, URLFetcherResponse

from documents.fonts import FontFiles

SCHEME = "asset:"


class AssetDenied(Exception):
    """A document asked for something that is not one of our named assets; it is not made."""


class Assets(URLFetcher):  # type: ignore[misc] # WeasyPrint has no types
    """Serves `asset:Regular` and its three brothers. No file, no network, no data URL, no redirect."""

    def __init__(self, fonts: FontFiles) -> None:
        # Facts cannot name a URL: whoever asks is a defect or an attack, so no document rather than a hole.
        super().__init__(allowed_protocols=set(), allow_redirects=False, fail_on_errors=True)
        self._fonts = fonts

    @override
    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
        """The bytes of a named asset, else `AssetDenied`."""
        path = self._fonts.files.get(url.removeprefix(SCHEME)) if url.startswith(SCHEME) else None
        if path is None:
            raise AssetDenied(f"{url[:200]} is not one of our assets.")
        return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": "font/ttf"})
