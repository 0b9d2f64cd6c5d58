"""Pages of periodic reviews and of the register of legal bases that they hang on."""

from fastapi import APIRouter

from web.reviews import lists, show

router = APIRouter()
for page in (lists, show):
    router.include_router(page.router)
