"""How reviews are called, and their codes in words."""

from collections.abc import Mapping
from typing import Any

from periods.labels import label_words
from periods.reviews import REVIEW_KINDS
from periods.windows import period

Words = Mapping[str, str]

RATINGS: Mapping[str, Words] = {
    "well": {"vi": "Tốt", "en": "Well"},
    "partly": {"vi": "Một phần", "en": "In part"},
    "little": {"vi": "Còn ít hoặc chưa", "en": "Little or not yet"},
}
STATES: Mapping[str, Words] = {
    "outlining": {"vi": "Đề cương", "en": "Outline"},
    "collecting": {"vi": "Chờ các phần", "en": "Waiting for parts"},
    "consolidating": {"vi": "Tổng hợp", "en": "Consolidation"},
    "following": {"vi": "Theo dõi việc", "en": "Following up"},
    "closed": {"vi": "Đã kết thúc", "en": "Closed"},
}


def kind_words(row: Any) -> dict[str, str]:
    """Such as "Tổng kết năm 2026", "Sơ kết sau 5 năm", by the row of a review."""
    if row.period is None:
        return dict(REVIEW_KINDS[row.kind])
    label = label_words(period(row.period))
    begin = {"half": ("Sơ kết", "Review of"), "year": ("Tổng kết", "Review of")}[row.kind]
    return {"vi": f"{begin[0]} {label['vi']}", "en": f"{begin[1]} {label['en']}"}


def review_title(row: Any) -> dict[str, str]:
    """Such as "Sơ kết sau 5 năm: 09/2019/NĐ-CP", by a row with the columns of a review and its symbol."""
    return {language: f"{words}: {row.symbol}" for language, words in kind_words(row).items()}
