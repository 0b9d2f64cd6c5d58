"""Every page as a browser meets it, errors included. A new page is entered here, or the walk fails.

`{draft}` and the like are keys of the store that `kept` makes (kept.py).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from playwright.sync_api import Page

from tests.web.work.kept import HEAD, WARD

CLERK, DESK, OPERATOR, OWNER = "c004.reporter", "d001.receiver", "admin", "owner"


@dataclass(frozen=True)
class Visit:
    """A page, by the template it is made from: who opens which address, and what he does there to see it."""

    template: str
    who: str | None
    path: str
    then: Callable[[Page], None] | None = None


def press(words: str) -> Callable[[Page], None]:
    """Press a button by what it sends: `do=submit`."""
    name, _, value = words.partition("=")

    def then(page: Page) -> None:
        page.locator(f'button.govuk-button[name="{name}"][value="{value}"]').click()

    return then


def _no_staff(page: Page) -> None:
    """Nobody was chosen: the error stands at its field."""
    page.locator("main form[action='/responsibilities'] button.govuk-button").click()


def _unknown_receipt(page: Page) -> None:
    page.locator("#number").fill("K7MQ-3VXA-9TRC")
    page.locator("main button.govuk-button").first.click()


def _wrong_password(page: Page) -> None:
    page.locator("[name=username]").fill(CLERK)
    page.locator("[name=password]").fill("sai")
    page.locator("main button.govuk-button").first.click()


def _no_address(page: Page) -> None:
    page.locator("[name=address]").fill("không phải địa chỉ")
    page.locator('button[value="set"]').click()


def _no_file(page: Page) -> None:
    page.locator("main button.govuk-button").last.click()


def _no_days(page: Page) -> None:
    page.locator('form[action="/absence"] button.govuk-button').click()


def _send(page: Page) -> None:
    page.locator("main button.govuk-button").last.click()


def _send_first(page: Page) -> None:
    page.locator("main form button.govuk-button").first.click()


def _no_reception_day(page: Page) -> None:
    page.locator("[name=days]").fill("10")
    press("do=set")(page)


def _no_words(page: Page) -> None:
    """Nothing is said of the incident: the error stands at its field."""
    page.locator("#what").fill("")
    press("do=begin")(page)


def _drop(page: Page) -> None:
    """Without a reason: the error stands at its field."""
    _open_all(page)
    press("do=drop")(page)


def _no_name(page: Page) -> None:
    page.locator("[name=name]").fill("")
    press("do=set")(page)


def _no_reason(page: Page) -> None:
    page.locator("[name=reason]").fill("")
    page.locator('main button[value="deploy"]').click()


def _open_all(page: Page) -> None:
    page.locator("main details").evaluate_all("all => all.forEach(one => one.open = true)")


def _too_late(page: Page) -> None:
    page.locator("[name=task]").first.check()
    page.locator("[name=colleague]").select_option(index=0)
    page.locator('button[value="hand"]').click()


VISITS: Sequence[Visit] = (
    Visit("sign_in.html", None, "/sign-in"),
    Visit("sign_in.html", None, "/sign-in", _wrong_password),
    Visit("inbox.html", CLERK, "/tasks"),
    Visit("inbox.html", CLERK, "/tasks?q=khong+co"),
    Visit("inbox.html", CLERK, "/tasks?done=saved"),
    Visit("inbox.html", "d001.head", "/tasks?scope=unit&tick=all"),
    Visit("inbox.html", "d001.head", "/tasks?scope=unit", press("do=hand")),
    Visit("inbox.html", HEAD, "/tasks?scope=unit", _too_late),
    Visit("inbox.html", OPERATOR, "/tasks"),
    Visit("task.html", CLERK, "/tasks/{draft}"),
    Visit("task.html", CLERK, "/tasks/{draft}", _open_all),
    Visit("task.html", "d001.reporter", "/tasks/{empty}", press("do=submit")),
    Visit("task.html", HEAD, "/tasks/{draft}"),
    Visit("task.html", "d002.head", "/tasks/{approve}"),
    Visit("task.html", "d002.head", "/tasks/{approve}", press("do=submit")),
    Visit("task.html", DESK, "/tasks/{accept}"),
    Visit("task.html", DESK, "/tasks/{accept}", press("do=submit")),
    Visit("attachments.html", CLERK, "/tasks/{draft}/attachments"),
    Visit("attachments.html", CLERK, "/tasks/{draft}/attachments", _no_file),
    Visit("board.html", DESK, "/cycles/{cycle}"),
    Visit("board.html", "p01.receiver", "/cycles/{cycle}"),
    Visit("cycles.html", "p01.receiver", "/cycles?before=99"),
    Visit("case.html", CLERK, "/reports/{report}"),
    Visit("case.html", DESK, "/reports/{sent}"),
    Visit("version.html", CLERK, "/versions/{version}"),
    Visit("issues/register.html", WARD, "/issues"),
    Visit("issues/register.html", WARD, "/issues?state=resolved&urgency=flash"),
    Visit("issues/register.html", DESK, "/issues?scope=below", _open_all),
    Visit("issues/register.html", "c005.head", "/issues?field=policy"),
    Visit("issues/new.html", WARD, "/issues/new"),
    Visit("issues/new.html", WARD, "/issues/new", _send),
    Visit("issues/issue.html", WARD, "/issues/{flood}?done=taken"),
    Visit("issues/became.html", WARD, "/issues/raised/2025-05"),
    Visit("issues/became.html", "c005.head", "/issues/raised/2025-05"),
    Visit("issues/undelivered.html", WARD, "/issues/undelivered"),
    Visit("issues/undelivered.html", "c005.head", "/issues/undelivered"),
    Visit("issues/deliveries.html", WARD, "/issues/{flood}/deliveries"),
    Visit("receipts/slip.html", WARD, "/issues/{flood}/receipts/{flood_source}"),
    Visit("receipts/ask.html", None, "/receipts"),
    Visit("receipts/ask.html", None, "/receipts", _unknown_receipt),
    Visit(
        "issues/issue.html",
        WARD,
        "/issues/{lamp}",
        lambda page: page.locator("main form button").last.click(),
    ),
    Visit("issues/issue.html", DESK, "/issues/{merged}"),
    Visit("matter_task.html", WARD, "/tasks/{triage}"),
    Visit("matter_task.html", WARD, "/tasks/{triage}", press("do=submit")),
    Visit("overdue.html", DESK, "/overdue"),
    Visit("overdue.html", DESK, "/overdue?kind=quarterly"),
    Visit("boards/owed.html", "d001.head", "/owed"),
    Visit("boards/owed.html", "d001.head", "/owed?side=awaited"),
    Visit("boards/owed.html", "d001.head", "/owed?side=awaited&kind=reports"),
    Visit("boards/owed.html", OPERATOR, "/owed"),
    Visit("boards/exceptions.html", "d001.head", "/exceptions"),
    Visit("boards/exceptions.html", OPERATOR, "/exceptions"),
    Visit("boards/hot_spots.html", "d001.head", "/hot-spots"),
    Visit("boards/hot_spots.html", OPERATOR, "/hot-spots"),
    Visit("boards/hot_spot.html", "d001.head", "/hot-spots/{hot}"),
    Visit("boards/morning.html", "d001.head", "/morning"),
    Visit("boards/morning.html", OPERATOR, "/morning"),
    Visit("indicators/show.html", DESK, "/indicators"),
    Visit("indicators/show.html", OPERATOR, "/indicators?first=x"),
    Visit("indicators/issues.html", DESK, "/indicators/issues"),
    Visit("indicators/issues.html", DESK, "/indicators/issues?of=late"),
    Visit("notices.html", CLERK, "/notices"),
    Visit("preferences.html", CLERK, "/preferences"),
    Visit("preferences.html", CLERK, "/preferences", _open_all),
    Visit("preferences.html", CLERK, "/preferences", _no_address),
    Visit("responsibilities.html", "d001.head", "/responsibilities", _open_all),
    Visit("responsibilities.html", CLERK, "/responsibilities"),
    Visit("responsibilities.html", "d001.head", "/responsibilities", _no_staff),
    Visit("absence.html", CLERK, "/absence"),
    Visit("absence.html", HEAD, "/absence", _no_days),
    Visit("longer/choose_issues.html", "c005.reporter", "/tasks/{quarter}/issues"),
    Visit("longer/choose_issues.html", "c005.reporter", "/tasks/{quarter}/issues", press("do=carry")),
    Visit("task.html", "c005.reporter", "/tasks/{quarter}", _open_all),
    Visit("longer/number.html", "c005.reporter", "/reports/{quarter_report}/numbers/issues_total"),
    Visit("longer/open_cycle.html", OPERATOR, "/cycles/open?kind=quarter&unit=P01"),
    Visit("longer/open_cycle.html", OPERATOR, "/cycles/open?kind=quarter&unit=P01", press("do=look")),
    Visit("longer/open_cycle.html", "d001.head", "/cycles/open"),
    Visit("longer/open_cycle.html", "d001.head", "/cycles/open", press("do=look")),
    Visit("verifications/list.html", "d001.reporter", "/verifications"),
    Visit("verifications/show.html", "d001.reporter", "/verifications/{verification}"),
    Visit("verifications/show.html", "c003.reporter", "/verifications/{verification}?done=asked"),
    Visit("verifications/ask.html", "c003.reporter", "/verifications/new"),
    Visit("verifications/ask.html", "c003.reporter", "/verifications/new", press("do=ask")),
    Visit("directions/list.html", "d001.head", "/directions?side=given"),
    Visit("directions/list.html", "c004.reporter", "/directions"),
    Visit("directions/show.html", "d001.head", "/directions/{direction}"),
    Visit("directions/give.html", "d001.head", "/directions/new"),
    Visit("directions/give.html", "d001.head", "/directions/new", press("do=give")),
    Visit("matter_task.html", "c003.reporter", "/tasks/{carry_out}"),
    Visit("follow_ups/list.html", WARD, "/follow-ups"),
    Visit("follow_ups/list.html", "c005.head", "/follow-ups"),
    Visit("follow_ups/show.html", DESK, "/follow-ups/{control}"),
    Visit("follow_ups/show.html", "c003.reporter", "/follow-ups/{control}?show=red"),
    Visit("matter_task.html", "c003.reporter", "/tasks/{confirm}", _open_all),
    Visit("matter_task.html", "c003.reporter", "/tasks/{confirm}", press("do=submit")),
    Visit("quick_reports/list.html", DESK, "/quick-reports"),
    Visit("quick_reports/list.html", "c005.head", "/quick-reports?state=over"),
    Visit("quick_reports/show.html", DESK, "/quick-reports/{quick_report}?done=sent"),
    Visit("quick_reports/send.html", CLERK, "/quick-reports/new"),
    Visit("quick_reports/send.html", CLERK, "/quick-reports/new", _send),
    Visit("responses/list.html", WARD, "/responses"),
    Visit("responses/list.html", "c005.head", "/responses?state=closed"),
    Visit("responses/begin.html", WARD, "/responses/new?about=issue:{lamp}"),
    Visit("responses/begin.html", WARD, "/responses/new?about=issue:{lamp}", _no_words),
    Visit("responses/show.html", WARD, "/responses/{response}?done=begun"),
    Visit("responses/show.html", "d001.head", "/responses/{response}"),
    Visit("matter_task.html", WARD, "/tasks/{lead_response}"),
    Visit("matter_task.html", WARD, "/tasks/{lead_response}", press("do=submit")),
    Visit("data_calls/list.html", "d001.reporter", "/data-calls?side=calling"),
    Visit("data_calls/list.html", "c004.reporter", "/data-calls"),
    Visit("data_calls/show.html", "d001.reporter", "/data-calls/{data_call}?done=sent", _open_all),
    Visit("data_calls/show.html", "c003.head", "/data-calls/{data_call}"),
    Visit("data_calls/ask.html", "d001.reporter", "/data-calls/new"),
    Visit("data_calls/ask.html", "d001.reporter", "/data-calls/new", press("do=call")),
    Visit("proposals/list.html", "d002.head", "/proposals"),
    Visit("proposals/list.html", "c005.reporter", "/proposals?side=made"),
    Visit("proposals/list.html", "d002.head", "/proposals?side=deciding&stage=passed"),
    Visit("proposals/figures.html", "d002.head", "/proposals/figures"),
    Visit("proposals/figures.html", "d001.head", "/proposals/figures"),
    Visit("proposals/show.html", "d002.head", "/proposals/{proposal}"),
    Visit("matter_task.html", "d002.head", "/tasks/{decide}"),
    Visit("matter_task.html", "d002.head", "/tasks/{decide}", press("do=submit")),
    Visit("oversight/list.html", "d001-ttq.officer", "/oversight"),
    Visit("oversight/list.html", "c003.head", "/oversight"),
    Visit("oversight/list.html", "c005.head", "/oversight"),
    Visit("oversight/show.html", "d001-ttq.officer", "/oversight/{case}"),
    Visit("oversight/show.html", "c003.head", "/oversight/{case}?done=sent"),
    Visit("oversight/send.html", "c003.head", "/oversight/new?issue={lamp}"),
    Visit("oversight/send.html", "c003.head", "/oversight/new?issue={lamp}", press("do=send")),
    Visit("matter_task.html", "d001-ttq.officer", "/tasks/{give_view}"),
    Visit("receptions/list.html", WARD, "/receptions"),
    Visit("receptions/list.html", "c005.head", "/receptions?state=ended"),
    Visit("receptions/days.html", "d001.head", "/receptions/days"),
    Visit("receptions/days.html", "d001.head", "/receptions/days", _no_reception_day),
    Visit("receptions/new.html", WARD, "/receptions/new"),
    Visit("receptions/new.html", WARD, "/receptions/new", _send),
    Visit("receptions/show.html", WARD, "/receptions/{reception}?done=opened", _open_all),
    Visit("receptions/show.html", DESK, "/receptions/{reception}"),
    Visit("receptions/take.html", WARD, "/receptions/{reception}/issues/new?taken={undecided}"),
    Visit("receptions/take.html", WARD, "/receptions/{reception}/issues/new", _send_first),
    Visit("receptions/decide.html", WARD, "/receptions/{reception}/issues/{undecided}/decision"),
    Visit("receptions/decide.html", WARD, "/receptions/{reception}/issues/{undecided}/decision", _send),
    Visit("receptions/units.html", DESK, "/receptions/units"),
    Visit("receptions/units.html", DESK, "/receptions/units?first=x"),
    Visit("matter_task.html", "c003.reporter", "/tasks/{hold}"),
    Visit("matter_task.html", "c003.reporter", "/tasks/{hold}", press("do=submit")),
    Visit("reviews/list.html", "d001.head", "/reviews"),
    Visit("reviews/show.html", "d001.head", "/reviews/{review}", _open_all),
    Visit("reviews/bases.html", "d001.head", "/legal-bases"),
    Visit("longer/plans.html", OPERATOR, "/plans"),
    Visit("designer/front.html", OWNER, "/designer"),
    Visit("designer/front.html", "deployer", "/designer"),
    Visit("designer/new.html", OWNER, "/designer/new"),
    Visit("designer/new.html", OWNER, "/designer/new", _send),
    Visit("designer/import.html", OWNER, "/designer/import"),
    Visit("designer/import.html", OWNER, "/designer/changes/{design_change}/import", _send),
    Visit("designer/change.html", OWNER, "/designer/changes/{design_change}?done=imported", _open_all),
    Visit("designer/change.html", OWNER, "/designer/changes/{design_change}", _drop),
    Visit("designer/change.html", "deployer", "/designer/changes/{proposed}", _open_all),
    Visit("designer/change.html", OWNER, "/designer/changes/{proposed}"),
    Visit("designer/change.html", OWNER, "/designer/changes/{deployed}"),
    Visit("designer/draft.html", OWNER, "/designer/drafts/{design_draft}"),
    Visit("designer/difference.html", OWNER, "/designer/drafts/{design_draft}/changes"),
    Visit("designer/difference.html", OWNER, "/designer/drafts/{proposed_draft}/changes?from=base"),
    Visit("designer/outline.html", OWNER, "/designer/drafts/{design_draft}/outline"),
    Visit("designer/outline.html", OWNER, "/designer/drafts/{proposed_draft}/outline"),
    Visit("designer/runs.html", OWNER, "/designer/drafts/{design_draft}/runs"),
    Visit("designer/moving_cases.html", OWNER, "/designer/running"),
    Visit("designer/days.html", OWNER, "/designer/changes/{design_change}/days?done=set"),
    Visit("designer/days.html", OWNER, "/designer/changes/{design_change}/days?day=2025-05-20", _no_name),
    Visit("designer/days.html", "deployer", "/designer/changes/{design_change}/days"),
    Visit("designer/year.html", OWNER, "/designer/changes/{design_change}/year"),
    Visit("designer/play.html", OWNER, "/designer/changes/{design_change}/play", _open_all),
    Visit("designer/play.html", OWNER, "/designer/changes/{design_change}/play?process=direction"),
    Visit(
        "designer/play.html",
        OWNER,
        "/designer/changes/{proposed}/play?process=periodic_report",
        press("do=begin"),
    ),
    Visit("designer/scenarios.html", OWNER, "/designer/changes/{design_change}/scenarios?done=run"),
    Visit("designer/versions.html", OWNER, "/designer/drafts/{design_draft}/versions?done=named"),
    Visit("designer/versions.html", OWNER, "/designer/drafts/{design_draft}/versions", _send),
    Visit("designer/versions.html", OWNER, "/designer/drafts/{overtaken}/versions"),
    Visit("designer/older.html", OWNER, "/designer/in-force/form/monthly_report"),
    Visit("designer/older.html", "deployer", "/designer/in-force/dmn/submission_due"),
    Visit("designer/deploy.html", OWNER, "/designer/changes/{design_change}/deploy"),
    Visit("designer/deploy.html", OWNER, "/designer/changes/{design_change}/deploy", _no_reason),
    Visit("designer/deploy.html", "deployer", "/designer/changes/{design_change}/deploy"),
    Visit("designer/deployments.html", OWNER, "/designer/deployments"),
    Visit("designer/changes.html", OWNER, "/designer/changes"),
    Visit("designer/kept.html", OWNER, "/designer/deployments/{kept}?done=deployed"),
    Visit("status.html", OPERATOR, "/status"),
    Visit("incidents.html", OPERATOR, "/incidents"),
    Visit("deliveries.html", OPERATOR, "/deliveries"),
    Visit("refusals/not_here.html", CLERK, "/nothing/here"),
    Visit("refusals/not_here.html", None, "/static/nothing"),
    Visit("refusals/refused.html", CLERK, "/probe/shown/refused.html"),
    Visit("refusals/not_allowed.html", CLERK, "/probe/shown/not_allowed.html"),
    Visit("refusals/foreign.html", CLERK, "/probe/shown/foreign.html"),
    Visit("refusals/expired.html", CLERK, "/probe/shown/expired.html"),
    Visit("refusals/signed_out.html", None, "/sign-in", lambda page: send(page, "/tasks/1", "Điều đã gõ")),
    Visit("refusals/stale.html", CLERK, "/probe/shown/stale.html"),
    Visit("refusals/too_large.html", CLERK, "/probe/shown/too_large.html"),
    Visit("refusals/unreadable.html", CLERK, "/probe/shown/unreadable.html"),
    Visit("refusals/expired.html", CLERK, "/tasks", lambda page: send(page, "/tasks/1", "Điều đã gõ")),
    Visit("refusals/crash.html", CLERK, "/probe/crash"),
    Visit("refusals/away.html", CLERK, "/probe/away"),
    Visit("refusals/away.html", CLERK, "/probe/full"),
)


def send(page: Page, path: str, words: str) -> None:
    """Send a form that is not of our pages: without its token."""
    with page.expect_navigation():
        page.evaluate(
            """([path, words]) => {
                const form = document.createElement("form");
                form.method = "post"; form.action = path;
                const field = document.createElement("input");
                field.name = "overview"; field.value = words;
                form.append(field); document.body.append(form); form.submit();
            }""",
            [path, words],
        )
