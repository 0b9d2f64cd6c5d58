"""Process definitions: search with every kind of filter, paging both ways, and the diagram itself."""

from camunda_orchestration_sdk import CamundaClient
from camunda_orchestration_sdk.models import (
    ProcessDefinitionSearchQuery,
)


def test_the_python_client_asks_who_answers(sdk: CamundaClient) -> None:
    topology = sdk.get_topology()
    assert topology.gateway_version.startswith("8.")
    assert sdk.get_authentication().username == "admin"
    assert sdk.get_license().valid_license


def test_the_python_client_finds_the_shipped_process(sdk: CamundaClient) -> None:
    found = sdk.search_process_definitions(
        data=ProcessDefinitionSearchQuery.from_dict({"filter": {"processDefinitionId": "periodic_report"}})
    )
    [definition] = found.items
    assert definition.version == 1
    assert found.page.total_items == 1
    assert not found.page.has_more_total_items
    xml = sdk.get_process_definition_xml(process_definition_key=definition.process_definition_key)
    assert "bpmn:definitions" in str(xml)
