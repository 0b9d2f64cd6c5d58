"""Pages of data calls: what is asked and called for, one call with its answers, and writing one."""

from fastapi import APIRouter

from web.data_calls import ask, lists, show

router = APIRouter()
for page in (ask, lists, show):
    router.include_router(page.router)
