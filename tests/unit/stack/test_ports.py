"""A taken port stops the start with its number and the setting that moves it."""

import socket

import pytest

from tickstack.settings import Settings
from tickstack.stack.ports import PORT_SETTINGS, on_free_ports, require_free
from tickstack.stack.state import StackError


@pytest.mark.parametrize("setting", PORT_SETTINGS)
def test_a_taken_port_is_named(setting: str) -> None:
    settings = on_free_ports(Settings.from_environment({}))
    assert settings.endpoint_url == f"http://127.0.0.1:{settings.port}"
    require_free(settings)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", getattr(settings, setting)))
        taken.listen()
        with pytest.raises(StackError, match=f"port {getattr(settings, setting)} .* set TICKSTACK_{setting.upper()} "):
            require_free(settings)
