"""Deploying diagrams, decision tables and forms, by whoever owns the processes or runs the installation."""

import hashlib
from collections.abc import Callable, Mapping
from typing import Annotated, Any

import sqlalchemy as sa
from fastapi import APIRouter, File, Form, UploadFile
from fastapi.responses import Response

from database.session import Session
from engine.definition_tables import resource
from engine.definitions import TABLES
from engine.deployment import Deployed
from web.edge import writing
from web.gate import Called
from web.rest.body import FilesRoute
from web.rest.shapes import TENANT, Answered, Key, Tenant, answer
from web.v2.requirements import requirements_in
from workflows.deployment import deploy_files
from workflows.designer.rights import require_two_people
from workflows.processes import require_charge

MAX_FILES = 50

router = APIRouter(prefix="/deployments", route_class=FilesRoute, tags=["Resource"])


class DeployedProcess(Answered):
    """A version of a process."""

    process_definition_key: Key
    process_definition_id: str
    process_definition_version: int
    resource_name: str
    tenant_id: str = TENANT


class DeployedDecision(Answered):
    """A version of a decision."""

    decision_definition_key: Key
    decision_definition_id: str
    version: int
    name: str
    decision_requirements_id: str
    decision_requirements_key: Key
    tenant_id: str = TENANT


class DeployedRequirements(Answered):
    """The file that decisions stand in."""

    decision_requirements_key: Key
    decision_requirements_id: str
    decision_requirements_name: str
    version: int
    resource_name: str
    tenant_id: str = TENANT


class DeployedForm(Answered):
    """A version of a form."""

    form_key: Key
    form_id: str
    version: int
    resource_name: str
    tenant_id: str = TENANT


class DeployedItem(Answered):
    """One of the things a file holds; the others are null."""

    process_definition: DeployedProcess | None = None
    decision_definition: DeployedDecision | None = None
    decision_requirements: DeployedRequirements | None = None
    form: DeployedForm | None = None
    resource: None = None


class DeploymentDone(Answered):
    """What the files hold, in the versions they have now; an unchanged one keeps its version."""

    deployment_key: Key
    deployments: list[DeployedItem]
    tenant_id: str = TENANT


@router.post("", operation_id="createDeployment", response_model=DeploymentDone)
@writing
def create(
    caller: Called,
    resources: Annotated[list[UploadFile], File(max_length=MAX_FILES)],
    tenant_id: Annotated[Tenant, Form(alias="tenantId")] = TENANT,
    *,
    session: Session,
) -> Response:
    """Deploy files: all of them, or none where one is refused. Every reason is told at once."""
    require_charge(caller.viewer)
    require_two_people(caller.viewer, four_eyes=caller.parts.settings.four_eyes)
    files = [(upload.filename or "", upload.file.read()) for upload in resources]
    done = deploy_files(session, caller.parts.host, files, actor=caller.actor, now=caller.now)
    shas = frozenset(hashlib.sha256(content).hexdigest() for _name, content in files)
    items = [item for deployed in done.items for item in _items(session, deployed, shas)]
    return answer(DeploymentDone(deployment_key=done.key, deployments=items, tenant_id=tenant_id))


def _items(session: Session, deployed: Deployed, shas: frozenset[str]) -> list[DeployedItem]:
    """What one name of the deployment is; nothing for a name that the files only call."""
    table = TABLES[deployed.kind]
    query = sa.select(resource).join(table, table.c.resource_key == resource.c.key)
    file = session.execute(query.where(table.c.key == deployed.key)).one()
    return _SHAPES[deployed.kind](deployed, file) if file.sha256 in shas else []


def _process(deployed: Deployed, file: Any) -> list[DeployedItem]:
    process = DeployedProcess(
        process_definition_key=deployed.key,
        process_definition_id=deployed.name,
        process_definition_version=deployed.version,
        resource_name=file.name,
    )
    return [DeployedItem(process_definition=process)]


def _form(deployed: Deployed, file: Any) -> list[DeployedItem]:
    form = DeployedForm(
        form_key=deployed.key, form_id=deployed.name, version=deployed.version, resource_name=file.name
    )
    return [DeployedItem(form=form)]


def _decision(deployed: Deployed, file: Any) -> list[DeployedItem]:
    graph = requirements_in(bytes(file.content))
    requirements = DeployedRequirements(
        decision_requirements_key=file.key,
        decision_requirements_id=graph.id,
        decision_requirements_name=graph.name,
        version=deployed.version,
        resource_name=file.name,
    )
    decision = DeployedDecision(
        decision_definition_key=deployed.key,
        decision_definition_id=deployed.name,
        version=deployed.version,
        name=graph.decisions.get(deployed.name, deployed.name),
        decision_requirements_id=graph.id,
        decision_requirements_key=file.key,
    )
    return [DeployedItem(decision_definition=decision), DeployedItem(decision_requirements=requirements)]


_SHAPES: Mapping[str, Callable[[Deployed, Any], list[DeployedItem]]] = {
    "bpmn": _process,
    "form": _form,
    "dmn": _decision,
}
