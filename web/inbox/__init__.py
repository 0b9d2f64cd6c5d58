"""The list of tasks and what is done from it."""

from fastapi import APIRouter

from web.inbox import filters, page, together

router = APIRouter()
for part in (filters, page, together):
    router.include_router(part.router)
