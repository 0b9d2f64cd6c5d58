"""Pages of citizen receptions: the register, one sitting and what was raised at it, and how often units receive."""

from fastapi import APIRouter

from web.receptions import below, decide, lists, planning, show, taking

router = APIRouter()
for page in (lists, planning, below, taking, decide, show):
    router.include_router(page.router)
