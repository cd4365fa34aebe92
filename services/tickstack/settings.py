"""Every setting, in one frozen dataclass that is read once from ``TICKSTACK_*`` variables and then passed down.

A row is a field: its default, how its text is read, what it means, and where it counts. An unknown or malformed
variable stops the start and names itself.
"""

import dataclasses
import difflib
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Literal, Self

from tickstack.errors import SettingError

PREFIX = "TICKSTACK_"

Scope = Literal["both", "embedded", "compose"]
"""Where a setting counts: everywhere, for processes of this machine, or for docker-compose.yml."""


def _port(text: str) -> int:
    if not (text.isdecimal() and 1 <= int(text) <= 65535):
        raise ValueError("a port is a number from 1 to 65535")
    return int(text)


def _integer(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise ValueError("it takes a whole number") from None


def _positive(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = 0
    if not 0 < value < float("inf"):
        raise ValueError("it takes a number above 0")
    return value


def _matching(pattern: str, what: str) -> Callable[[str], str]:
    def read(text: str) -> str:
        if not re.fullmatch(pattern, text):
            raise ValueError(f"it takes {what}")
        return text

    return read


def _flag(text: str) -> bool:
    try:
        return {"1": True, "true": True, "0": False, "false": False}[text.lower()]
    except KeyError:
        raise ValueError("it takes true or false") from None


def _path(text: str) -> Path:
    return Path(text).expanduser().absolute()


def _row(default: str, read: Callable[[str], Any], meaning: str, scope: Scope = "both") -> Any:
    """A field whose default is given as text, as in the environment; "" stays as it is."""
    return dataclasses.field(
        default_factory=lambda: read(default) if default else "",
        metadata={"default": default, "read": read, "meaning": meaning, "scope": scope},
    )


_url = _matching(r"https?://[^/\s]+", "an address such as http://127.0.0.1:4566, without a path")
_memory = _matching(r"[1-9]\d*[bkmg]", "a size such as 512m or 2g")


@dataclasses.dataclass(frozen=True, kw_only=True)
class Settings:
    """The settings of one stack. Times are seconds, addresses are URLs without a path."""

    host: str = _row("127.0.0.1", _matching(r"[\w.:-]+", "an address"), "address that the stack listens on")
    port: int = _row("4566", _port, "port of the AWS endpoint")
    query_port: int = _row("4567", _port, "port of the query service")
    market_port: int = _row("4568", _port, "port of the market stand-in, an HTTP proxy")
    region: str = _row("us-east-1", _matching(r"[a-z]{2}(-[a-z]+)+-\d", "an AWS region"), "region of the stack")
    account: str = _row("000000000000", _matching(r"\d{12}", "12 digits"), "account of clients whose key names none")
    time_scale: float = _row(
        "1", _positive, "divides Firehose's intervals, of buffers, retries and states: 60 makes 60 s one"
    )
    firehose_creation: float = _row(
        "0.5", _positive, "seconds that a delivery stream is CREATING; on AWS about a minute"
    )
    firehose_quotas: bool = _row("false", _flag, "enforce the region's quotas of Direct PUT, as AWS does")
    firehose_put_faults: str = _row(
        "",
        _matching(r"(every|share|calls|error)=[\w.%]+( (every|share|calls|error)=[\w.%]+)*", "a rule such as every=3"),
        "records that puts refuse, to test a retry: every=3, share=20% or calls=5, and error=InternalFailure",
    )
    firehose_logs_only: bool = _row("true", _flag, "streams that decompress take records of CloudWatch Logs alone")
    firehose_checks: bool = _row("false", _flag, "refuse streams whose role or bucket is not there, as AWS does")
    firehose_streams: int = _row("5000", _integer, "delivery streams that an account may have in a region")
    firehose_partitions: int = _row("500", _integer, "active partitions that a delivery stream may have")
    timestamp_cast: str = _row(
        "drop",
        _matching("drop|utc", "drop or utc"),
        "CAST of text with a zone to timestamp: drop the zone (engine version 3) or give UTC (older engines)",
    )
    market: str = _row("synthetic", _matching("synthetic|yahoo", "synthetic or yahoo"), "where prices come from")
    market_seed: int = _row("2020", _integer, "seed of the synthetic prices")
    market_now: str = _row(
        "",
        _matching(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?Z", "a UTC time such as 2020-05-15T20:00Z"),
        "the market's clock; empty: the real time",
    )
    market_age_limits: bool = _row("false", _flag, "refuse old intraday bars as Yahoo does (1m: 30 days)")
    market_route: str = _row(
        "proxy",
        _matching("proxy|dns", "proxy or dns"),
        "how functions reach the stand-in: as their HTTPS proxy or, dns, under Yahoo's host names (Docker's default)",
    )
    project_dir: Path = _row(".", _path, "folder with lambdas/, where packages are built too")
    state_dir: Path = _row(".tickstack", _path, "folder for logs, run files and data", "embedded")
    lambda_runtime_dir: Path = _row(
        "build/lambda-runtime", _path, "folder with awslambdaric and boto3 for each Python version", "embedded"
    )
    endpoint_url: str = _row("", _url, "the AWS endpoint as other services reach it; empty: host and port", "embedded")
    query_url: str = _row(
        "", _url, "the query service as LocalStack reaches it; empty: host and query port", "embedded"
    )
    market_url: str = _row(
        "", _url, "the market stand-in as functions reach it; empty: host and market port", "embedded"
    )
    localstack_memory: str = _row("2g", _memory, "memory limit of LocalStack with its functions", "compose")
    query_memory: str = _row("2g", _memory, "memory limit of the query service, a sixth for a query", "compose")
    market_memory: str = _row("256m", _memory, "memory limit of the market stand-in", "compose")
    notebook_memory: str = _row("1g", _memory, "memory limit of JupyterLab", "compose")
    notebook_port: int = _row("8888", _port, "port of JupyterLab", "compose")
    base_image: str = _row(
        "python:3.13-slim-trixie",
        _matching(r"[\w./:@-]+", "the name of an image"),
        "image that the containers' image is built from",
        "compose",
    )

    def __post_init__(self) -> None:
        ports = {"endpoint_url": self.port, "query_url": self.query_port, "market_url": self.market_port}
        for name, port in ports.items():
            if not getattr(self, name):
                object.__setattr__(self, name, f"http://{self.host}:{port}")

    @property
    def data_dir(self) -> Path:
        """The folder of all that outlives a stack: without it, the next one starts empty."""
        return self.state_dir / "data"

    @classmethod
    def from_environment(cls, environ: Mapping[str, str]) -> Self:
        """Read the settings from ``environ``. Raises SettingError that names the variable."""
        rows = {PREFIX + field.name.upper(): field for field in dataclasses.fields(cls)}
        values: dict[str, Any] = {}
        for variable, text in environ.items():
            if not variable.startswith(PREFIX):
                continue
            if variable not in rows:
                names = [row.removeprefix(PREFIX) for row in rows]  # alike beyond what all have in common
                near = difflib.get_close_matches(variable.removeprefix(PREFIX), names, n=1)
                raise SettingError(
                    f"{variable} is not a setting of tickstack" + (f"; is {PREFIX}{near[0]} meant?" if near else "")
                )
            field = rows[variable]
            if text == "":
                continue
            try:
                values[field.name] = field.metadata["read"](text)
            except ValueError as error:
                raise SettingError(f"{variable}={text}: {error}") from None
        return cls(**values)

    def to_environment(self, *scopes: Scope) -> dict[str, str]:
        """The variables that give these settings again in another process; all of them, or those of ``scopes``."""
        return {
            PREFIX + field.name.upper(): str(getattr(self, field.name))
            for field in dataclasses.fields(self)
            if not scopes or field.metadata["scope"] in scopes
        }
