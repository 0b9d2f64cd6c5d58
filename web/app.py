"""Puts the application together."""

from collections.abc import AsyncIterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import asynccontextmanager
from dataclasses import replace
from functools import cache, partial

import anyio.to_thread
from fastapi import APIRouter, Depends, FastAPI
from starlette.middleware.gzip import GZipMiddleware
from starlette.routing import BaseRoute, Mount

from database.session import Database
from engine.host import Host
from web import (
    api,
    attachments,
    autosave,
    board,
    boards,
    case,
    data_calls,
    demo_clock,
    description,
    designer,
    directions,
    follow_ups,
    front,
    inbox,
    incidents,
    language_choice,
    notices,
    overdue,
    oversight,
    papers,
    proposals,
    quick_reports,
    receptions,
    responses,
    reviews,
    sign_in,
    task,
    task_steps,
    v2,
    versions,
)
from web.clock import Clock, real_time
from web.crash import CrashPage
from web.gate import enter
from web.inbox.watching import Watch
from web.indicators import files as indicator_files
from web.indicators import issues as counted_issues
from web.indicators import page as indicator_page
from web.issues import became, taking, undelivered
from web.issues import page as issue_page
from web.issues import register as issue_register
from web.longer import choose_issues, number_down, open_cycle, plans
from web.pages import Pages
from web.parts import DemoAccounts, Parts
from web.receipts import ask as ask_receipt
from web.receipts import slip
from web.refusals import add_refusals
from web.security import SecurityHeaders
from web.settings import Settings
from web.staff import absence
from web.staff import responsibilities as responsibility_page
from web.static_files import ADDRESS, built_files
from web.telling import deliveries, preferences
from web.verifications import ask as ask_verification
from web.verifications import show as show_verification
from web.watch import health, scrape, status
from web.watch.metrics import Metrics
from web.watch.requests import RequestLog
from workflows.news import Mark, how_they_stand

# Routes block in threads. Sixty people may wait for the writer at once, and others still want to read.
THREADS = 100

# Who asks is known before any route begins; a route may open itself to everybody.
GUARDED = (Depends(enter),)

PAGES = (
    absence,
    responsibility_page,
    preferences,
    deliveries,
    front,
    sign_in,
    language_choice,
    inbox,
    task,
    task_steps,
    autosave,
    attachments,
    open_cycle,
    board,
    case,
    papers,
    ask_verification,
    show_verification,
    choose_issues,
    number_down,
    plans,
    versions,
    oversight,
    overdue,
    boards,
    directions,
    proposals,
    follow_ups,
    data_calls,
    quick_reports,
    receptions,
    responses,
    reviews,
    taking,
    undelivered,
    became,
    issue_register,
    issue_page,
    ask_receipt,
    slip,
    indicator_page,
    counted_issues,
    indicator_files,
    designer,
    notices,
    incidents,
    demo_clock,
    health,
    scrape,
    status,
    description,
)


def create_app(
    database: Database,
    host: Host,
    settings: Settings,
    *,
    clock: Clock = real_time,
    demo_accounts: DemoAccounts | None = None,
) -> FastAPI:
    """The whole application over an open store.

    `clock` is the moment the reporting work believes in. `demo_accounts` is given for a demo only: every page then
    shows that clock, and the sign-in page the accounts. Raises BuildError when the styles are not built.
    """
    app = FastAPI(
        title="Giaoban",
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        lifespan=_with_threads,
        routes=[*_routes()],
        dependencies=GUARDED,
    )
    metrics = Metrics()
    app.state.parts = Parts(
        database=database,
        host=replace(host, watch=metrics),
        settings=settings,
        clock=clock,
        pages=Pages(settings.zone, built_files().address),
        metrics=metrics,
        demo_accounts=demo_accounts,
    )
    app.state.watch = Watch(partial(_how_they_stand, database))
    add_refusals(app)
    app.add_middleware(CrashPage)
    app.add_middleware(GZipMiddleware, minimum_size=1000, compresslevel=6)
    app.add_middleware(SecurityHeaders, https=settings.https)
    app.add_middleware(RequestLog, metrics=metrics)
    return app


@cache
def _routes() -> Sequence[BaseRoute]:
    """All that is served. A route knows no application, and working them all out takes a while: once a process."""
    all_of_us = APIRouter(dependencies=GUARDED)
    all_of_us.include_router(v2.router)
    all_of_us.include_router(api.router)
    for page in PAGES:
        all_of_us.include_router(page.router)
    return (*all_of_us.routes, Mount(ADDRESS, built_files()))


@asynccontextmanager
async def _with_threads(_app: FastAPI) -> AsyncIterator[None]:
    anyio.to_thread.current_default_thread_limiter().total_tokens = THREADS
    yield


def _how_they_stand(database: Database, groups: AbstractSet[str]) -> Mapping[str, Mark]:
    with database.read() as session:
        return how_they_stand(session, groups)
