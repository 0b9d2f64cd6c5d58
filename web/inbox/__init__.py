"""The list of tasks and what is done from it."""

from fastapi import APIRouter

from web.inbox import filters, news, page, together

router = APIRouter()
for part in (filters, news, page, together):
    router.include_router(part.router)
