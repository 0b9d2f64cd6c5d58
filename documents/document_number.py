"""The number and the date line of a document, as its layout writes them."""

from datetime import date

from documents.layout import Layout

# Left open for the pen or the records clerk when no number has been given yet.
OPEN_NUMBER = "\u00a0" * 6


def number_line(layout: Layout, number: int | None, type_code: str, office_code: str) -> str:
    """The number line: `Số: 05/BC-UBND`; one digit gets a leading zero, no number leaves room for one."""
    if number is not None and number < 1:
        raise ValueError("A document number starts at 1; pass None while there is none.")
    pattern = layout.number_format
    if number is None:
        pattern = pattern.replace("{n:02d}", "{n}")
    return pattern.format(n=OPEN_NUMBER if number is None else number, type=type_code, org=office_code)


def symbol(layout: Layout, number: int | None, type_code: str, office_code: str) -> str:
    """The number and symbol without the word before it: `05/BC-UBND`, as other documents cite it."""
    line = number_line(layout, number, type_code, office_code)
    return line.partition("Số")[2].lstrip(": ")


def place_date_line(layout: Layout, place: str, day: date) -> str:
    """The date line: `Bồ Đề, ngày 05 tháng 01 năm 2026`; days under 10 and months 1 and 2 get a zero."""
    return layout.place_date_format.format(
        place=place,
        dd=f"{day.day:02d}" if day.day < layout.pad_days_under else day.day,
        mm=f"{day.month:02d}" if day.month in layout.pad_months else day.month,
        yyyy=day.year,
    )
