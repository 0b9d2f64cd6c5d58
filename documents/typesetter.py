"""HTML becomes PDF/A-3u, in this process and without limits: only `documents/child.py` and tests use it."""

from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from weasyprint import CSS, HTML, Attachment
from weasyprint.text.fonts import FontConfiguration

from documents.errors import DocumentTooLong
from documents.fetcher import Assets
from documents.fonts import FontFiles

BASE_URL = "asset:"
VARIANT = "pdf/a-3u"


@dataclass(frozen=True)
class AttachedData:
    """A file that travels inside the PDF; `created` is aware."""

    name: str
    description: str
    data: bytes
    created: datetime


class Typesetter:
    """Fonts and styles read once, then used for any number of documents."""

    def __init__(self, fonts: FontFiles, style_sheet: str) -> None:
        self._assets = Assets(fonts)
        self._fonts = FontConfiguration()
        self._styles = CSS(
            string=style_sheet, base_url=BASE_URL, url_fetcher=self._assets, font_config=self._fonts
        )

    def set(self, html: str, attached: AttachedData, *, page_cap: int) -> tuple[bytes, int]:
        """The PDF and its number of pages. The same arguments give the same bytes: no clock, no chance."""
        source = HTML(string=html, base_url=BASE_URL, url_fetcher=self._assets)
        document = source.render(font_config=self._fonts, stylesheets=[self._styles], pdf_variant=VARIANT)
        pages = len(document.pages)
        if pages > page_cap:
            raise DocumentTooLong(pages, page_cap)
        pdf: bytes = document.write_pdf(
            finisher=_name_files_once,
            pdf_variant=VARIANT,
            attachments=[_attachment(attached, self._assets)],
        )
        return pdf, pages


def _attachment(attached: AttachedData, assets: Assets) -> Attachment:
    moment = attached.created.astimezone(UTC)
    return Attachment(
        file_obj=BytesIO(attached.data),
        url_fetcher=assets,
        name=attached.name,
        description=attached.description,
        created=moment,
        modified=moment,
        relationship="Data",
    )


def _name_files_once(_document: Any, pdf: Any) -> None:
    """WeasyPrint lists an attachment twice among the associated files; once is right."""
    files = pdf.catalog.get("AF")
    if files:
        files[:] = list(dict.fromkeys(files))
