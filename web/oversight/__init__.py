"""Pages of the cases that went to oversight bodies."""

from fastapi import APIRouter

from web.oversight import lists, send, show

router = APIRouter()
for page in (lists, send, show):
    router.include_router(page.router)
