"""Records through Firehose into S3, side by side: ``python benchmarks/firehose.py [--json] [--records N] [PRODUCT]``.

500 records of 100 bytes per put_record_batch, from one producer and from eight, without a transformer and with one. The
clock runs from the first put until the last byte is in S3; a producer ends after a minute or with a refusal.
The machine's other work shows in every figure; nothing here passes or fails.
"""

import argparse
import io
import itertools
import json
import multiprocessing
import sys
import time
import zipfile
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from multiprocessing.synchronize import Barrier
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

import firehose_journal
from alternatives import MINISTACK, PRODUCTS, Emulator, running

BATCH = 500
RECORD = b"x" * 99 + b"\n"
PRODUCERS = 8
RECORDS = 100_000
LONG_RUN = 1_000_000
PATIENCE = 60.0
ROLE = "arn:aws:iam::000000000000:role/bench"
TRANSFORMER = """
def handler(event, context):
    return {"records": [
        {"recordId": record.get("recordId"), "result": "Ok", "data": record["data"]} for record in event["records"]
    ]}
"""


@dataclass(frozen=True)
class Figure:
    """One measured value."""

    product: str
    name: str
    value: float
    unit: str
    remark: str = ""


@cache
def client(endpoint: str, service: str) -> Any:
    return boto3.client(
        service,  # type: ignore[call-overload]  # the service is data here
        endpoint_url=endpoint,
        region_name="us-east-1",
        aws_access_key_id="test",
        aws_secret_access_key="test",
        config=Config(s3={"addressing_style": "path"}, read_timeout=PATIENCE, retries={"total_max_attempts": 1}),
    )


def produce(endpoint: str, stream: str, batches: int) -> int:
    """Put so many batches: how many records were accepted. In a process of its own."""
    firehose = client(endpoint, "firehose")
    batch = [{"Data": RECORD}] * BATCH
    accepted = 0
    deadline = time.monotonic() + PATIENCE
    for _ in range(batches):
        try:
            answer = firehose.put_record_batch(DeliveryStreamName=stream, Records=batch)
        except (ClientError, BotoCoreError):
            break
        accepted += BATCH - answer["FailedPutCount"]
        if time.monotonic() > deadline:
            break
    return accepted


def warm(barrier: Barrier, endpoint: str) -> None:
    """Make a producer's client; all of them begin together."""
    client(endpoint, "firehose")
    barrier.wait()


@contextmanager
def started_producers(endpoint: str) -> Iterator[Executor]:
    """Processes that have their clients."""
    context = multiprocessing.get_context("spawn")
    barrier = context.Barrier(PRODUCERS)
    with ProcessPoolExecutor(PRODUCERS, context, initializer=warm, initargs=(barrier, endpoint)) as producers:
        for each in [producers.submit(int) for _ in range(PRODUCERS)]:
            each.result()
        yield producers


class Bench:
    """An emulator with a bucket and a function."""

    def __init__(self, emulator: Emulator, producers: Executor) -> None:
        self.emulator = emulator
        self._producers = producers
        self._numbers = itertools.count()
        self._function = ""

    def client(self, service: str) -> Any:
        return client(self.emulator.endpoint, service)

    def prepare(self) -> None:
        self.client("s3").create_bucket(Bucket="bench")
        body = io.BytesIO()
        with zipfile.ZipFile(body, "w") as package:
            package.writestr("transformer.py", TRANSFORMER)
        self._function = self.client("lambda").create_function(
            FunctionName="bench",
            Runtime="python3.13",
            Role=ROLE,
            Handler="transformer.handler",
            Timeout=60,
            Code={"ZipFile": body.getvalue()},
        )["FunctionArn"]
        self.client("lambda").get_waiter("function_active_v2").wait(FunctionName="bench")

    def stream(self, *, transformed: bool) -> str:
        name = f"bench-{next(self._numbers)}"
        parameters = {"LambdaArn": self._function, "BufferSizeInMBs": "1", "BufferIntervalInSeconds": "60"}
        processor = {
            "Type": "Lambda",
            "Parameters": [{"ParameterName": key, "ParameterValue": value} for key, value in parameters.items()],
        }
        processing = {"ProcessingConfiguration": {"Enabled": True, "Processors": [processor]}} if transformed else {}
        self.client("firehose").create_delivery_stream(
            DeliveryStreamName=name,
            ExtendedS3DestinationConfiguration={
                "BucketARN": "arn:aws:s3:::bench",
                "RoleARN": ROLE,
                "Prefix": f"{name}/",
                "BufferingHints": {"SizeInMBs": 5, "IntervalInSeconds": 60},
                **processing,
            },
        )
        while True:
            described = self.client("firehose").describe_delivery_stream(DeliveryStreamName=name)
            if described["DeliveryStreamDescription"]["DeliveryStreamStatus"] == "ACTIVE":
                return name
            time.sleep(0.05)

    def run(self, name: str, records: int, producers: int, *, transformed: bool) -> Figure:
        """Records per second from the first put to the last byte in S3."""
        stream = self.stream(transformed=transformed)
        share = -(-records // BATCH // producers)
        began = time.perf_counter()
        puts = [self._producers.submit(produce, self.emulator.endpoint, stream, share) for _ in range(producers)]
        accepted = sum(each.result() for each in puts)
        there = self._arrived(stream, accepted)
        seconds = time.perf_counter() - began
        lost = f"{accepted - there:,} of {accepted:,} accepted records are not there" if there < accepted else ""
        return Figure(self.emulator.name, name, there / seconds, "records/s", lost)

    def _arrived(self, stream: str, accepted: int) -> int:
        deadline = time.monotonic() + PATIENCE
        there = 0
        while there < accepted and time.monotonic() < deadline:
            time.sleep(0.05)
            pages = self.client("s3").get_paginator("list_objects_v2").paginate(Bucket="bench", Prefix=f"{stream}/")
            with suppress(ClientError, BotoCoreError):  # an emulator that is overwhelmed
                there = sum(item["Size"] for page in pages for item in page.get("Contents", [])) // len(RECORD)
        return there


def figures(product: str, records: int) -> Iterator[Figure]:
    """The throughput of one product in four ways, and its memory before and after many records."""
    with running(product) as emulator, started_producers(emulator.endpoint) as producers:
        bench = Bench(emulator, producers)
        bench.prepare()
        for transformed, count in itertools.product((False, True), (1, PRODUCERS)):
            way = "through the transformer" if transformed else "without a transformer"
            name = f"{way}, {count} producer{'s' if count > 1 else ''}"
            yield bench.run(name, records, count, transformed=transformed)
        if emulator.buffers:
            yield Figure(emulator.name, "resident memory after these", emulator.resident_mb(), "MB")
            yield bench.run(f"{LONG_RUN:,} records, {PRODUCERS} producers", LONG_RUN, PRODUCERS, transformed=False)
            yield Figure(emulator.name, "resident memory after those", emulator.resident_mb(), "MB")


def show(figure: Figure, *, as_json: bool) -> None:
    if as_json:
        print(json.dumps(vars(figure)), flush=True)
    else:
        text = f"{figure.product:<18}{figure.name:<42}{figure.value:>10,.0f} {figure.unit:<10}{figure.remark}"
        print(text.rstrip(), flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description="Firehose's throughput, side by side")
    parser.add_argument("products", nargs="*", choices=[*PRODUCTS, []], help="default: all")
    parser.add_argument("--records", type=int, default=RECORDS)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    products = options.products or list(PRODUCTS)
    if "ministack" in products and not MINISTACK.exists():
        sys.exit(f"{MINISTACK} is not there: make bench-firehose installs it")
    for product in products:
        for figure in figures(product, options.records):
            show(figure, as_json=options.json)
    if "tickstack" in products:
        rate, journal = firehose_journal.share([{"Data": RECORD}] * BATCH)
        show(Figure("tickstack", "the core alone, into nothing", rate, "records/s"), as_json=options.json)
        show(Figure("tickstack", "of which the journal takes", journal, "%"), as_json=options.json)


if __name__ == "__main__":
    main()
