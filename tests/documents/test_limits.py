import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from documents.errors import DocumentError, DocumentFailed, DocumentTooLong, DocumentTooSlow
from documents.facts import IssueRow, SubmissionFacts
from documents.limits import Limits
from documents.press import HOME, Child, Press
from documents.submission import render_submission


@pytest.fixture
def own_press() -> Iterator[Press]:
    press = Press(children=1, documents_per_child=2)
    yield press
    press.close()


def test_a_document_past_its_pages_is_refused_with_both_counts(
    ward: SubmissionFacts, issue: IssueRow, press: Press
) -> None:
    long = replace(ward, issues=(issue,) * 40)
    with pytest.raises(DocumentTooLong) as refusal:
        render_submission(long, attachment_json=b"{}", page_cap=3, press=press)
    assert refusal.value.pages > 3
    assert all("3" in refusal.value.message[language] for language in ("vi", "en"))


def test_a_document_of_exactly_its_pages_is_made(nil: SubmissionFacts, press: Press) -> None:
    assert render_submission(nil, attachment_json=b"{}", page_cap=1, press=press).pages == 1


def test_past_the_time_limit_the_child_is_killed_and_the_next_document_is_made(
    nil: SubmissionFacts, own_press: Press
) -> None:
    with pytest.raises(DocumentTooSlow, match=r"0\.05 seconds"):
        render_submission(nil, attachment_json=b"{}", timeout_seconds=0.05, press=own_press)
    assert render_submission(nil, attachment_json=b"{}", press=own_press).pages == 1


def test_past_the_memory_limit_there_is_no_document(ward: SubmissionFacts, own_press: Press) -> None:
    huge: Any = {"organisation": "x" * 60_000_000}
    with pytest.raises(DocumentError):
        own_press.set(huge, b"{}", Limits(memory_bytes=300 * 1024**2))
    assert render_submission(ward, attachment_json=b"{}", press=own_press).pages == 2


def test_past_its_processor_time_the_kernel_ends_the_process() -> None:
    busy = "from documents.limits import bound_processor_time as bound\nbound(0)\nwhile True: pass"
    run = subprocess.run([sys.executable, "-c", busy], cwd=HOME, check=False)
    assert run.returncode == -signal.SIGXCPU


def test_a_child_is_replaced_after_its_share_of_documents(nil: SubmissionFacts, own_press: Press) -> None:
    seen = []
    for _ in range(3):
        render_submission(nil, attachment_json=b"{}", press=own_press)
        seen.append([child._process.pid for child in own_press._idle])
    assert len(seen[0]) == 1
    assert seen[1] == []
    assert len(seen[2]) == 1
    assert seen[2] != seen[0]


def test_a_child_that_died_while_idle_is_replaced(nil: SubmissionFacts, own_press: Press) -> None:
    render_submission(nil, attachment_json=b"{}", press=own_press)
    own_press._idle[0]._process.kill()
    own_press._idle[0]._process.wait()
    assert render_submission(nil, attachment_json=b"{}", press=own_press).pages == 1


def test_a_child_ends_by_itself_when_its_parent_is_gone(nil: SubmissionFacts, own_press: Press) -> None:
    render_submission(nil, attachment_json=b"{}", press=own_press)
    child = own_press._idle[0]
    child._connection.close()
    assert child._process.wait(timeout=10) == 0


def test_a_child_whose_parent_is_killed_while_it_works_ends_without_a_word(
    capfd: pytest.CaptureFixture[str],
) -> None:
    child = Child(1024**3)
    child._connection.send_bytes(b"{}")
    child._connection.send_bytes(b"{}")
    child._connection.close()
    code = child._process.wait(timeout=60)
    child.end()
    assert (code, capfd.readouterr().err) == (0, "")


def test_what_breaks_in_the_child_is_told_with_a_trace_for_the_operator(own_press: Press) -> None:
    with pytest.raises(DocumentFailed, match="could not be made") as failure:
        own_press.set({"organisation": "Phường 3"}, b"{}", Limits())
    assert "FactsRefused" in failure.value.detail


def test_a_child_sees_nothing_of_our_environment(
    nil: SubmissionFacts, own_press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIAOBAN_DATABASE_URL", "secret")
    render_submission(nil, attachment_json=b"{}", press=own_press)
    environment = Path(f"/proc/{own_press._idle[0]._process.pid}/environ").read_text()
    assert "secret" not in environment
    assert "fonts.conf" in environment


def test_an_ended_child_leaves_nothing_on_the_disk(nil: SubmissionFacts, own_press: Press) -> None:
    render_submission(nil, attachment_json=b"{}", press=own_press)
    folder = Path(own_press._idle[0]._folder.name)
    assert any(folder.iterdir())
    own_press.close()
    assert not folder.exists()


def test_many_threads_share_one_press(nil: SubmissionFacts, press: Press) -> None:
    sums = []

    def work() -> None:
        sums.append(render_submission(nil, attachment_json=b"{}", press=press).sha256)

    threads = [threading.Thread(target=work) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(sums) == 6
    assert len(set(sums)) == 1
