"""The containers' figures: ``python benchmarks/compose.py [--json]``.

Builds the images, brings a project of its own up on free ports, prints one line per figure with what is expected of it,
and takes the project down with its volumes. The machine's other work shows in every figure; nothing passes or fails.
"""

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from tickstack.settings import PREFIX, Settings
from tickstack.stack.ports import free_port, on_free_ports

ROOT = Path(__file__).parent.parent
EXPECTED_MB = {"localstack": "420", "query": "220"}
"""Sizes of images."""
TIMEOUT = 1800
SAMPLES = 10
UNITS = {"B": 1e-6, "kB": 1e-3, "KiB": 1024e-6, "MB": 1.0, "MiB": 1.048576, "GB": 1e3, "GiB": 1073.741824}
"""Megabytes in the units that docker prints."""


@dataclass(frozen=True)
class Figure:
    """One measured value beside the one expected."""

    name: str
    value: float
    unit: str
    expected: str


def variables(environ: Mapping[str, str]) -> dict[str, str]:
    """The caller's environment with a project name and ports of the benchmark's own."""
    settings = on_free_ports(Settings())
    ports = {name: getattr(settings, name) for name in ("port", "query_port", "market_port")}
    ports |= {"notebook_port": free_port()}
    own = {f"{PREFIX}{name.upper()}": str(port) for name, port in ports.items()}
    return {**environ, **own, "COMPOSE_PROJECT_NAME": f"tickstack-bench-{os.getpid()}", "COMPOSE_PROFILES": ""}


class Bench:
    """A compose project."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self._environ = environ

    def docker(self, *arguments: str) -> str:
        """The output of a command of docker, which must succeed; its messages go to the caller's terminal."""
        ran = subprocess.run(
            ["docker", *arguments],
            cwd=ROOT,
            env=dict(self._environ),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            text=True,
            check=True,
            timeout=TIMEOUT,
        )
        return ran.stdout

    def up(self) -> float:
        """Bring it up; the seconds until it is healthy."""
        began = time.perf_counter()
        self.docker("compose", "--progress", "quiet", "up", "--wait", "--no-build")
        return time.perf_counter() - began

    def usage(self) -> dict[str, tuple[float, float]]:
        """Memory in MB and CPU in percent of one core, by service."""
        services = {
            row["ID"][:12]: row["Service"]
            for row in map(json.loads, self.docker("compose", "ps", "--format", "json").splitlines())
        }
        lines = self.docker("stats", "--no-stream", "--format", "{{json .}}", *services).splitlines()
        rows = {row["ID"][:12]: row for row in map(json.loads, lines)}
        return {
            service: (megabytes(rows[container]["MemUsage"].split(" / ")[0]), float(rows[container]["CPUPerc"][:-1]))
            for container, service in services.items()
        }


def megabytes(text: str) -> float:
    """A size as docker prints it, such as 63.4MiB."""
    number = text.rstrip("BkKMGi")
    return float(number) * UNITS[text.removeprefix(number)]


def figures(bench: Bench) -> Iterator[Figure]:
    """Measure them one after another."""
    bench.docker("compose", "--profile", "*", "build", "--quiet")
    for service in ("localstack", "query", "market", "notebook"):
        size = bench.docker("image", "inspect", "--format", "{{.Size}}", f"tickstack/{service}")
        yield Figure(f"image {service}", int(size) / 1e6, "MB", EXPECTED_MB.get(service, "-"))
    yield Figure("up --wait, no volumes yet", bench.up(), "s", "-")
    bench.docker("compose", "--progress", "quiet", "down")
    yield Figure("up --wait, volumes of before", bench.up(), "s", "10")
    samples = [bench.usage() for _ in range(SAMPLES)]
    for service in samples[0]:
        memory = statistics.median(sample[service][0] for sample in samples)
        yield Figure(f"memory of {service}, idle", memory, "MB", "-")
    memory = statistics.median(sum(memory for memory, _cpu in sample.values()) for sample in samples)
    yield Figure("memory of all containers, idle", memory, "MB", "500")
    cpu = statistics.mean(sum(cpu for _memory, cpu in sample.values()) for sample in samples)
    yield Figure("CPU of all containers, idle", cpu, "% of a core", "-")


def main() -> None:
    as_json = "--json" in sys.argv
    bench = Bench(variables(os.environ))
    try:
        for figure in figures(bench):
            if as_json:
                print(json.dumps(vars(figure)), flush=True)
            else:
                value = f"{figure.value:>10,.1f} {figure.unit:<12}"
                print(f"{figure.name:<40}{value} expected {figure.expected}", flush=True)
    finally:
        bench.docker("compose", "--progress", "quiet", "down", "--volumes")


if __name__ == "__main__":
    main()
