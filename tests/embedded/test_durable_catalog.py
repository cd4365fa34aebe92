"""A stack of one's own whose query service is killed and started again: what was there is there, and clients are told
in between."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import httpx
import psutil
import pytest
from botocore.exceptions import ClientError

from own_stack import client, embedded_settings, until
from tickstack.settings import Settings
from tickstack.stack import control
from tickstack.stack.state import StackState

pytestmark = pytest.mark.stack

BUCKET = "durable-results"
NUMBERS = "UNNEST(sequence(1, 10000))"
ENDLESS = f"SELECT count(*) FROM {NUMBERS} a(x), {NUMBERS} b(y), {NUMBERS} c(z) WHERE x * y * z % 7 = 3"


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """Those of a stack whose query service is none of its supervisor's any more, but ``query_service``'s."""
    made = embedded_settings(tmp_path_factory.mktemp("own"))
    state = control.start(made, os.environ, None)
    try:
        kill(state)
        yield made
    finally:
        control.stop(made)


def kill(state: StackState) -> None:
    (pid,) = (service.pid for service in state.services if service.name == "query")
    process = psutil.Process(pid)
    process.kill()
    until(lambda: not process.is_running() or process.status() == psutil.STATUS_ZOMBIE, "the end of the query service")


@contextmanager
def query_service(settings: Settings, end: signal.Signals = signal.SIGKILL) -> Iterator["subprocess.Popen[bytes]"]:
    """The query service as a process, healthy at first, that gets ``end`` at the end of the block."""
    environment = {**os.environ, **settings.to_environment()}
    log = Path(settings.state_dir) / "logs" / "query-again.log"
    with log.open("ab") as output, ExitStack() as stack:
        command = [sys.executable, "-m", "tickstack.app"]
        process = stack.enter_context(subprocess.Popen(command, env=environment, stdout=output, stderr=output))
        stack.callback(process.wait, timeout=30)
        stack.callback(process.send_signal, end)
        until(lambda: process.poll() is not None or healthy(settings), "the query service's health")
        assert process.poll() is None, log.read_text()
        yield process


def healthy(settings: Settings) -> bool:
    try:
        return httpx.get(f"{settings.query_url}/health", trust_env=False).is_success
    except httpx.TransportError:
        return False


def started(athena: Any, query: str) -> str:
    output = {"OutputLocation": f"s3://{BUCKET}/results/"}
    identity: str = athena.start_query_execution(QueryString=query, ResultConfiguration=output)["QueryExecutionId"]
    return identity


def status(athena: Any, identity: str) -> Any:
    return athena.get_query_execution(QueryExecutionId=identity)["QueryExecution"]["Status"]


def ended(athena: Any, identity: str) -> Any:
    """The status of an execution once it is final."""

    def final() -> Any:
        found = status(athena, identity)
        return found if found["State"] in ("SUCCEEDED", "FAILED", "CANCELLED") else None

    return until(final, "the end of the query")


def put_ticks(settings: Settings) -> None:
    """A partitioned table with three rows in two partitions."""
    s3, glue = client(settings, "s3"), client(settings, "glue")
    s3.create_bucket(Bucket=BUCKET)
    columns = [{"Name": "high", "Type": "double"}]
    serde = {"SerializationLibrary": "org.openx.data.jsonserde.JsonSerDe"}
    storage = {"Columns": columns, "SerdeInfo": serde, "Location": f"s3://{BUCKET}/ticks/"}
    table = {"Name": "ticks", "PartitionKeys": [{"Name": "day", "Type": "string"}], "StorageDescriptor": storage}
    glue.create_database(DatabaseInput={"Name": "market"})
    glue.create_table(DatabaseName="market", TableInput=table)
    for day, body in (("14", b'{"high":1.5}\n{"high":2.5}\n'), ("15", b'{"high":3.5}\n')):
        s3.put_object(Bucket=BUCKET, Key=f"ticks/{day}/1.json", Body=body)
        place = {**storage, "Location": f"s3://{BUCKET}/ticks/{day}/"}
        partition = {"Values": [day], "StorageDescriptor": place}
        glue.create_partition(DatabaseName="market", TableName="ticks", PartitionInput=partition)


def test_a_killed_query_service_comes_back_with_everything(settings: Settings) -> None:
    athena, glue = client(settings, "athena"), client(settings, "glue")
    with query_service(settings):
        put_ticks(settings)
        done = started(athena, "SELECT day, max(high) AS top FROM market.ticks GROUP BY day ORDER BY day")
        assert ended(athena, done)["State"] == "SUCCEEDED"
        running = started(athena, ENDLESS)
        until(lambda: status(athena, running)["State"] == "RUNNING", "the start of the query")
    for service, call in (("athena", athena.list_work_groups), ("glue", glue.get_databases)):
        with pytest.raises(ClientError) as caught:
            call()
        error = caught.value.response
        assert error["Error"]["Code"] == "ServiceUnavailableException"
        assert error["ResponseMetadata"]["HTTPStatusCode"] == 503
        assert f"{settings.query_url}, which serves {service}, does not answer" in error["Error"]["Message"]
    with query_service(settings):
        assert athena.list_query_executions()["QueryExecutionIds"] == [running, done]
        rows = athena.get_query_results(QueryExecutionId=done)["ResultSet"]["Rows"]
        values = [[item["VarCharValue"] for item in row["Data"]] for row in rows]
        assert values == [["day", "top"], ["14", "2.5"], ["15", "3.5"]]
        lost = status(athena, running)
        assert (lost["State"], lost["AthenaError"]["Retryable"]) == ("FAILED", True)
        again = started(athena, "SELECT count(*) FROM market.ticks WHERE day = '14'")
        assert ended(athena, again)["State"] == "SUCCEEDED"
        partitions = glue.get_partitions(DatabaseName="market", TableName="ticks")["Partitions"]
        assert [item["Values"] for item in partitions] == [["14"], ["15"]]


def test_sigterm_ends_it_soon_even_while_a_query_runs(settings: Settings) -> None:
    athena = client(settings, "athena")
    with query_service(settings, signal.SIGTERM) as process:
        s3 = client(settings, "s3")
        s3.create_bucket(Bucket=BUCKET)
        running = started(athena, ENDLESS)
        until(lambda: status(athena, running)["State"] == "RUNNING", "the start of the query")
    assert process.returncode == 0
    with query_service(settings):
        assert status(athena, running)["State"] == "FAILED"


def test_without_s3_a_query_says_so_and_the_service_is_healthy(settings: Settings, tmp_path: Path) -> None:
    alone = embedded_settings(tmp_path)  # nothing answers at its endpoint
    (tmp_path / "logs").mkdir()
    with query_service(alone):
        athena = client(Settings.from_environment({"TICKSTACK_ENDPOINT_URL": alone.query_url}), "athena")
        found = ended(athena, started(athena, "SELECT 1"))
        assert found["State"] == "FAILED"
        assert "S3 does not answer" in found["StateChangeReason"]
        assert alone.endpoint_url in found["StateChangeReason"]
        assert healthy(alone)
