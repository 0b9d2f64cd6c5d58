"""What can go wrong when dates are computed; each error carries its sentence in both languages."""

from datetime import date
from typing import Any

from periods.words import Words, day_text


class PeriodsError(Exception):
    """A date could not be computed; `message` says why and what to do, in vi and en."""

    def __init__(self, message: Words) -> None:
        super().__init__(message["vi"])
        self.message = message


class CalendarEnds(PeriodsError):
    """The calendar does not cover a day that was asked for: extend it, then compute again."""

    def __init__(self, day: date | None, version: str, first_year: int, last_year: int) -> None:
        asked = day_text(day) if day else "31/12/9999"
        super().__init__(
            {
                "vi": f"Lịch {version} chỉ có các năm {first_year}–{last_year}, chưa có ngày {asked}. "
                "Người vận hành cần mở rộng lịch làm việc rồi tính lại.",
                "en": f"Calendar {version} covers the years {first_year}–{last_year} only, not {asked}. "
                "The operator must extend the working calendar, then compute again.",
            }
        )
        self.day = day
        self.version = version


class CountryUnknown(PeriodsError):
    """There is no holiday calendar for this country: use an ISO code such as VN."""

    def __init__(self, country: str) -> None:
        super().__init__(
            {
                "vi": f"Không có lịch nghỉ lễ cho quốc gia “{country}”. Hãy dùng mã ISO, ví dụ VN.",
                "en": f"There is no holiday calendar for country “{country}”. Use an ISO code such as VN.",
            }
        )


class OverrideRefused(PeriodsError):
    """A row of the override table cannot be read; the sentence names the row and the reason."""

    def __init__(self, row: int, reason: Words) -> None:
        super().__init__(
            {
                "vi": f"Bảng ngày nghỉ, dòng {row}: {reason['vi']}. Hãy sửa dòng này rồi nạp lại bảng.",
                "en": f"Override table, row {row}: {reason['en']}. Correct this row, then load again.",
            }
        )
        self.row = row


class PeriodUnknown(PeriodsError):
    """No such period; the sentence shows how a period is written."""

    def __init__(self, asked: str) -> None:
        super().__init__(
            {
                "vi": f"Không có kỳ báo cáo “{asked}”. Viết theo mẫu 2026-11 (tháng), 2026-Q3 (quý), "
                "2026-H1 (6 tháng), 2026-9M (9 tháng), 2026 (năm), 2026-W05 (tuần) hoặc 2026-05-20-1 (đột xuất).",
                "en": f"There is no period “{asked}”. Write 2026-11 (month), 2026-Q3 (quarter), "
                "2026-H1 (half-year), 2026-9M (nine months), 2026 (year), 2026-W05 (week) or 2026-05-20-1 (ad hoc).",
            }
        )


class RuleMissing(PeriodsError):
    """No row of a decision table answers; the sentence names the table and what was asked."""

    def __init__(self, decision: str, inputs: dict[str, Any]) -> None:
        asked = ", ".join(f"{name} = {value}" for name, value in inputs.items())
        super().__init__(
            {
                "vi": f"Bảng quyết định {decision} không có dòng nào cho {asked}. "
                "Chủ quy trình cần thêm dòng này vào deadlines.dmn.",
                "en": f"Decision table {decision} has no row for {asked}. "
                "The process owner must add it to deadlines.dmn.",
            }
        )
        self.decision = decision
        self.inputs = inputs


class RuleRefused(PeriodsError):
    """A cell of a decision table does not fit; the sentence names table, column and what fits."""

    def __init__(self, decision: str, column: str, value: object, allowed: Words) -> None:
        super().__init__(
            {
                "vi": f"Bảng quyết định {decision}, cột {column}: không dùng được giá trị “{value}”. "
                f"Hãy ghi {allowed['vi']}.",
                "en": f"Decision table {decision}, column {column}: “{value}” does not fit. "
                f"Write {allowed['en']}.",
            }
        )
        self.decision = decision
        self.column = column


class DatedRefused(PeriodsError):
    """A stored date cannot be read back: its time must be ISO 8601 with an offset."""

    def __init__(self, value: object) -> None:
        super().__init__(
            {
                "vi": f"Không đọc lại được ngày đã lưu: {value}. Hãy tính lại các ngày của kỳ.",
                "en": f"A stored date cannot be read back: {value}. Compute the cycle's dates again.",
            }
        )
