"""Working calendar, cut-off windows, deadlines and how each one came about. Pure."""

from periods.calendar import Day, WorkingCalendar
from periods.chain import Chain, calendar_warning, check_chain, plan_backward, plan_chain
from periods.country import load_calendar
from periods.dated import Dated, from_json
from periods.deadlines import (
    CycleDates,
    armed,
    as_variables,
    correct_by,
    cycle_dates,
    earliest_due,
    receive_by,
    reminders_for,
)
from periods.errors import (
    CalendarEnds,
    OverrideRefused,
    PeriodsError,
    PeriodUnknown,
    RuleMissing,
    RuleRefused,
)
from periods.findings import ChainWarning
from periods.labels import label, label_words
from periods.late import Lateness, lateness
from periods.overrides import read_overrides
from periods.profile import VIETNAM, Profile, read_profile
from periods.requests import Asked, request_dates
from periods.rules import Rule
from periods.windows import (
    Period,
    containing,
    latest_begun,
    next_period,
    parts,
    period,
    periods_of_year,
    previous_period,
    request_key,
)

__all__ = [
    "VIETNAM",
    "Asked",
    "CalendarEnds",
    "Chain",
    "ChainWarning",
    "CycleDates",
    "Dated",
    "Day",
    "Lateness",
    "OverrideRefused",
    "Period",
    "PeriodUnknown",
    "PeriodsError",
    "Profile",
    "Rule",
    "RuleMissing",
    "RuleRefused",
    "WorkingCalendar",
    "armed",
    "as_variables",
    "calendar_warning",
    "check_chain",
    "containing",
    "correct_by",
    "cycle_dates",
    "earliest_due",
    "from_json",
    "label",
    "label_words",
    "lateness",
    "latest_begun",
    "load_calendar",
    "next_period",
    "parts",
    "period",
    "periods_of_year",
    "plan_backward",
    "plan_chain",
    "previous_period",
    "read_overrides",
    "read_profile",
    "receive_by",
    "reminders_for",
    "request_dates",
    "request_key",
]
