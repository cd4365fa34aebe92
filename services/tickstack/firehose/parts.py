"""What every stream of an account and region is made with."""

from dataclasses import dataclass

from tickstack.clock import Clock
from tickstack.firehose.budget import Budget
from tickstack.firehose.options import Options
from tickstack.firehose.ports import Services
from tickstack.firehose.telemetry import Telemetry


@dataclass(frozen=True)
class Parts:
    """``budget`` and ``telemetry`` are those of the process."""

    services: Services
    clock: Clock
    telemetry: Telemetry
    budget: Budget
    options: Options

    @property
    def time_scale(self) -> float:
        return self.options.time_scale
