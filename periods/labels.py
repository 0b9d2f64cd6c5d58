"""How a period is called, in Vietnamese and English."""

from periods.windows import Period
from periods.words import Words

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
    }[period.kind]()


def _english(period: Period) -> str:
    year, number = period.year, period.number
    return {
        "month": lambda: f"{ENGLISH_MONTHS[number - 1]} {year}",
        "quarter": lambda: f"{ORDINALS[number - 1]} quarter of {year}",
        "half": lambda: f"{ORDINALS[number - 1]} half of {year}",
        "nine": lambda: f"first nine months of {year}",
        "year": lambda: f"year {year}",
        "week": lambda: f"week {number} of {year}",
    }[period.kind]()
