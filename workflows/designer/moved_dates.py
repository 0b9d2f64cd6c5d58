"""Which dates of a year are other ones by other tables: "from day 18 to day 17 in 4 of 12 months"."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime

from periods.dated import Dated
from periods.profile import Kind
from periods.windows import Period
from periods.words import WEEKDAYS, Words, day_text, level_words
from workflows.designer.year import LevelDates, PeriodDates, Year

NAMES: Mapping[str, Words] = {
    "opens": {"vi": "ngày mở kỳ", "en": "opening"},
    "reminder_before_2": {"vi": "lời nhắc thứ nhất", "en": "first reminder"},
    "reminder_before_1": {"vi": "lời nhắc thứ hai", "en": "second reminder"},
    "due": {"vi": "hạn gửi", "en": "due date"},
    "reminder_due": {"vi": "báo đến hạn", "en": "notice on the due date"},
    "reminder_after_1": {"vi": "báo đơn vị cấp trên", "en": "notice to the unit above"},
    "reminder_after_3": {"vi": "báo lãnh đạo cấp trên", "en": "notice to the head above"},
    "collect_until": {"vi": "hết hạn tổng hợp", "en": "end of collecting"},
    "closes": {"vi": "ngày đóng kỳ", "en": "closing"},
}
"""Every date of a level as `CycleDates.all` names it, in the order of time."""

_PERIODS: Mapping[Kind, Words] = {
    "month": {"vi": "tháng", "en": "months"},
    "quarter": {"vi": "quý", "en": "quarters"},
    "half": {"vi": "kỳ 6 tháng", "en": "half-years"},
    "nine": {"vi": "kỳ 9 tháng", "en": "nine-month periods"},
    "year": {"vi": "năm", "en": "years"},
    "week": {"vi": "tuần", "en": "weeks"},
}
_REPORTS: Mapping[Kind, Words] = {
    "month": {"vi": "báo cáo tháng", "en": "monthly reports"},
    "quarter": {"vi": "báo cáo quý", "en": "quarterly reports"},
    "half": {"vi": "báo cáo 6 tháng", "en": "half-yearly reports"},
    "nine": {"vi": "báo cáo 9 tháng", "en": "nine-month reports"},
    "year": {"vi": "báo cáo năm", "en": "yearly reports"},
    "week": {"vi": "báo cáo tuần", "en": "weekly reports"},
}
_LANGUAGES = ("vi", "en")
MOST_STEPS = 4


@dataclass(frozen=True)
class Move:
    """One date of one period that is another one. None: it cannot be worked out by these tables."""

    period: Period
    before: datetime | None
    after: datetime | None


@dataclass(frozen=True)
class MovedDate:
    """One date of a level that moves in some periods of a kind; `units` are those of the level.

    `of` counts the periods in which it could move: they have the level, and are still to be opened.
    """

    kind: Kind
    level: str
    name: str
    units: int
    of: int
    moves: tuple[Move, ...]

    def words(self) -> Words:
        """The sentence without its full stop, such as "the commune's due date (monthly reports): from day 18 ..."."""
        level, named = level_words(self.level), NAMES[self.name]
        head = {
            "vi": f"{named['vi']} của {level['vi']} ({_REPORTS[self.kind]['vi']})",
            "en": f"{named['en']} of the {level['en']} level ({_REPORTS[self.kind]['en']})",
        }
        steps = list(_steps(self))
        return {
            language: f"{head[language]}: {', '.join(step[language] for step in steps)}"
            for language in _LANGUAGES
        }


def moved_dates(before: Year, after: Year, kept: AbstractSet[str] = frozenset()) -> list[MovedDate]:
    """The dates that differ between two plans of one year for the same unit; what is due first comes first.

    The periods `kept`, by their keys, have their dates already and are not counted.
    """
    earlier = {one.period.key: one for one in before.periods if one.period.key not in kept}
    pairs = [(earlier[one.period.key], one) for one in after.periods if one.period.key in earlier]
    found: dict[tuple[Kind, str, str], list[Move]] = {}
    units: dict[tuple[Kind, str], int] = {}
    of: Counter[tuple[Kind, str]] = Counter()
    for was, now in pairs:
        for level, one, other in _levels(was, now):
            place = (now.period.kind, level)
            of[place] += 1
            units[place] = max(units.get(place, 0), other.units)
            for name, move in _moves(now.period, one, other):
                if name == "collect_until" and level == now.lowest:
                    continue  # nobody below it: it collects nothing
                found.setdefault((*place, name), []).append(move)
    return [
        MovedDate(kind, level, name, units[kind, level], of[kind, level], tuple(moves))
        for (kind, level, name), moves in sorted(found.items(), key=_first_due)
    ]


def _first_due(item: tuple[tuple[Kind, str, str], Sequence[Move]]) -> tuple[bool, int]:
    (_kind, _level, name), _moves_of_it = item
    return name != "due", list(NAMES).index(name)


def _levels(was: PeriodDates, now: PeriodDates) -> Iterator[tuple[str, LevelDates, LevelDates]]:
    earlier = {one.level: one for one in was.levels}
    for one in now.levels:
        if one.level in earlier:
            yield one.level, earlier[one.level], one


def _moves(period: Period, was: LevelDates, now: LevelDates) -> Iterator[tuple[str, Move]]:
    earlier, later = _all(was), _all(now)
    for name in NAMES:
        one, other = earlier.get(name), later.get(name)
        moments = (one.at if one else None, other.at if other else None)
        if moments[0] != moments[1]:
            yield name, Move(period, *moments)


def _all(dates: LevelDates) -> dict[str, Dated]:
    return dates.dates.all() if dates.dates else {}


def _steps(moved: MovedDate) -> Iterator[Words]:
    """What moves alike is said once; what is most frequent comes first, and what is rare is only counted."""
    alike: dict[str, list[Words]] = {}
    for move in moved.moves:
        step = _step(moved, move)
        alike.setdefault(step["vi"], []).append(step)
    in_order = sorted(alike.values(), key=len, reverse=True)
    told, left = (
        (in_order, [])
        if len(in_order) <= MOST_STEPS
        else (in_order[: MOST_STEPS - 1], in_order[MOST_STEPS - 1 :])
    )
    for steps in told:
        yield _counted(steps[0], len(steps), moved) if moved.of > 1 else steps[0]
    if left:
        yield _counted({"vi": "và ngày khác", "en": "and otherwise"}, sum(map(len, left)), moved)


def _counted(step: Words, count: int, moved: MovedDate) -> Words:
    periods = _PERIODS[moved.kind]
    return {
        "vi": f"{step['vi']} ở {count} trong {moved.of} {periods['vi']}",
        "en": f"{step['en']} in {count} of {moved.of} {periods['en']}",
    }


def _step(moved: MovedDate, move: Move) -> Words:
    if move.before is None or move.after is None:
        return _without(move)
    if moved.of > 1 and moved.kind not in ("month", "week") and move.before.date() != move.after.date():
        return _by_days((move.after.date() - move.before.date()).days)
    one, other = _shown(moved, move.before, move.after), _shown(moved, move.after, move.before)
    return {"vi": f"từ {one['vi']} sang {other['vi']}", "en": f"from {one['en']} to {other['en']}"}


def _by_days(days: int) -> Words:
    """Of periods that end in different months a day says nothing; how far it moves does."""
    count = abs(days)
    return {
        "vi": f"{'sớm' if days < 0 else 'muộn'} hơn {count} ngày",
        "en": f"{count} {'day' if count == 1 else 'days'} {'earlier' if days < 0 else 'later'}",
    }


def _without(move: Move) -> Words:
    if move.after is None:
        return {"vi": "không còn tính được", "en": "cannot be worked out any more"}
    day = day_text(move.after)
    return {"vi": f"nay là {day}", "en": f"is now {day}"}


def _shown(moved: MovedDate, moment: datetime, other: datetime) -> Words:
    """A moment as short as it can be told from the other one."""
    time = f"{moment:%H:%M}"
    if moment.date() == other.date():
        return {"vi": time, "en": time}
    day = _day(moved, moment, other)
    same_time = moment.time() == other.time()
    return day if same_time else {language: f"{text} {time}" for language, text in day.items()}


def _day(moved: MovedDate, moment: datetime, other: datetime) -> Words:
    """Among several weeks or months a day of each; where there is one only, its date."""
    if moved.kind == "week" and moved.of > 1:
        return {language: names[moment.weekday()] for language, names in WEEKDAYS.items()}
    if moved.kind == "month" and moved.of > 1 and (moment.year, moment.month) == (other.year, other.month):
        return {"vi": f"ngày {moment.day}", "en": f"day {moment.day}"}
    day = day_text(moment)
    return {"vi": day, "en": day}
