"""Pages that say what to look at: what is owed, exceptions, hot spots, a leader's morning."""

from fastapi import APIRouter

from web.boards import exceptions, hot, morning, owed

router = APIRouter()
for page in (owed, exceptions, hot, morning):
    router.include_router(page.router)
