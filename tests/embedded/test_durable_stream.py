"""LocalStack killed under load, again and again: every acknowledged record arrives in S3, through the transformer."""

import itertools
import json
import os
import random
import signal
import threading
from collections import Counter
from collections.abc import Iterator
from typing import Self

import pytest
from botocore.exceptions import BotoCoreError, ClientError

from analyst import lines_below
from own_stack import ROOT, client, embedded_settings, until
from tickstack.deployment.packages import build_packages
from tickstack.settings import Settings
from tickstack.stack import control
from tickstack.stack.state import RunFolder

pytestmark = [pytest.mark.stack, pytest.mark.timeout(600)]

INIT = ROOT / "localstack-init"
STREAM = "tickstack"
KILLS = 3
BATCH = 100


class Producers:
    """Threads that put batches of ticks with unique names until they are stopped, whatever is answered."""

    def __init__(self, settings: Settings, prefix: str, count: int) -> None:
        self.acknowledged: list[str] = []
        self._prefix = prefix
        self._settings = settings
        self._stop = threading.Event()
        self._threads = [threading.Thread(target=self._produce, args=(number,)) for number in range(count)]

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_raised: object) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join()

    def more(self, count: int) -> None:
        """Wait until so many more records were acknowledged."""
        wanted = len(self.acknowledged) + count
        until(lambda: len(self.acknowledged) >= wanted, f"{count} more records")

    def _produce(self, producer: int) -> None:
        firehose = client(self._settings, "firehose")
        for number in itertools.count():
            names = [f"{self._prefix}-{producer}-{number}-{each}" for each in range(BATCH)]
            try:
                answer = firehose.put_record_batch(DeliveryStreamName=STREAM, Records=[tick(name) for name in names])
            except (BotoCoreError, ClientError):
                self._stop.wait(0.1)  # nobody is there: ask again in a moment
            else:
                assert answer["FailedPutCount"] == 0
                self.acknowledged += names
            if self._stop.wait(0.02):
                return


def tick(name: str) -> dict[str, bytes]:
    return {"Data": json.dumps({"high": 2.0, "low": 1.0, "ts": "2020-05-14 09:30:00-04:00", "name": name}).encode()}


def kill_localstack(settings: Settings) -> None:
    """Kill LocalStack and the functions that it started, without a word."""
    state = RunFolder.below(settings.state_dir).read()
    assert state is not None
    (pid,) = [service.pid for service in state.services if service.name == "localstack"]
    assert pid is not None
    os.killpg(pid, signal.SIGKILL)


def restart(settings: Settings) -> None:
    control.stop(settings)
    control.start(settings, os.environ, INIT)


def delivered(settings: Settings, prefix: str) -> Counter[str]:
    """How often each record with this prefix is in S3, once nothing waits for its delivery any more."""
    streams = settings.state_dir / "data" / "firehose"
    until(lambda: not list(streams.glob("*/*.records")), "delivery of every record", 120)
    names = [json.loads(line)["name"] for line in lines_below(client(settings, "s3"), bucket(settings), "ticks/")]
    return Counter(name for name in names if name.startswith(f"{prefix}-"))


def bucket(settings: Settings) -> str:
    return f"{STREAM}-data-{settings.account}-{settings.region}"


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    settings = embedded_settings(tmp_path_factory.mktemp("durable"))
    build_packages(ROOT)
    control.start(settings, os.environ, INIT)
    yield settings
    control.stop(settings)


def test_a_clean_stop_and_start_delivers_everything_once(own: Settings) -> None:
    with Producers(own, "clean", count=1) as producers:
        producers.more(10 * BATCH)
    restart(own)
    assert delivered(own, "clean") == Counter(producers.acknowledged)


def test_killed_localstack_loses_no_acknowledged_record(own: Settings) -> None:
    chance = random.Random(7)
    with Producers(own, "killed", count=3) as producers:
        for _ in range(KILLS):
            producers.more(chance.randrange(BATCH, 100 * BATCH))
            kill_localstack(own)
            restart(own)
        producers.more(BATCH)
    assert set(producers.acknowledged) <= delivered(own, "killed").keys()
    keys = [item["Key"] for item in client(own, "s3").list_objects_v2(Bucket=bucket(own))["Contents"]]
    assert [key for key in keys if not key.startswith("ticks/")] == []
