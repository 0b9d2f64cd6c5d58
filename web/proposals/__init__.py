"""Pages of proposals: what my unit proposed and what it decides, one of them, and how they stand."""

from fastapi import APIRouter

from web.proposals import figures, lists, show

router = APIRouter()
for page in (figures, lists, show):
    router.include_router(page.router)
