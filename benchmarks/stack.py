"""The figures of the README, measured here: ``python benchmarks/stack.py [--json]``.

Starts a stack of its own on free ports and prints one line per figure with what is expected of it. The machine's other
work shows in every figure; nothing here passes or fails.
"""

import io
import json
import os
import statistics
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import boto3
import psutil

from tickstack.settings import Settings
from tickstack.stack import control
from tickstack.stack.ports import on_free_ports
from tickstack.stack.state import StackState

ROOT = Path(__file__).parent.parent
RECORDS = 40_000
BATCH = 500
TICK = b'{"high": 202.83, "low": 201.59, "ts": "2020-05-14 09:30:00-04:00", "name": "FB"}'
TRIVIAL = "def handler(event, context):\n    return event\n"


@dataclass(frozen=True)
class Figure:
    """One measured value beside the one expected."""

    name: str
    value: float
    unit: str
    expected: str


class Bench:
    """A running stack and clients for it."""

    def __init__(self, settings: Settings, state: StackState) -> None:
        self.settings = settings
        self.state = state

    def client(self, service: str) -> Any:
        return boto3.client(
            service,  # type: ignore[call-overload]  # the service is data here
            endpoint_url=self.settings.endpoint_url,
            region_name=self.settings.region,
            aws_access_key_id="test",
            aws_secret_access_key="test",
        )

    def outputs(self) -> dict[str, str]:
        (stack,) = self.client("cloudformation").describe_stacks(StackName="tickstack")["Stacks"]
        return {output["OutputKey"]: output["OutputValue"] for output in stack["Outputs"]}


@contextmanager
def running(init_dir: Path | None) -> Iterator[tuple[Bench, float]]:
    """A stack of its own and the seconds that its start took."""
    with tempfile.TemporaryDirectory(prefix="tickstack-bench-") as folder:
        own = {"TICKSTACK_STATE_DIR": folder, "TICKSTACK_PROJECT_DIR": str(ROOT), "TICKSTACK_TIME_SCALE": "60"}
        runtime = {"TICKSTACK_LAMBDA_RUNTIME_DIR": str(ROOT / "build" / "lambda-runtime")}
        settings = on_free_ports(Settings.from_environment(own | runtime))
        began = time.perf_counter()
        state = control.start(settings, os.environ, init_dir)
        seconds = time.perf_counter() - began
        try:
            yield Bench(settings, state), seconds
        finally:
            control.stop(settings)


def resident_mb(bench: Bench) -> float:
    """Resident memory of the supervisor and all below it, in MB."""
    supervisor = psutil.Process(bench.state.pid)
    return sum(process.memory_info().rss for process in [supervisor, *supervisor.children(recursive=True)]) / 1e6


def settled(read: Callable[[], float], tolerance: float = 1.0) -> float:
    """The value once two readings a second apart agree."""
    before = read()
    while True:
        time.sleep(1)
        now = read()
        if abs(now - before) <= tolerance:
            return now
        before = now


def records_per_second(bench: Bench) -> float:
    """From the first put_record_batch to the last record's line in S3, through the transformer."""
    firehose, s3 = bench.client("firehose"), bench.client("s3")
    outputs = bench.outputs()
    batch = [{"Data": TICK} for _ in range(BATCH)]
    began = time.perf_counter()
    for _ in range(RECORDS // BATCH):
        answer = firehose.put_record_batch(DeliveryStreamName=outputs["DeliveryStreamName"], Records=batch)
        if answer["FailedPutCount"]:
            raise RuntimeError(f"{answer['FailedPutCount']} records were refused")
    line = len(TICK) + 1
    while True:
        items = s3.list_objects_v2(Bucket=outputs["DataBucketName"], Prefix="ticks/").get("Contents", [])
        if sum(item["Size"] for item in items) >= RECORDS * line:
            return RECORDS / (time.perf_counter() - began)
        time.sleep(0.05)


def warm_invoke_ms(bench: Bench, calls: int = 300) -> float:
    """Median of a trivial function's synchronous invocation by boto3, in milliseconds."""
    client = bench.client("lambda")
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w") as package:
        package.writestr("trivial.py", TRIVIAL)
    client.create_function(
        FunctionName="trivial",
        Runtime="python3.13",
        Role="arn:aws:iam::000000000000:role/trivial",
        Handler="trivial.handler",
        Code={"ZipFile": body.getvalue()},
    )
    client.get_waiter("function_active_v2").wait(FunctionName="trivial")
    times = []
    for _ in range(calls):
        began = time.perf_counter()
        client.invoke(FunctionName="trivial", Payload=b"{}")["Payload"].read()
        times.append(time.perf_counter() - began)
    return statistics.median(times[10:]) * 1000


def query_ms(bench: Bench, runs: int = 10) -> float:
    """Median time from StartQueryExecution to SUCCEEDED of the named query, in milliseconds."""
    athena, glue = bench.client("athena"), bench.client("glue")
    outputs = bench.outputs()
    glue.start_crawler(Name=outputs["CrawlerName"])
    while True:
        crawler = glue.get_crawler(Name=outputs["CrawlerName"])["Crawler"]
        if crawler["State"] == "READY" and "LastCrawl" in crawler:
            break
        time.sleep(0.1)
    saved = athena.get_named_query(NamedQueryId=outputs["NamedQueryId"])["NamedQuery"]
    return statistics.median(_query(athena, saved, outputs["WorkGroupName"]) for _ in range(runs)) * 1000


def _query(athena: Any, saved: dict[str, str], workgroup: str) -> float:
    began = time.perf_counter()
    query_id = athena.start_query_execution(
        QueryString=saved["QueryString"],
        QueryExecutionContext={"Database": saved["Database"]},
        WorkGroup=workgroup,
    )["QueryExecutionId"]
    while True:
        status = athena.get_query_execution(QueryExecutionId=query_id)["QueryExecution"]["Status"]
        if status["State"] == "SUCCEEDED":
            return time.perf_counter() - began
        if status["State"] not in ("QUEUED", "RUNNING"):
            raise RuntimeError(status["StateChangeReason"])
        time.sleep(0.01)


def figures() -> Iterator[Figure]:
    """Measure them one after another."""
    with running(None) as (bench, seconds):
        yield Figure("from start to healthy", seconds, "s", "6")
        yield Figure("resident memory, idle", settled(lambda: resident_mb(bench)), "MB", "600")
        yield Figure("warm Lambda invocation, p50", warm_invoke_ms(bench), "ms", "10")
    with running(ROOT / "localstack-init") as (bench, seconds):
        yield Figure("from start to deployed", seconds, "s", "-")
        yield Figure("put_record_batch to S3 through the transformer", records_per_second(bench), "records/s", "2000")
        yield Figure(f"the named query over {RECORDS:,} records, p50", query_ms(bench), "ms", "300")


def main() -> None:
    as_json = "--json" in sys.argv
    for figure in figures():
        if as_json:
            print(json.dumps(vars(figure)))
        else:
            print(f"{figure.name:<52}{figure.value:>10,.1f} {figure.unit:<10} expected {figure.expected}", flush=True)


if __name__ == "__main__":
    main()
