"""Settings: defaults, reading, refusals that name the variable."""

from pathlib import Path

import pytest

from tickstack.errors import SettingError
from tickstack.settings import Settings


def test_the_defaults_read_back_from_their_own_environment() -> None:
    settings = Settings.from_environment({})
    assert Settings.from_environment(settings.to_environment()) == settings


def test_addresses_follow_host_and_port() -> None:
    settings = Settings.from_environment({"TICKSTACK_PORT": "4999", "TICKSTACK_QUERY_URL": "http://query:80"})
    assert settings.endpoint_url == "http://127.0.0.1:4999"
    assert settings.query_url == "http://query:80"


def test_other_variables_are_not_looked_at() -> None:
    assert Settings.from_environment({"AWS_REGION": "nowhere", "PATH": "/bin"}).region == "us-east-1"


@pytest.mark.parametrize(
    ("variable", "text", "said"),
    [
        ("TICKSTACK_PROT", "4566", "TICKSTACK_PROT is not a setting of tickstack; is TICKSTACK_PORT meant"),
        ("TICKSTACK_ZZ", "1", "TICKSTACK_ZZ is not a setting of tickstack$"),
        ("TICKSTACK_PORT", "x", "TICKSTACK_PORT=x: a port is a number from 1 to 65535"),
        ("TICKSTACK_TIME_SCALE", "fast", "TICKSTACK_TIME_SCALE=fast: it takes a number above 0"),
        ("TICKSTACK_MARKET_SEED", "x", "TICKSTACK_MARKET_SEED=x: it takes a whole number"),
        ("TICKSTACK_PORT", "70000", "TICKSTACK_PORT=70000: a port is a number from 1 to 65535"),
        ("TICKSTACK_TIME_SCALE", "0", "TICKSTACK_TIME_SCALE=0: it takes a number above 0"),
        ("TICKSTACK_TIME_SCALE", "nan", "it takes a number above 0"),
        ("TICKSTACK_ACCOUNT", "123", "it takes 12 digits"),
        ("TICKSTACK_REGION", "mars", "it takes an AWS region"),
        ("TICKSTACK_MARKET", "real", "it takes synthetic or yahoo"),
        ("TICKSTACK_MARKET_NOW", "yesterday", "it takes a UTC time"),
        ("TICKSTACK_MARKET_AGE_LIMITS", "maybe", "it takes true or false"),
        ("TICKSTACK_MARKET_ROUTE", "vpn", "it takes proxy or dns"),
        ("TICKSTACK_QUERY_MEMORY", "2GB", "it takes a size such as 512m or 2g"),
        ("TICKSTACK_QUERY_MEMORY", "0g", "it takes a size such as 512m or 2g"),
        ("TICKSTACK_NOTEBOOK_PORT", "0", "TICKSTACK_NOTEBOOK_PORT=0: a port is a number from 1 to 65535"),
        ("TICKSTACK_BASE_IMAGE", "a b", "it takes the name of an image"),
        ("TICKSTACK_ENDPOINT_URL", "localhost:4566", "it takes an address such as"),
    ],
)
def test_a_bad_setting_names_itself(variable: str, text: str, said: str) -> None:
    with pytest.raises(SettingError, match=said.replace("(", r"\(")):
        Settings.from_environment({variable: text})


def test_folders_are_absolute(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    assert Settings.from_environment({"TICKSTACK_STATE_DIR": "here"}).state_dir == tmp_path / "here"
