"""Firehoses in processes of their own, to be killed: ``python firehose_process.py FOLDER``.

Producers put batches of unique lines through a transformer and note in ``FOLDER/acknowledged`` what was accepted;
objects are files in ``FOLDER/objects``.
"""

import itertools
import os
import sys
import threading
import uuid
from pathlib import Path

from firehose_fakes import FakeFunctions, FakeMonitor, destination, echo, processing
from tickstack.errors import AwsError
from tickstack.firehose.operations import perform
from tickstack.firehose.options import Options
from tickstack.firehose.ports import S3Object, Services
from tickstack.firehose.service import Firehose
from tickstack.firehose.state import StateFolder

PLACE = ("000000000000", "us-east-1")
BATCH = 50


class Files:
    """Objects as files, each there whole or not at all."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(exist_ok=True)

    def put(self, item: S3Object) -> None:
        temporary = self._folder / f"{uuid.uuid4()}.part"
        temporary.write_bytes(item.body)
        temporary.replace(self._folder / item.key.replace("/", "-"))


class Forgetful(FakeFunctions):
    """Does not remember what it was asked."""

    def invoke(self, function_arn: str, payload: bytes) -> object:  # type: ignore[override]
        answer = super().invoke(function_arn, payload)
        self.events.clear()
        return answer


def serve(folder: Path, run: str, producers: int) -> int:
    """Put until killed; without producers deliver what is left: the number of records that are lost."""
    services = Services(Forgetful(echo), Files(folder / "objects"), FakeMonitor())  # type: ignore[arg-type]
    core = Firehose(lambda *_: services, options=Options(time_scale=2000), state=StateFolder(folder / "state"))
    streams = core.streams(*PLACE)
    core.start()
    if not streams.names():
        configuration = destination(
            Prefix="data/",
            ErrorOutputPrefix="errors/",
            ProcessingConfiguration=processing("Lambda"),
            S3BackupMode="Enabled",
            S3BackupConfiguration=destination(Prefix="backup/"),
        )
        request = {"DeliveryStreamName": "s", "ExtendedS3DestinationConfiguration": configuration}
        perform(streams, "CreateDeliveryStream", request)
    notes = os.open(folder / "acknowledged", os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    def produce(producer: int) -> None:
        for number in itertools.count():
            lines = [f"{run}-{producer}-{number}-{each}\n".encode() for each in range(BATCH)]
            try:
                perform(streams, "PutRecordBatch", {"DeliveryStreamName": "s", "Records": [{"Data": x} for x in lines]})
            except AwsError:  # the stream is still CREATING, or there is no room
                continue
            os.write(notes, b"".join(lines))

    threads = [threading.Thread(target=produce, args=(producer,), daemon=True) for producer in range(producers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return core.close(60)


def main() -> None:
    """Fork one after another what the lines of standard input ask for, by run and producers.

    What is forked has imported everything already. Its process id is printed, and when it has ended its exit code.
    """
    folder = Path(sys.argv[1])
    for line in sys.stdin:
        run, producers = line.split()
        if (pid := os.fork()) == 0:
            os._exit(serve(folder, run, int(producers)))
        print(pid, flush=True)
        print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), flush=True)


if __name__ == "__main__":
    main()
