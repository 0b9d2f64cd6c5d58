from collections.abc import Callable

Found = Callable[..., list[str]]


def test_a_task_of_no_kind_is_named(found: Found) -> None:
    body = """
    <startEvent id="s"/>
    <task id="plain" name="Kiểm tra đập"/>
    <userTask id="done" name="Soạn báo cáo"/>
    <endEvent id="e" name="Xong"/>[s>plain plain>done done>e]
    """
    assert found("task_kind", body) == ["plain"]
