"""Pages of service incidents: beginning to respond to one, those that run, one of them with all its steps."""

from fastapi import APIRouter

from web.responses import begin, lists, show

router = APIRouter()
for page in (begin, lists, show):
    router.include_router(page.router)
