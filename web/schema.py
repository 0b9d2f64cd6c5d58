"""Every table of the house, for the migrations: importing the rooms' tables registers them."""

from database.metadata import metadata
from engine import tables as engine_tables
from notifications import tables as notification_tables
from organisation import tables as organisation_tables
from web import tables as web_tables
from workflows import tables as work_tables
from workflows.attachments import tables as attachment_tables
from workflows.became import tables as became_tables
from workflows.boards import tables as board_tables
from workflows.callers import tables as caller_tables
from workflows.data_call import tables as data_call_tables
from workflows.delivery import tables as delivery_tables
from workflows.designer import tables as designer_tables
from workflows.designer.playing import tables as playing_tables
from workflows.designer.scenarios import tables as scenario_tables
from workflows.direction import tables as direction_tables
from workflows.follow_up import tables as follow_up_tables
from workflows.indicators import tables as indicator_tables
from workflows.issues import tables as issue_tables
from workflows.oversight import tables as oversight_tables
from workflows.proposal import tables as proposal_tables
from workflows.quick_report import tables as quick_report_tables
from workflows.reception import tables as reception_tables
from workflows.response import tables as response_tables
from workflows.review import tables as review_tables
from workflows.verification import tables as verification_tables

ROOMS = (
    engine_tables,
    notification_tables,
    organisation_tables,
    work_tables,
    attachment_tables,
    indicator_tables,
    issue_tables,
    board_tables,
    caller_tables,
    delivery_tables,
    became_tables,
    verification_tables,
    direction_tables,
    data_call_tables,
    quick_report_tables,
    response_tables,
    review_tables,
    follow_up_tables,
    oversight_tables,
    reception_tables,
    proposal_tables,
    designer_tables,
    playing_tables,
    scenario_tables,
    web_tables,
)

__all__ = ["ROOMS", "metadata"]
