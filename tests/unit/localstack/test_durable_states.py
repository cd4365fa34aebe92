"""The state of a service: its file, its containers, when it is written, and what makes the start stop."""

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from localstack.services.stores import AccountRegionBundle, BaseStore, CrossRegionAttribute, LocalAttribute
from moto.core.base_backend import BackendDict, BaseBackend

from own_stack import until
from tickstack.errors import StateError
from tickstack.localstack.durable import codec, state_file
from tickstack.localstack.durable.addresses import moved
from tickstack.localstack.durable.containers import Containers, omit
from tickstack.localstack.durable.keeper import Codec, Keeper
from tickstack.localstack.durable.policies import complete, own
from tickstack.localstack.durable.rows import ROWS, Row
from tickstack.localstack.durable.service_state import ServiceState
from tickstack.localstack.durable.writer import Writer

HERE, REGION = "000000000000", "us-east-1"
ROW = Row(service="lambda")
LATER = Row(service="sts", at_once=False)
CODEC = Codec(codec.dumps, codec.loads)


class Store(BaseStore):
    things: Any = LocalAttribute(default=dict)
    TAGS: Any = CrossRegionAttribute(default=dict)


class Backend(BaseBackend):
    def __init__(self, region_name: str, account_id: str) -> None:
        super().__init__(region_name, account_id)
        self.groups: dict[str, list[str]] = {}
        self.made = object()  # what it makes for itself


class Provider:
    """A service with one container of each kind."""

    def __init__(self) -> None:
        self.stores = AccountRegionBundle("lambda", Store)
        self.backends = BackendDict(Backend, "lambda")

    def show(self, visitor: Containers) -> None:
        visitor.visit(self.stores)
        visitor.visit(self.backends)


def keeper(folder: Path, *rows: Row) -> Keeper:
    return Keeper(folder, "localhost:4566", rows or (ROW, LATER), CODEC)


@pytest.fixture
def row() -> Row:
    return Row(service="lambda", reduced={"made": omit})


def test_what_is_answered_is_there_in_the_next_process(tmp_path: Path, row: Row) -> None:
    provider, first = Provider(), keeper(tmp_path, row)
    assert not first.load(row, provider.show).restored
    store = provider.stores[HERE][REGION]
    store.things["a"] = {"n": 1}
    store.TAGS["arn"] = {"k": "v"}
    provider.backends[HERE][REGION].groups["g"] = ["line"]
    first.answered("lambda", "CreateFunction")
    again, second = Provider(), keeper(tmp_path, row)
    assert second.load(row, again.show).restored
    assert again.stores[HERE][REGION].things == {"a": {"n": 1}}
    assert again.stores[HERE]["eu-west-1"].TAGS == {"arn": {"k": "v"}}
    assert again.backends[HERE][REGION].groups == {"g": ["line"]}
    assert again.backends[HERE][REGION].made


@pytest.mark.parametrize(
    ("row", "operation", "written"),
    [
        (ROW, "CreateFunction", True),
        (ROW, "GetFunction", False),
        (ROW, None, False),
        (Row(service="lambda", quiet=("Invoke",)), "Invoke", False),
    ],
)
def test_an_answer_is_written_when_it_may_have_changed_something(
    tmp_path: Path, row: Row, operation: str | None, written: bool
) -> None:
    one = keeper(tmp_path, row)
    one.load(
        row, Provider().show if row is None else lambda visitor: visitor.visit(AccountRegionBundle("lambda", Store))
    )
    one.answered("lambda", operation)
    assert (tmp_path / "lambda.state").exists() == written


def test_what_changes_without_a_request_is_written_before_an_answer_tells_it(tmp_path: Path) -> None:
    stores, one = AccountRegionBundle("lambda", Store), keeper(tmp_path)
    one.load(ROW, lambda visitor: visitor.visit(stores))
    stores[HERE][REGION].things["state"] = "Active"
    (state,) = one.states()
    state.note()
    one.answered("lambda", "GetFunction")
    again = AccountRegionBundle("lambda", Store)
    keeper(tmp_path).load(ROW, lambda visitor: visitor.visit(again))
    assert again[HERE][REGION].things == {"state": "Active"}


def test_other_changes_are_written_soon_and_at_the_end(tmp_path: Path) -> None:
    stores, one = AccountRegionBundle("sts", Store), keeper(tmp_path)
    one.load(LATER, lambda visitor: visitor.visit(stores))
    one.answered("sts", "AssumeRole")
    until((tmp_path / "sts.state").exists, "the write", seconds=10)
    stores[HERE][REGION].things["last"] = 1
    (state,) = one.states()
    state.note()
    one.close()
    again = AccountRegionBundle("sts", Store)
    keeper(tmp_path).load(LATER, lambda visitor: visitor.visit(again))
    assert again[HERE][REGION].things == {"last": 1}


def test_log_lines_are_written_later_and_keep_no_answer_waiting(tmp_path: Path) -> None:
    row = Row(service="logs", later=("PutLogEvents",))
    one = keeper(tmp_path, row)
    one.load(row, lambda visitor: visitor.visit(AccountRegionBundle("logs", Store)))
    (state,) = one.states()
    one.answered("logs", "PutLogEvents")
    assert not state.pressing
    one.answered("logs", "CreateLogGroup")
    assert not state.dirty
    assert (tmp_path / "logs.state").exists()


def test_a_service_that_is_not_kept_or_has_not_started_is_let_through(tmp_path: Path) -> None:
    one = keeper(tmp_path)
    one.answered("s3", "PutObject")
    one.answered("lambda", "CreateFunction")
    one.note("lambda")
    assert one.row("s3") is None
    assert not list(tmp_path.iterdir())


def test_writers_that_come_together_share_a_write(tmp_path: Path) -> None:
    writes: list[int] = []
    allowed, begun = threading.Event(), threading.Event()

    def capture() -> int:
        begun.set()
        assert allowed.wait(10)
        writes.append(1)
        return len(writes)

    state = ServiceState("lambda", tmp_path / "state", "here", capture, codec.dumps)
    state.note()
    threads = [threading.Thread(target=state.save) for _ in range(8)]
    threads[0].start()
    assert begun.wait(10)
    state.note()  # what the others have changed since
    for thread in threads[1:]:
        thread.start()
    allowed.set()
    for thread in threads:
        thread.join(10)
    assert not state.dirty
    assert len(writes) == 2


def test_a_state_that_changes_while_it_is_read_is_read_again(tmp_path: Path) -> None:
    tries = iter([RuntimeError("dictionary changed size during iteration"), None])

    def dumps(value: Any) -> bytes:
        if error := next(tries):
            raise error
        return codec.dumps(value)

    state = ServiceState("lambda", tmp_path / "state", "here", lambda: {"a": 1}, dumps)
    state.note()
    state.save()
    found = state_file.read(tmp_path / "state", "lambda")
    assert found
    assert codec.loads(found[1]) == {"a": 1}


def test_one_state_that_cannot_be_written_does_not_keep_others(tmp_path: Path) -> None:
    bad = ServiceState("iam", tmp_path / "iam", "here", lambda: open, codec.dumps)
    good = ServiceState("sts", tmp_path / "sts", "here", dict, codec.dumps)
    writer = Writer(lambda: [bad, good])
    for state in (bad, good):
        state.note()
    writer.close()
    assert (bad.dirty, good.dirty) == (True, False)


@given(payload=st.binary(), service=st.sampled_from(["lambda", "iam"]), address=st.text(max_size=60))
def test_a_file_gives_what_was_written(
    tmp_path_factory: pytest.TempPathFactory, payload: bytes, service: str, address: str
) -> None:
    path = tmp_path_factory.getbasetemp() / "one.state"
    state_file.write(path, service, address, payload)
    found = state_file.read(path, service)
    assert found
    assert (found[0].address, found[1]) == (address, payload)


@given(data=st.data())
def test_a_file_that_was_cut_or_changed_is_refused(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    path = tmp_path_factory.getbasetemp() / "two.state"
    state_file.write(path, "lambda", "localhost:4566", b"some bytes of state")
    whole = path.read_bytes()
    position = data.draw(st.integers(0, len(whole) - 1))
    byte = data.draw(st.integers(0, 255))
    changed = whole[:position] + bytes([byte]) + whole[position + 1 :]
    for content in (whole[:position], changed):
        path.write_bytes(content)
        try:
            found = state_file.read(path, "lambda")
        except StateError:
            continue
        # the same byte, or one that JSON does not mind
        assert found
        assert (found[0].address, found[1]) == ("localhost:4566", b"some bytes of state")


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda content: content.replace(b'"format": 1', b'"format": 2'), "has format 2"),
        (lambda content: content.replace(b"lambda", b"iam"), "is damaged"),
        (lambda content: content + b"x", "is damaged"),
        (lambda _content: b"", "is not the state of a service"),
    ],
)
def test_the_start_stops_and_says_why(tmp_path: Path, change: Callable[[bytes], bytes], says: str) -> None:
    path = tmp_path / "lambda.state"
    state_file.write(path, "lambda", "localhost:4566", b"state")
    path.write_bytes(change(path.read_bytes()))
    with pytest.raises(StateError, match=says):
        keeper(tmp_path).check()


def test_a_file_in_anothers_place_is_refused(tmp_path: Path) -> None:
    state_file.write(tmp_path / "lambda.state", "iam", "localhost:4566", b"state")
    with pytest.raises(StateError, match="is the state of iam instead of lambda"):
        keeper(tmp_path).check()


def test_no_state_is_a_state(tmp_path: Path) -> None:
    keeper(tmp_path, *ROWS).check()


def test_a_file_is_the_owners_alone(tmp_path: Path) -> None:
    path = tmp_path / "services" / "lambda.state"
    state_file.write(path, "lambda", "localhost:4566", b"")
    assert [place.stat().st_mode & 0o777 for place in (path.parent, path)] == [0o700, 0o600]


URL = "http://abc.lambda-url.us-east-1.localhost:4566/"


@pytest.mark.parametrize(
    ("text", "present"),
    [
        (URL, "http://abc.lambda-url.us-east-1.localhost:5000/"),
        (f"call {URL}path", "call http://abc.lambda-url.us-east-1.localhost:5000/path"),
        ("http://localhost:4566/", "http://localhost:4566/"),
        (URL.replace("4566", "45661"), URL.replace("4566", "45661")),
    ],
)
def test_only_function_urls_move(text: str, present: str) -> None:
    assert moved(text, "localhost:4566", "localhost:5000") == present


class Policy:
    def __init__(self, arn: str, attachments: int = 0) -> None:
        self.arn = arn
        self.attachment_count = attachments


class Holder:
    def __init__(self, *policies: Policy) -> None:
        self.managed_policies = {policy.arn: policy for policy in policies}


class Iam:
    AWS = "arn:aws:iam::aws:policy/ReadOnlyAccess"
    OWN = "arn:aws:iam::000000000000:policy/own"

    def __init__(self) -> None:
        self.aws_managed_policies = [Policy(self.AWS)]
        self.managed_policies = {self.OWN: Policy(self.OWN)}
        self.roles = {"one": Holder(Policy(self.AWS, 1))}
        self.users: dict[str, Holder] = {}
        self.groups: dict[str, Holder] = {}


def test_aws_own_policies_are_not_written_and_are_shared_again() -> None:
    iam = Iam()
    complete(iam)
    assert list(own(iam.managed_policies)) == [Iam.OWN]
    assert iam.roles["one"].managed_policies[Iam.AWS] is iam.managed_policies[Iam.AWS]
    assert iam.managed_policies[Iam.AWS].attachment_count == 1
