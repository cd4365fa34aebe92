"""A taken port stops the start with its number and the setting that moves it."""

import dataclasses
import socket

import pytest

from tickstack.settings import Settings
from tickstack.stack.ports import PORT_SETTINGS, free_port, require_free
from tickstack.stack.state import StackError


@pytest.mark.parametrize("setting", PORT_SETTINGS)
def test_a_taken_port_is_named(setting: str) -> None:
    settings = dataclasses.replace(
        Settings.from_environment({}), port=free_port(), query_port=free_port(), market_port=free_port()
    )
    require_free(settings)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", getattr(settings, setting)))
        taken.listen()
        with pytest.raises(StackError, match=f"port {getattr(settings, setting)} .* set TICKSTACK_{setting.upper()} "):
            require_free(settings)
