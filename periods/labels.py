"""How a period is called, in Vietnamese and English."""

from collections.abc import Mapping

from periods.profile import Kind
from periods.windows import Period
from periods.words import Words, day_text

ENGLISH_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
ROMAN = ("I", "II", "III", "IV")
ORDINALS = ("first", "second", "third", "fourth")


def label_words(period: Period) -> Words:
    """Such as "tháng 11/2026" / "November 2026", to stand inside a sentence or a heading."""
    return {"vi": _vietnamese(period), "en": _english(period)}


def label(period: Period, language: str) -> str:
    """The label in one language, "vi" or "en"."""
    return label_words(period)[language]


def _vietnamese(period: Period) -> str:
    year, number = period.year, period.number
    return {
        "month": lambda: f"tháng {number:02d}/{year}",
        "quarter": lambda: f"quý {ROMAN[number - 1]}/{year}",
        "half": lambda: f"6 tháng {'đầu' if number == 1 else 'cuối'} năm {year}",
        "nine": lambda: f"9 tháng đầu năm {year}",
        "year": lambda: f"năm {year}",
        "week": lambda: f"tuần {number:02d}/{year}",
        "adhoc": lambda: f"đột xuất {_request(period)}",
    }[period.kind]()


def _english(period: Period) -> str:
    year, number = period.year, period.number
    return {
        "month": lambda: f"{ENGLISH_MONTHS[number - 1]} {year}",
        "quarter": lambda: f"the {ORDINALS[number - 1]} quarter of {year}",
        "half": lambda: f"the {ORDINALS[number - 1]} half of {year}",
        "nine": lambda: f"the first nine months of {year}",
        "year": lambda: f"the year {year}",
        "week": lambda: f"week {number} of {year}",
        "adhoc": lambda: f"ad hoc {_request(period)}",
    }[period.kind]()


def _request(period: Period) -> str:
    """The day of an ad hoc request; the second of a day and those after it are told apart."""
    return day_text(period.end) + (f" ({period.number})" if period.number > 1 else "")


KINDS: Mapping[Kind, Words] = {
    "week": {"vi": "Tuần", "en": "Week"},
    "month": {"vi": "Tháng", "en": "Month"},
    "quarter": {"vi": "Quý", "en": "Quarter"},
    "half": {"vi": "6 tháng", "en": "Half-year"},
    "nine": {"vi": "9 tháng", "en": "Nine months"},
    "year": {"vi": "Năm", "en": "Year"},
    "adhoc": {"vi": "Đột xuất", "en": "Ad hoc"},
}
"""What each kind of period is called, in the order of their length; what is asked in between comes last."""
