"""The numbers of the indicators as tables in the reader's language: the same for page, XLSX file and PDF."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from web.indicators.asking import ISSUES, address
from web.visit import Visit
from workflows.indicators.board import Indicators
from workflows.indicators.changes import Counts
from workflows.indicators.listing import STATE
from workflows.indicators.share import RULE, Share
from workflows.indicators.spent import HELD, working_days
from workflows.indicators.spent import RULE as RULE_OF_DAYS
from workflows.indicators.stays import PROGRAMME, RETURNED
from workflows.issues.channels import CHANNELS
from workflows.issues.event_words import RETURN_REASONS
from workflows.issues.states import NAMES

Value = int | Decimal | str | None
"""A number, a share in per cent or days with the decimals it is printed with, words, or nothing."""


@dataclass(frozen=True)
class Row:
    """What is counted, its numbers, and where the issues behind the first number stand."""

    name: str
    values: Sequence[Value]
    href: str | None = None


@dataclass(frozen=True)
class Figure:
    """A table: `heads` of the name and of each number. `notes` say how it was counted."""

    title: str
    heads: Sequence[str]
    rows: Sequence[Row]
    notes: Sequence[str] = ()


def all_figures(visit: Visit, found: Indicators) -> list[Figure]:
    """Every table that has a row."""
    figures = (
        standing(visit, found),
        timely(visit, found),
        held(visit, found),
        returned(visit, found),
        reasons(visit, found),
        by_month(visit, found),
        by_field(visit, found),
        by_place(visit, found),
        by_channel(visit, found),
    )
    return [figure for figure in figures if figure.rows]


def standing(visit: Visit, found: Indicators) -> Figure:
    """How the issues stand that were raised in the window, and the shares of them."""
    one, gettext = found.answered, visit.gettext
    shares = [
        (gettext("Answered"), one.answered, "answered"),
        (gettext("Without an answer"), Share(one.answered.rest, one.raised), "unanswered"),
        (gettext("Directed by a leader"), one.directed, "directed"),
        *(
            (_state(visit, state), Share(number, one.raised), f"{STATE}{state}")
            for state, number in one.states.items()
        ),
        *(
            (visit.pick(found.names[code]), part, f"{PROGRAMME}{code}")
            for code, part in found.programmes.items()
        ),
    ]
    return Figure(
        gettext("How they stand"),
        (gettext("Issues"), gettext("Number"), gettext("Of"), gettext("Per cent")),
        [
            Row(gettext("Issues raised"), (one.raised, one.raised, None), _behind(found, "raised")),
            *(_share_row(found, *share) for share in shares),
            Row(gettext("Mentions"), (one.mentions, None, None)),
        ],
        (visit.pick(RULE), gettext("Issues that were merged count once.")),
    )


def timely(visit: Visit, found: Indicators) -> Figure:
    """Of what fell due in the window, what was answered in time."""
    one, gettext = found.punctual, visit.gettext
    parts = {
        "on_time": (gettext("Answered in time"), one.on_time),
        "late": (gettext("Answered late"), one.late),
        "without": (gettext("Ended without an answer"), one.without),
        "overdue": (gettext("Due and not answered"), one.overdue),
    }
    return Figure(
        gettext("In time"),
        (gettext("Issues"), gettext("Number"), gettext("Of"), gettext("Per cent")),
        [
            Row(gettext("Fell due in these days"), (one.due, one.due, None), _behind(found, "due")),
            *(_share_row(found, name, Share(number, one.due), of) for of, (name, number) in parts.items()),
        ]
        if one.due
        else [],
        (visit.pick(RULE), gettext("What is due and not answered counts as not on time.")),
    )


def held(visit: Visit, found: Indicators) -> Figure:
    """How long issues were held, and by whom."""
    minutes = found.spent.held
    whole = sum(minutes.values())
    return Figure(
        visit.gettext("Who held them, and how long"),
        (visit.gettext("Held by"), visit.gettext("Working days"), visit.gettext("Per cent")),
        [
            Row(visit.pick(HELD[who]), (working_days(number), Share(number, whole).percent))
            for who, number in minutes.items()
        ]
        + [
            Row(f"– {visit.pick(whose)}", (working_days(number), Share(number, whole).percent))
            for whose, number in found.spent.waiting
        ],
        (
            visit.gettext(
                "From when an issue was received until its answer left; what still lies with somebody counts "
                "once it is handed on, on that day."
            ),
            visit.pick(RULE_OF_DAYS),
        ),
    )


def returned(visit: Visit, found: Indicators) -> Figure:
    """Answers that came back, and the days that cost, by level and agency."""
    gettext = visit.gettext
    return Figure(
        gettext("Answers sent back"),
        (
            gettext("Written by"),
            gettext("Sent back"),
            gettext("Answers written"),
            gettext("Working days lost"),
            gettext("of these, to read them again"),
        ),
        [
            Row(
                visit.pick(one.name),
                (one.returns, one.answers, working_days(one.minutes), working_days(one.reading)),
                _behind(found, f"{RETURNED}{one.value}") if one.returns else None,
            )
            for one in found.spent.authors
        ],
        (
            gettext("Days are lost from the first time an answer comes back until one leaves."),
            visit.pick(RULE_OF_DAYS),
        ),
    )


def reasons(visit: Visit, found: Indicators) -> Figure:
    """Why answers came back."""
    return Figure(
        visit.gettext("Why answers were sent back"),
        (visit.gettext("Reason"), visit.gettext("Sent back")),
        [
            Row(visit.pick(RETURN_REASONS.get(code, _same(code))), (number,))
            for code, number in sorted(found.spent.reasons.items(), key=lambda one: (-one[1], one[0]))
        ],
    )


def by_month(visit: Visit, found: Indicators) -> Figure:
    """What changed in each month."""
    named = [(f"{month[5:]}/{month[:4]}", counts) for month, counts in found.by_month.items()]
    return _changes(visit, visit.gettext("By month"), visit.gettext("Month"), named)


def by_field(visit: Visit, found: Indicators) -> Figure:
    """The same by category of the first level."""
    named = [(visit.pick(found.names[code]), counts) for code, counts in found.by_field.items()]
    return _changes(visit, visit.gettext("By field"), visit.gettext("Field"), named)


def by_place(visit: Visit, found: Indicators) -> Figure:
    """The same by the unit below, or by area."""
    named = [(visit.pick(name), counts) for name, counts in found.by_place]
    return _changes(visit, visit.gettext("By place"), visit.gettext("Place"), named)


def by_channel(visit: Visit, found: Indicators) -> Figure:
    """The same by the way in which issues came."""
    named = [
        (visit.pick(CHANNELS.get(code, _same(code))), counts) for code, counts in found.by_channel.items()
    ]
    return _changes(visit, visit.gettext("By channel"), visit.gettext("Channel"), named)


def _changes(visit: Visit, title: str, name: str, named: Sequence[tuple[str, Counts]]) -> Figure:
    heads = (name, visit.gettext("Issues raised"), visit.gettext("Answered"), visit.gettext("Resolved"))
    rows = [Row(one, (counts["raised"], counts["answered"], counts["resolved"])) for one, counts in named]
    note = visit.gettext(
        "By the day on which it happened; what was merged, moved to another field or reopened is taken back "
        "on the day of that."
    )
    return Figure(title, heads, rows, (note,))


def _state(visit: Visit, state: str) -> str:
    """Apart from what was answered at any time: "State: answered"."""
    return visit.gettext("State: %(state)s") % {"state": visit.pick(NAMES[state])}


def _share_row(found: Indicators, name: str, share: Share, of: str) -> Row:
    return Row(name, (share.part, share.whole, share.percent), _behind(found, of))


def _behind(found: Indicators, of: str) -> str:
    return address(ISSUES, found.handle, found.window, of=of)


def _same(text: str) -> Mapping[str, str]:
    return {"vi": text, "en": text}
