"""The designer: pages without scripts, and three editors that are islands of script in theirs."""

from fastapi import APIRouter

from web.designer import (
    carrying,
    change,
    content,
    days,
    deploy,
    difference,
    draft,
    front,
    moving_cases,
    older,
    outline,
    play,
    preview,
    runs,
    scenarios,
    versions,
    year,
)

router = APIRouter()
for page in (
    front,
    carrying,
    change,
    days,
    draft,
    content,
    versions,
    older,
    deploy,
    difference,
    outline,
    preview,
    runs,
    year,
    moving_cases,
    play,
    scenarios,
):
    router.include_router(page.router)
