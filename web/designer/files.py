"""Files that leave the designer."""

from fastapi.responses import Response

TYPES = {
    "bpmn": "application/xml",
    "dmn": "application/xml",
    "form": "application/json",
    "zip": "application/zip",
}
SEALED = "default-src 'none'; sandbox"
"""Whatever a browser does with a download, nothing in it may run or fetch."""


def as_download(name: str, kind: str, content: bytes) -> Response:
    """A file to be kept and never shown in the browser. The name is one of ours: plain letters."""
    headers = {
        "content-disposition": f'attachment; filename="{name}"',
        "content-security-policy": SEALED,
        "cache-control": "private, no-store",
    }
    return Response(content, media_type=TYPES[kind], headers=headers)
