"""Whether the stack's ports are free, and who holds them where they are not."""

import dataclasses
import socket
from typing import Any

import psutil

from tickstack.settings import PREFIX, Settings
from tickstack.stack.state import StackError

PORT_SETTINGS = ("port", "query_port", "market_port")


def free_port(host: str = "127.0.0.1") -> int:
    """A port of ``host`` that nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind((host, 0))
        port: int = probe.getsockname()[1]
        return port


def on_free_ports(settings: Settings) -> Settings:
    """The same settings with every port moved to a free one, for a stack beside another."""
    ports: dict[str, Any] = {setting: free_port(settings.host) for setting in PORT_SETTINGS}
    return dataclasses.replace(settings, **ports, endpoint_url="", query_url="", market_url="")


def require_free(settings: Settings) -> None:
    """Raise StackError that names the first taken port, its holder where known, and the setting that moves it."""
    for setting in PORT_SETTINGS:
        port = getattr(settings, setting)
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((settings.host, port))
            except OSError as error:
                raise StackError(
                    f"port {port} of {settings.host} cannot be used ({error.strerror}{_holder(port)}); "
                    f"stop what listens there or set {PREFIX}{setting.upper()} to another port"
                ) from None


def _holder(port: int) -> str:
    """Name the listening process where this user may see it."""
    try:
        for connection in psutil.net_connections("tcp"):
            listening = connection.status == psutil.CONN_LISTEN and connection.laddr
            if listening and listening.port == port and connection.pid:
                return f", held by process {connection.pid}, {psutil.Process(connection.pid).name()}"
    except psutil.Error:
        pass
    return ""
