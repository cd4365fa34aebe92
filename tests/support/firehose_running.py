"""One stream of a Firehose of its own, with fakes of what it uses; a second of its intervals takes 0.1 ms."""

from typing import Any

from firehose_fakes import FakeFunctions, FakeServices, Handler, definition, processing
from tickstack.firehose.options import Options
from tickstack.firehose.ports import InvocationError, S3Object
from tickstack.firehose.service import DEFAULT_MEMORY, Firehose
from tickstack.firehose.stream import RunningStream

FAST = 10_000.0


class Running:
    """One stream of a Firehose of its own."""

    def __init__(
        self,
        handler: Handler | None = None,
        *,
        refusals: tuple[InvocationError, ...] = (),
        memory: int = DEFAULT_MEMORY,
        time_scale: float = FAST,
        **members: Any,
    ) -> None:
        self.services = FakeServices(FakeFunctions(handler, refusals))
        self.core = Firehose(self.services.connect, options=Options(time_scale=time_scale), memory=memory)
        self._streams = self.core.streams("000000000000", "us-east-1")
        self.time_scale = time_scale
        if handler is not None and "ProcessingConfiguration" not in members:
            members["ProcessingConfiguration"] = processing("Lambda")
        self.stream: RunningStream = self._streams.create(definition("s", **members)).running

    def settled(self) -> list[S3Object]:
        """Every object, once the stream has ended; its monitor has everything too."""
        assert self.core.close(30) == 0
        return list(self.services.storage.objects.values())
