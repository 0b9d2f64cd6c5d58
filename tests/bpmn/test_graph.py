from hypothesis import given
from hypothesis import strategies as st

from bpmn.graph import on_circle, reached

NODES = [str(number) for number in range(8)]
WAYS = st.fixed_dictionaries(
    {node: st.lists(st.sampled_from(NODES), max_size=3).map(tuple) for node in NODES}
)


@given(WAYS)
def test_a_node_is_on_a_circle_when_it_can_be_reached_from_what_follows_it(
    ways: dict[str, tuple[str, ...]],
) -> None:
    assert on_circle(ways) == {node for node in NODES if node in reached(ways, ways[node])}


def test_a_circle_of_ten_thousand_is_found_without_deep_recursion() -> None:
    ways = {str(number): (str((number + 1) % 10_000),) for number in range(10_000)}
    assert on_circle(ways) == set(ways)


def test_a_start_that_does_not_exist_reaches_nothing() -> None:
    assert reached({"a": ()}, ["gone"]) == set()
