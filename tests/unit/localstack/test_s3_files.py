"""Objects' files: where they are, and until when."""

from pathlib import Path

import pytest

from tickstack.errors import StateError
from tickstack.localstack.s3.files import ObjectFiles


def written(files: ObjectFiles, content: bytes) -> str:
    name, file = files.create("key")
    with file:
        file.write(content)
    return name


def test_a_file_stays_while_a_request_may_open_it(tmp_path: Path) -> None:
    files = ObjectFiles(tmp_path)
    name = written(files, b"content")
    with files.request():
        files.discard(name)
        with files.request():
            written(files, b"of a later request")
        assert files.path(name).read_bytes() == b"content"
    files.close()
    assert not files.path(name).exists()


def test_a_file_that_later_requests_hold_goes_when_the_earlier_ones_are_over(tmp_path: Path) -> None:
    files = ObjectFiles(tmp_path)
    name = written(files, b"content")
    earlier, later = files.request(), files.request()
    with earlier:
        files.discard(name)
        later.__enter__()
    files.close()
    assert not files.path(name).exists()
    later.__exit__(None, None, None)


def test_a_request_knows_the_files_that_it_makes(tmp_path: Path) -> None:
    files = ObjectFiles(tmp_path)
    before = written(files, b"before")
    with files.request() as outer:
        first = written(files, b"first")
        with files.request() as inner:
            second = written(files, b"second")
        linked = files.link(before, "linked")
    assert (outer, inner) == ({first: "key", linked: "linked"}, {second: "key"})
    assert files.path(linked).read_bytes() == b"before"
    files.close()


def test_only_what_is_referred_to_outlives_a_start(tmp_path: Path) -> None:
    files = ObjectFiles(tmp_path)
    kept, stray = written(files, b"kept"), written(files, b"stray")
    files.close()
    files = ObjectFiles(tmp_path)
    files.keep_only({kept})
    assert files.path(kept).exists()
    assert not files.path(stray).exists()
    files.close()


@pytest.mark.parametrize("name", ["", "..", "../../../etc/passwd", "a" * 31, "G" * 32, "a" * 32 + "\n"])
def test_no_name_leads_elsewhere(tmp_path: Path, name: str) -> None:
    files = ObjectFiles(tmp_path)
    with pytest.raises(StateError, match="not the name"):
        files.path(name)
    files.close()
