"""Pages of quick reports: sending one, what my unit sent and got, one event until it is over."""

from fastapi import APIRouter

from web.quick_reports import lists, send, show

router = APIRouter()
for page in (send, lists, show):
    router.include_router(page.router)
