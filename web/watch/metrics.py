"""What is measured, in the format of Prometheus. The registry is ours alone: two applications never share one."""

from collections.abc import Iterable

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector
from typing_extensions import override

from workflows.standing import Standing

_STEP = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 5)
_LATE = (1, 2, 5, 10, 30, 60, 300, 900, 3600, 21600, 86400)
_REQUEST = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)


class Metrics:
    """The counts of this process since it began; `exposition` adds how the store stands now.

    It is the `Watch` of the engine: see engine/host.py.
    """

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._requests = Counter(
            "giaoban_http_requests",
            "Requests answered, by route and status.",
            ("method", "route", "status"),
            registry=self._registry,
        )
        self._request_seconds = Histogram(
            "giaoban_http_request_seconds",
            "Time to answer a request, by route.",
            ("route",),
            buckets=_REQUEST,
            registry=self._registry,
        )
        self._step_seconds = Histogram(
            "giaoban_step_seconds",
            "Time to load, run and write one step of an instance, without the commit.",
            buckets=_STEP,
            registry=self._registry,
        )
        self._timer_late = Histogram(
            "giaoban_timer_lateness_seconds",
            "How long after its due time a timer fired in this process.",
            buckets=_LATE,
            registry=self._registry,
        )

    def answered(self, method: str, route: str, status: int, seconds: float) -> None:
        """A request was answered."""
        self._requests.labels(method, route, str(status)).inc()
        self._request_seconds.labels(route).observe(seconds)

    def stepped(self, seconds: float) -> None:
        """An instance took a step."""
        self._step_seconds.observe(seconds)

    def timer_fired(self, late_seconds: float) -> None:
        """A timer fired."""
        self._timer_late.observe(late_seconds)

    def exposition(self, found: Standing) -> bytes:
        """All of it as text."""
        now = CollectorRegistry(auto_describe=False)
        now.register(_Now(found))
        return generate_latest(self._registry) + generate_latest(now)


class _Now(Collector):
    """The gauges: read from the store when they are asked for, never counted along."""

    def __init__(self, found: Standing) -> None:
        self._found = found

    @override
    def collect(self) -> Iterable[Metric]:
        found, engine = self._found, self._found.engine
        yield _gauge(
            "oldest_due_job_age_seconds", "How long the oldest due job waits.", found.job_late.total_seconds()
        )
        yield _gauge(
            "oldest_due_timer_age_seconds",
            "How long the oldest due timer waits to fire.",
            found.timer_late.total_seconds(),
        )
        yield _gauge("failed_jobs", "Jobs whose attempts are used up.", engine.failed_jobs)
        yield _gauge("failed_timers", "Timers that could not fire.", engine.failed_timers)
        yield _gauge("open_incidents", "Incidents that wait for a person.", engine.open_incidents)
        yield _gauge("open_tasks", "Tasks that wait for people, counted up to 100000.", engine.open_tasks)
        late = GaugeMetricFamily(
            "giaoban_overdue_reports",
            "Reports owed past their deadline in open cycles, by level.",
            labels=("level",),
        )
        for level, count in found.overdue.items():
            late.add_metric((level,), count)
        yield late
        yield self._unsent()

    def _unsent(self) -> GaugeMetricFamily:
        words = "Mails and calls that have not been sent, by channel and state."
        unsent = GaugeMetricFamily("giaoban_outbox_unsent", words, labels=("channel", "state"))
        for channel, waiting in self._found.unsent.items():
            for state, count in waiting.counts.items():
                unsent.add_metric((channel, state), count)
        return unsent


def _gauge(name: str, words: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(f"giaoban_{name}", words, value=value)
