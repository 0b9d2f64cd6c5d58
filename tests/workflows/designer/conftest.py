import pytest

from database.session import Database
from tests.workflows.designer.drawing import Drawing


@pytest.fixture
def drawing(database: Database) -> Drawing:
    """Diagrams, tables and forms as they come with the product, and people who change them."""
    return Drawing(database)
