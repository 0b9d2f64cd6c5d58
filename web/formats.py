"""How numbers, days and moments are written. One object per language; its methods are template filters."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel.numbers import format_decimal
from markupsafe import Markup, escape

from web.language import pick, translations

MOST_COUNTED = 1000
_DAYS = {
    "vi": ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}


@lru_cache(maxsize=4096)
def _decimal(value: float | Decimal, pattern: str | None, language: str) -> str:
    """Remembered: working a pattern out costs more than a row of a table, and pages show the same numbers often."""
    return format_decimal(value, format=pattern, locale=language)


@dataclass(frozen=True)
class Formats:
    """Writes values for one language and zone."""

    language: str
    zone: ZoneInfo

    def day(self, value: date) -> str:
        """16/05/2025; a moment is first brought to the zone."""
        return self._local(value).strftime("%d/%m/%Y")

    def short_day(self, value: date) -> str:
        """16/05: only where the year is beyond doubt, as within one cycle's page."""
        return self._local(value).strftime("%d/%m")

    def time(self, moment: datetime) -> str:
        """As 17:00."""
        return moment.astimezone(self.zone).strftime("%H:%M")

    def moment(self, moment: datetime) -> str:
        """As 16/05/2025 17:00."""
        return moment.astimezone(self.zone).strftime("%d/%m/%Y %H:%M")

    def short_moment(self, moment: datetime) -> str:
        """16/05 17:00: only where the year is beyond doubt."""
        return moment.astimezone(self.zone).strftime("%d/%m %H:%M")

    def weekday(self, value: date) -> str:
        """Thứ Sáu, Friday; lower case in Vietnamese as within a sentence."""
        return _DAYS[self.language][self._local(value).weekday()]

    def iso(self, moment: datetime) -> str:
        """For machines: the `datetime` attribute of `<time>`."""
        return moment.astimezone(self.zone).isoformat(timespec="minutes")

    def duration(self, span: timedelta) -> str:
        """8 ngày 1 giờ: whole hours, all days counted; below an hour in minutes."""
        ngettext = translations(self.language).ngettext
        minutes = max(0, round(span.total_seconds() / 60))
        if minutes < 60:  # noqa: PLR2004 - an hour
            return ngettext("%(num)s minute", "%(num)s minutes", minutes) % {"num": minutes}
        days, hours = divmod(round(minutes / 60), 24)
        parts = [
            ngettext("%(num)s day", "%(num)s days", days) % {"num": days} if days else "",
            ngettext("%(num)s hour", "%(num)s hours", hours) % {"num": hours} if hours else "",
        ]
        return " ".join(filter(None, parts))

    def number(self, value: float) -> str:
        """1.234,5 in Vietnamese, 1,234.5 in English."""
        return _decimal(value, None, self.language)

    def printed(self, value: Decimal | int | str | None) -> str:
        """A value of a table: a decimal keeps the places it was rounded to, nothing is a dash."""
        if value is None:
            return "–"
        if isinstance(value, str):
            return value
        if isinstance(value, int):  # most are: tables of counts are long
            grouped = f"{value:,}"
            return grouped.replace(",", ".") if self.language == "vi" else grouped
        places = max(0, -int(value.as_tuple().exponent))
        return _decimal(value, f"#,##0.{'0' * places}".rstrip("."), self.language)

    def count(self, value: int) -> str:
        """A count that stops at 1000: past that, people want the search and not the number."""
        return f"{MOST_COUNTED}+" if value > MOST_COUNTED else str(value)

    def pick(self, sentence: Mapping[str, str]) -> str:
        """A sentence of a lower room in this language."""
        return pick(sentence, self.language)

    def capital(self, text: str) -> str:
        """A phrase that begins a line; the rest stays as it is."""
        return text[:1].upper() + text[1:]

    def nowrap(self, text: object) -> Markup:
        """Kept on one line: dates, times, "14 ý kiến"."""
        return Markup('<span class="nowrap">{}</span>').format(escape(text))

    def _local(self, value: date) -> date:
        return value.astimezone(self.zone) if isinstance(value, datetime) else value

    def filters(self) -> dict[str, Callable[..., str]]:
        """The filters by the name that templates use."""
        return {
            "date": self.day,
            "short_date": self.short_day,
            "time": self.time,
            "moment": self.moment,
            "short_moment": self.short_moment,
            "weekday": self.weekday,
            "iso": self.iso,
            "duration": self.duration,
            "number": self.number,
            "count": self.count,
            "printed": self.printed,
            "pick": self.pick,
            "capital": self.capital,
            "nowrap": self.nowrap,
        }
