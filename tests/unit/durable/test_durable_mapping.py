"""The mapping against a dict, reopened at any moment; the store's own promises."""

import shutil
import sqlite3
import stat
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from tickstack.durable.mapping import DurableMapping, spaces
from tickstack.durable.store import FORMAT, Store
from tickstack.errors import StateError

KEYS = st.text(max_size=3) | st.tuples(st.text(max_size=2), st.integers(0, 3))
VALUES = st.dictionaries(st.text(max_size=3), st.integers() | st.text() | st.tuples(st.text()))


class MappingMachine(RuleBasedStateMachine):
    """What a dict does, the mapping does, whoever holds the store open."""

    def __init__(self) -> None:
        super().__init__()
        self._folder = Path(tempfile.mkdtemp())
        self._store = Store(self._folder / "state.sqlite")
        self._model: dict[Any, Any] = {}
        self._open()

    def _open(self) -> None:
        self._mapping: DurableMapping[Any, Any] = DurableMapping(self._store, "a")
        self._other: DurableMapping[Any, Any] = DurableMapping(self._store, "b")

    @rule(key=KEYS, value=VALUES)
    def put(self, key: Any, value: Any) -> None:
        self._model[key] = self._mapping[key] = value

    @rule(key=KEYS)
    def pop(self, key: Any) -> None:
        assert self._mapping.pop(key, None) == self._model.pop(key, None)

    @rule(key=KEYS)
    def look(self, key: Any) -> None:
        assert self._mapping.get(key) == self._model.get(key)
        assert (key in self._mapping) == (key in self._model)

    @rule()
    def clear(self) -> None:
        self._mapping.clear()
        self._model.clear()

    @rule()
    def reopen(self) -> None:
        self._store.close()
        self._store = Store(self._folder / "state.sqlite")
        self._open()

    @invariant()
    def equal(self) -> None:
        assert dict(self._mapping) == self._model
        assert len(self._mapping) == len(self._model)
        assert not self._other

    def teardown(self) -> None:
        self._store.close()
        shutil.rmtree(self._folder)


MappingMachine.TestCase.settings = settings(max_examples=25, stateful_step_count=20, deadline=None)
test_the_mapping_is_a_dict = MappingMachine.TestCase

WRITER = """
import sys
from pathlib import Path
from tickstack.durable.mapping import DurableMapping, spaces
from tickstack.durable.store import Store
mapping = DurableMapping(Store(Path(sys.argv[1])), "a")
for number in range(10_000_000):
    mapping[str(number)] = number
    print(number, flush=True)
"""


def test_what_was_answered_before_a_kill_is_there_after_it(tmp_path: Path) -> None:
    path = tmp_path / "state.sqlite"
    command = [sys.executable, "-c", WRITER, str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        for line in process.stdout:
            if int(line) == 300:
                process.kill()
                break
        answered = [int(line) for line in process.stdout.read().splitlines()]
    store = Store(path)
    kept: DurableMapping[str, int] = DurableMapping(store, "a")
    assert len(kept) >= (answered[-1] if answered else 300) + 1
    assert kept == {str(number): number for number in range(len(kept))}
    store.close()


def test_a_transaction_that_fails_leaves_nothing(tmp_path: Path) -> None:
    store = Store(tmp_path / "state.sqlite")
    put = "INSERT INTO records VALUES ('a', '\"k\"', ?)"
    with pytest.raises(sqlite3.IntegrityError):
        store.apply([(put, ("1",)), (put, ("2",))])
    assert not DurableMapping[str, int](store, "a")
    store.close()


def test_threads_write_side_by_side(tmp_path: Path) -> None:
    store = Store(tmp_path / "state.sqlite")
    mapping: DurableMapping[tuple[int, int], int] = DurableMapping(store, "a")

    def write(number: int) -> None:
        for item in range(50):
            mapping[number, item] = item

    threads = [threading.Thread(target=write, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    store.close()
    again = Store(tmp_path / "state.sqlite")
    assert len(DurableMapping[tuple[int, int], int](again, "a")) == 400
    again.close()


def test_a_state_is_its_users_alone(tmp_path: Path) -> None:
    store = Store(tmp_path / "query" / "state.sqlite")
    store.close()
    assert stat.S_IMODE((tmp_path / "query").stat().st_mode) == 0o700


def rewritten(path: Path, statement: str) -> None:
    Store(path).close()
    connection = sqlite3.connect(path)
    connection.execute(statement)
    connection.commit()
    connection.close()


@pytest.mark.parametrize("other", [0, FORMAT + 1])
def test_another_format_stops_the_start_and_says_what_to_do(tmp_path: Path, other: int) -> None:
    path = tmp_path / "state.sqlite"
    rewritten(path, f"PRAGMA user_version = {other}")
    with pytest.raises(StateError) as caught:
        Store(path)
    text = str(caught.value)
    assert f"{path} was written by another version of tickstack: its format is {other}" in text
    assert "`tickstack down --volumes`" in text
    assert "`docker compose down -v`" in text


def test_a_damaged_file_stops_the_start_and_says_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "state.sqlite"
    path.write_bytes(b"no database" * 1000)
    with pytest.raises(StateError, match=r"state\.sqlite is damaged: .*tickstack down --volumes"):
        Store(path)


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StateError, match="TICKSTACK_STATE_DIR"):
        Store(tmp_path / "file" / "state.sqlite")


def test_two_services_never_share_a_state(tmp_path: Path) -> None:
    path = tmp_path / "state.sqlite"
    store = Store(path)
    with pytest.raises(StateError, match="another process uses it"):
        Store(path, patience=0.01)
    store.close()
    Store(path).close()


def test_spaces_that_hold_something() -> None:
    store = Store()
    for space in ("b/x", "a/x", "a/y"):
        DurableMapping[str, int](store, space)["key"] = 1
    DurableMapping[str, int](store, "c/x")
    assert spaces(store, "/x") == ["a", "b"]
    store.close()
