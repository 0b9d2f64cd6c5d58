"""Pages of directions: what my unit owes and is owed, one of them, and giving one."""

from fastapi import APIRouter

from web.directions import give, lists, show

router = APIRouter()
for page in (give, lists, show):
    router.include_router(page.router)
