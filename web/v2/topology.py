"""What a client asks first: who answers, under which licence, and who am I."""

import platform

from fastapi import APIRouter
from fastapi.responses import Response
from pydantic import Field

from web.gate import Called
from web.rest.body import ProgramRoute
from web.rest.shapes import TENANT, Answered, Moment, answer

router = APIRouter(route_class=ProgramRoute, tags=["Cluster"])

SERVED_AS = "8.9.0"
"""The version of the interface whose shapes we follow; clients choose their own shapes by it."""


class Partition(Answered):
    """Of a store that is not parted: the only one."""

    partition_id: int = 1
    role: str = "leader"
    state: str = "active"
    health: str = "healthy"


class Broker(Answered):
    """The one that answers; others behind the same address are not told apart."""

    node_id: int = 0
    broker_id: str = "0"
    host: str
    port: int
    partitions: list[Partition] = Field(default_factory=lambda: [Partition()])
    version: str = SERVED_AS


class Topology(Answered):
    """Who answers. The parts of a cluster that are not there are told as one."""

    brokers: list[Broker]
    cluster_id: str | None = None
    cluster_size: int = 1
    partitions_count: int = 1
    replication_factor: int = 1
    gateway_version: str = SERVED_AS
    last_completed_change_id: str = ""


class License(Answered):
    """There is nothing to buy: Apache 2.0."""

    valid_license: bool = True
    license_type: str = "Apache-2.0"
    is_commercial: bool = False
    expires_at: Moment | None = None


class Tenant(Answered):
    """The only one."""

    name: str = "Default"
    tenant_id: str = TENANT
    description: str | None = None


class Account(Answered):
    """Who calls. `groups` are the candidate groups whose tasks the account may take: C00145.reporter."""

    username: str
    display_name: str | None
    email: str | None = None
    authorized_components: list[str] = Field(default_factory=list)
    tenants: list[Tenant] = Field(default_factory=lambda: [Tenant()])
    groups: list[str]
    roles: list[str]
    sales_plan_type: str | None = None
    c8_links: dict[str, str] = Field(default_factory=dict, alias="c8Links")
    can_logout: bool = False


@router.get("/topology", operation_id="getTopology", response_model=Topology)
def show_topology(caller: Called) -> Response:
    """Who answers."""
    port = caller.parts.settings.port
    return answer(Topology(brokers=[Broker(host=platform.node() or "localhost", port=port)]))


@router.get("/license", operation_id="getLicense", response_model=License)
def show_license(_caller: Called) -> Response:
    """The licence."""
    return answer(License())


@router.get("/authentication/me", operation_id="getAuthentication", response_model=Account)
def show_account(caller: Called) -> Response:
    """Who calls."""
    viewer = caller.viewer
    return answer(
        Account(
            username=viewer.username,
            display_name=viewer.office,
            groups=sorted(viewer.groups),
            roles=sorted({post.role for post in viewer.postings}),
        )
    )
