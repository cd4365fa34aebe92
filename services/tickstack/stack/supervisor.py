"""The supervisor: starts the services side by side, watches them, stops them, and writes down what it sees.

Its own few lines of asyncio rather than a process manager: circus, honcho and supervisord know no readiness, mirakuru
no start side by side, and none ties its children to its own life when it is killed.
"""

import asyncio
import logging
import os
import signal
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import httpx

from tickstack.settings import Settings
from tickstack.stack.services import Service
from tickstack.stack.state import RunFolder, ServiceState, StackError, StackState

READY_TIMEOUT = 180.0
STOP_TIMEOUT = 30.0
POLL = 0.1

log = logging.getLogger(__name__)


class Supervisor:
    """One stack's processes. ``run()`` returns when the stack has stopped."""

    def __init__(self, settings: Settings, services: Sequence[Service], environ: Mapping[str, str]) -> None:
        self._services = services
        self._environ = dict(environ) | settings.to_environment()
        self._folder = RunFolder.below(settings.state_dir)
        self._logs = settings.state_dir / "logs"
        self._processes: dict[str, asyncio.subprocess.Process] = {}
        self._stop = asyncio.Event()
        self._state = StackState(
            os.getpid(),
            time.time(),
            settings.to_environment(),
            tuple(ServiceState(service.name, service.url, str(self._log_file(service))) for service in services),
        )

    async def run(self) -> None:
        """Hold the stack until SIGTERM or SIGINT."""
        for number in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(number, self._stop.set)
        reading, writing = os.pipe()
        with self._folder.hold():
            self._logs.mkdir(parents=True, exist_ok=True)
            self._folder.write(self._state)
            try:
                async with asyncio.TaskGroup() as group:
                    tasks = [group.create_task(self._tend(service, reading)) for service in self._services]
                    await self._stop.wait()
                    for task in tasks:
                        task.cancel()
            finally:
                await self._stop_all()
                os.close(writing)
                os.close(reading)
                self._folder.clear()

    async def _tend(self, service: Service, lifeline: int) -> None:
        """Start one service, wait until it is ready, then until it ends."""
        process = await self._start(service, lifeline)
        self._note(service, pid=process.pid)
        ended = asyncio.create_task(process.wait())
        try:
            await self._until_ready(service, ended)
        except (StackError, TimeoutError) as error:
            reason = str(error) or f"not ready after {READY_TIMEOUT:.0f} s"
            log.error("%s: %s", service.name, reason)
            self._note(service, state="failed", detail=reason)
        code = await ended
        if not self._stop.is_set():
            log.error("%s exited with %s", service.name, code)
            self._note(service, state="failed", detail=f"its process exited with {code}")

    async def _start(self, service: Service, lifeline: int) -> asyncio.subprocess.Process:
        with self._log_file(service).open("wb") as output:
            process = await asyncio.create_subprocess_exec(
                sys.executable,
                *("-m", "tickstack.stack.service", str(lifeline), service.module, *service.arguments),
                stdin=asyncio.subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                env={**self._environ, **service.variables},
                pass_fds=(lifeline,),
                start_new_session=True,
            )
        self._processes[service.name] = process
        return process

    async def _until_ready(self, service: Service, ended: asyncio.Task[int]) -> None:
        async with asyncio.timeout(READY_TIMEOUT), httpx.AsyncClient(trust_env=False, timeout=5) as client:
            while not ended.done():
                try:
                    at = await service.ready(client, service.url)
                except (httpx.HTTPError, ValueError):
                    at = "starting"
                if at is None:
                    log.info("%s is ready", service.name)
                    self._note(service, state="ready", detail="")
                    return
                self._note(service, detail=at)
                await asyncio.wait([ended], timeout=POLL)

    async def _stop_all(self) -> None:
        """SIGTERM to each service, SIGKILL to the group of one that does not end."""
        self._state = StackState(
            self._state.pid, self._state.started, self._state.environment, self._state.services, stopping=True
        )
        self._folder.write(self._state)
        running = [process for process in self._processes.values() if process.returncode is None]
        for process in running:
            process.terminate()
        await asyncio.gather(*(self._end(process) for process in running))

    async def _end(self, process: asyncio.subprocess.Process) -> None:
        try:
            await asyncio.wait_for(process.wait(), STOP_TIMEOUT)
        except TimeoutError:
            log.warning("process %s does not stop: killing its group", process.pid)
            os.killpg(process.pid, signal.SIGKILL)
            await process.wait()

    def _note(self, service: Service, **changes: object) -> None:
        after = self._state.with_service(service.name, **changes)
        if after != self._state:
            self._state = after
            self._folder.write(after)

    def _log_file(self, service: Service) -> Path:
        return self._logs / f"{service.name}.log"
