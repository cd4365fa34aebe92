"""LocalStack killed under load with Kinesis in front: no acknowledged record is lost, by Firehose or by a function."""

import itertools
import json
import os
import random
import signal
import threading
from collections.abc import Iterator
from typing import Any, Self

import pytest
from botocore.exceptions import BotoCoreError, ClientError

from analyst import lines_below
from kinesis_template import kinesis_template
from own_stack import client, embedded_settings, until
from tickstack.settings import Settings
from tickstack.stack import control
from tickstack.stack.state import RunFolder

pytestmark = [pytest.mark.stack, pytest.mark.timeout(600)]

BUCKET = "clicks-archive"
KILLS = 3
BATCH = 50


class Producer:
    """A thread that puts batches of unique lines into a stream until it is stopped, whatever is answered."""

    def __init__(self, settings: Settings, stream: str) -> None:
        self.acknowledged: list[str] = []
        self._settings = settings
        self._stream = stream
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._produce)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_raised: object) -> None:
        self._stop.set()
        self._thread.join()

    def more(self, count: int) -> None:
        """Wait until so many more records were acknowledged."""
        wanted = len(self.acknowledged) + count
        until(lambda: len(self.acknowledged) >= wanted, f"{count} more records")

    def _produce(self) -> None:
        kinesis = client(self._settings, "kinesis")
        for number in itertools.count():
            lines = [f"{number}-{each}" for each in range(BATCH)]
            records = [{"Data": line.encode(), "PartitionKey": line} for line in lines]
            try:
                answer = kinesis.put_records(StreamName=self._stream, Records=records)
            except (BotoCoreError, ClientError):
                self._stop.wait(0.1)  # nobody is there: ask again in a moment
            else:
                assert answer["FailedRecordCount"] == 0
                self.acknowledged += lines
            if self._stop.wait(0.05):
                return


def kill_localstack(settings: Settings) -> None:
    state = RunFolder.below(settings.state_dir).read()
    assert state is not None
    (pid,) = [service.pid for service in state.services if service.name == "localstack"]
    assert pid is not None
    os.killpg(pid, signal.SIGKILL)


def deployed(settings: Settings) -> dict[str, str]:
    """The outputs of the template's stack."""
    cloudformation = client(settings, "cloudformation")
    cloudformation.create_stack(
        StackName="clicks", TemplateBody=kinesis_template(BUCKET), Capabilities=["CAPABILITY_IAM"]
    )

    def described() -> dict[str, Any]:
        (description,) = cloudformation.describe_stacks(StackName="clicks")["Stacks"]
        return dict(description)

    until(lambda: not described()["StackStatus"].endswith("IN_PROGRESS"), "the deployment")
    assert described()["StackStatus"] == "CREATE_COMPLETE"
    return {output["OutputKey"]: output["OutputValue"] for output in described()["Outputs"]}


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    settings = embedded_settings(tmp_path_factory.mktemp("durable"))
    control.start(settings, os.environ, None)
    yield settings
    control.stop(settings)


def test_killed_localstack_loses_no_record_of_a_kinesis_stream(own: Settings) -> None:
    chance = random.Random(11)
    s3 = client(own, "s3")
    s3.create_bucket(Bucket=BUCKET)
    names = deployed(own)
    with Producer(own, names["Clicks"]) as producer:
        for _ in range(KILLS):
            producer.more(chance.randrange(BATCH, 20 * BATCH))
            kill_localstack(own)
            control.stop(own)
            control.start(own, os.environ, None)
        producer.more(BATCH)
    wanted = set(producer.acknowledged)

    def delivered() -> bool:
        return wanted <= {json.loads(line)["data"] for line in lines_below(s3, BUCKET, "delivered/")}

    def consumed() -> bool:
        return wanted <= {line.decode() for line in lines_below(s3, BUCKET, "consumed/")}

    until(delivered, "the delivery of every acknowledged record", 120)
    until(consumed, "the function's work", 120)
    keys = [item["Key"] for item in s3.list_objects_v2(Bucket=BUCKET)["Contents"]]
    assert [key for key in keys if "failed" in key] == []
