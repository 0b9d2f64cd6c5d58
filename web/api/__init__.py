"""The reporting work for programs: units, cycles, submissions, receipts. See docs/developers/api.md."""

from fastapi import APIRouter

from web.api import cycles, receipts, submissions, units
from web.rest.problems import PROBLEMS

router = APIRouter(prefix="/api", responses=PROBLEMS)
for part in (units, cycles, submissions, receipts):
    router.include_router(part.router)
