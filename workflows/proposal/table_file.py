"""The figures of proposals as an XLSX file: by unit, by period, and what the unit proposed itself."""

from collections.abc import Sequence

from documents.workbook import Sheet, Value, workbook
from periods.labels import label_words
from periods.windows import period
from workflows.proposal.figures import Figures, Sums
from workflows.proposal.words import Words

COLUMNS: Sequence[tuple[str, Words]] = (
    ("total", {"vi": "Đề xuất", "en": "Proposals"}),
    ("waiting", {"vi": "Chờ quyết định", "en": "Undecided"}),
    ("accepted", {"vi": "Chấp nhận", "en": "Accepted"}),
    ("assigned", {"vi": "Giao đơn vị khác", "en": "Given to another unit"}),
    ("refused", {"vi": "Không chấp nhận", "en": "Refused"}),
    ("passed", {"vi": "Chuyển lên", "en": "Passed up"}),
    ("withdrawn", {"vi": "Đã rút", "en": "Withdrawn"}),
    ("done", {"vi": "Đã làm xong", "en": "Done"}),
    ("partly", {"vi": "Làm được một phần", "en": "Partly done"}),
    ("impossible", {"vi": "Không làm được", "en": "Cannot be done"}),
)
UNIT: Words = {"vi": "Đơn vị đề xuất", "en": "Proposed by"}
PERIOD: Words = {"vi": "Kỳ báo cáo", "en": "Period"}
SUM: Words = {"vi": "Cộng", "en": "Sum"}
TITLES: Sequence[Words] = (
    {"vi": "Theo đơn vị", "en": "By unit"},
    {"vi": "Theo kỳ", "en": "By period"},
    {"vi": "Đã đề xuất", "en": "Proposed"},
)


def period_words(key: str, language: str) -> str:
    """What a period is called in a table."""
    return label_words(period(key))[language]


def figures_file(found: Figures, language: str) -> bytes:
    """The file."""
    by_unit = [(one.name, sums) for one, sums in found.by_unit]
    by_period = [(period_words(key, language), sums) for key, sums in found.by_period]
    own = [(period_words(key, language), sums) for key, sums in found.own_by_period]
    heads, note = (UNIT, PERIOD, PERIOD), f"{found.unit.name}, {found.year}"
    tables = ((by_unit, found.deciding), (by_period, found.deciding), (own, found.own))
    return workbook(
        [
            Sheet(
                title=title[language],
                notes=[f"{note}: {title[language].lower()}"],
                heads=[head[language], *(words[language] for _name, words in COLUMNS)],
                rows=[_row(name, one) for name, one in rows],
                sums=[_row(SUM[language], sums)],
            )
            for title, head, (rows, sums) in zip(TITLES, heads, tables, strict=True)
        ]
    )


def _row(name: str, sums: Sums) -> list[Value]:
    return [name, *(getattr(sums, column) for column, _words in COLUMNS)]
