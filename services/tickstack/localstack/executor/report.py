"""The lines that the Lambda service writes around a function's own output: START, END and REPORT."""

import dataclasses
import math


@dataclasses.dataclass(frozen=True)
class Report:
    """The figures of one invocation. Durations are milliseconds, memory is MB."""

    request_id: str
    version: str
    duration: float
    memory_size: int
    max_memory: int
    init_duration: float | None = None
    status: str = ""
    error: str = ""

    def frame(self, output: str) -> str:
        """Return the log of the invocation: ``output`` between the service's lines."""
        lines = (f"START RequestId: {self.request_id} Version: {self.version}", output.rstrip("\n"), self.error)
        ends = (f"END RequestId: {self.request_id}", self._report())
        return "".join(f"{line}\n" for line in (*lines, *ends) if line)

    def _report(self) -> str:
        billed = math.ceil(self.duration + (self.init_duration or 0))
        fields = [
            f"REPORT RequestId: {self.request_id}",
            f"Duration: {self.duration:.2f} ms",
            f"Billed Duration: {billed} ms",
            f"Memory Size: {self.memory_size} MB",
            f"Max Memory Used: {self.max_memory} MB",
        ]
        if self.init_duration is not None:
            fields.append(f"Init Duration: {self.init_duration:.2f} ms")
        if self.status:
            fields.append(self.status)
        return "\t".join(fields) + "\t"
