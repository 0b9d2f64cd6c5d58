"""The designer: pages without scripts, and three editors that are islands of script in theirs."""

from fastapi import APIRouter

from web.designer import change, content, difference, draft, front, outline, year

router = APIRouter()
for page in (front, change, draft, content, difference, outline, year):
    router.include_router(page.router)
