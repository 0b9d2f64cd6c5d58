from fastapi import FastAPI
from fastapi.dependencies.models import Dependant
from fastapi.routing import RouteContext, iter_route_contexts
from starlette.routing import Mount

from tests.web.browsing import Visitor
from web.gate import OPEN_MOUNTS, OPEN_ROUTES, enter
from web.rest.paths import PREFIXES


def asks_who_comes(dependant: Dependant) -> bool:
    return any(one.call is enter or asks_who_comes(one) for one in dependant.dependencies)


def contexts(app: FastAPI) -> list[RouteContext]:
    return list(iter_route_contexts(app.routes))


def test_every_route_asks_who_comes(app: FastAPI) -> None:
    for one in contexts(app):
        if isinstance(one.original_route, Mount):
            assert one.original_route.path in OPEN_MOUNTS
        else:
            assert asks_who_comes(one.dependant), f"{one.path} is open to everybody"


def test_every_open_route_exists(app: FastAPI) -> None:
    assert {one.path for one in contexts(app)} >= OPEN_ROUTES | OPEN_MOUNTS


def test_a_stranger_is_sent_to_sign_in_from_every_route_that_is_not_open(
    app: FastAPI, client: Visitor
) -> None:
    for one in contexts(app):
        if one.path in OPEN_ROUTES | OPEN_MOUNTS or one.path is None:
            continue
        path = one.path.replace("{", "").replace("}", "")
        for method in one.methods or ():
            answer = client.request(method, path, headers={"sec-fetch-site": "same-origin"})
            if path.startswith(PREFIXES):
                assert answer.status_code == 401, f"{method} {path}"
                continue
            assert answer.status_code in {303, 403}, f"{method} {path}"
            assert "sign-in" in answer.headers.get("location", answer.text)


def test_a_stranger_comes_back_to_the_page_wanted(client: Visitor) -> None:
    assert client.get("/").headers["location"] == "/sign-in"


def test_an_unknown_address_is_a_page_and_not_a_redirect(client: Visitor) -> None:
    answer = client.get("/no/such/page")
    assert answer.status_code == 404
    assert "Không có nội dung này" in answer.text


def test_an_address_with_a_zero_byte_is_no_page(client: Visitor) -> None:
    assert client.get("/sign-in?next=/%00").status_code == 404
    assert client.get("/designer/in-force/bpmn/a%00").status_code == 404
    assert client.get("/sign-in?next=/%2500").status_code == 200


def test_no_description_of_the_api_is_served_by_accident(client: Visitor) -> None:
    for path in ("/docs", "/redoc"):
        assert client.get(path).status_code == 404
