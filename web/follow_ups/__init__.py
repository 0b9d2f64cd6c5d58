"""Pages of the monthly control of open issues."""

from fastapi import APIRouter

from web.follow_ups import lists, show

router = APIRouter()
for page in (lists, show):
    router.include_router(page.router)
