"""docker-compose.yml as the rest of the project needs it: every setting, Yahoo's names, no more than services need."""

import dataclasses
import re
from pathlib import Path
from typing import Any

import pytest
import yaml  # type: ignore[import-untyped,unused-ignore]

from tickstack.settings import PREFIX, Settings
from tickstack.stack import container
from tickstack.yahoo.hosts import HOSTS

ROOT = Path(__file__).parents[3]
TEXT = (ROOT / "docker-compose.yml").read_text()
COMPOSE: dict[str, Any] = yaml.safe_load(TEXT)
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
ROWS = {PREFIX + field.name.upper(): field.metadata for field in dataclasses.fields(Settings)}
CONFIGURED = sorted(container.SERVICES)
PUBLISHED = re.compile(r"\$\{TICKSTACK_HOST:-127\.0\.0\.1\}:(\$\{TICKSTACK_\w+:-\d+\}):\1")


def test_every_setting_reaches_the_services_and_no_other_name_does() -> None:
    for name in CONFIGURED:
        assert {key for key in SERVICES[name]["environment"] if key.startswith(PREFIX)} == set(ROWS)


def test_only_settings_are_asked_for() -> None:
    assert set(re.findall(r"\$\{(TICKSTACK_\w+)", TEXT)) <= set(ROWS)


@pytest.mark.parametrize(
    ("name", "default"),
    sorted(
        set(re.findall(r"\$\{(TICKSTACK_\w+):-([^}]+)\}", TEXT))
        - {("TICKSTACK_MARKET_ROUTE", "dns"), ("TICKSTACK_ACCOUNT", "test")}
    ),
)
def test_a_default_is_that_of_the_setting(name: str, default: str) -> None:
    assert default == ROWS[name]["default"]


def test_the_stand_in_has_yahoo_s_names() -> None:
    assert SERVICES["market"]["networks"]["synthetic"]["aliases"] == list(HOSTS)


def test_functions_are_in_the_network_that_is_named_as_the_market() -> None:
    assert SERVICES["localstack"]["networks"] == ["default", "${TICKSTACK_MARKET:-synthetic}"]
    assert set(COMPOSE["networks"]) == {"synthetic", "yahoo"}


@pytest.mark.parametrize("name", sorted(SERVICES))
def test_a_service_can_do_little(name: str) -> None:
    service = SERVICES[name]
    assert service["user"] == "1000:1000"
    assert service["read_only"] is service["init"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert (
        service["mem_limit"]
        == f"${{TICKSTACK_{name.upper()}_MEMORY:-{ROWS[f'TICKSTACK_{name.upper()}_MEMORY']['default']}}}"
    )
    assert service["pids_limit"] > 0
    assert service["logging"]["options"]["max-size"]
    assert not {"privileged", "cap_add", "network_mode", "pid", "ipc", "devices"} & set(service)
    assert "docker.sock" not in str(service["volumes"])


@pytest.mark.parametrize("name", sorted(SERVICES))
def test_a_service_is_published_on_this_machine_alone_under_its_own_port(name: str) -> None:
    assert all(PUBLISHED.fullmatch(port) for port in SERVICES[name]["ports"])


@pytest.mark.parametrize("name", CONFIGURED)
def test_the_state_of_a_service_is_in_a_volume(name: str) -> None:
    sources = {volume.split(":")[0] for volume in SERVICES[name]["volumes"] if volume[0] not in "./$"}
    assert name in sources <= set(COMPOSE["volumes"])


def test_functions_run_where_the_secrets_of_the_env_file_are_not() -> None:
    assert [name for name, service in SERVICES.items() if "env_file" in service] == ["market"]


def test_the_images_are_targets_of_the_dockerfile() -> None:
    stages = re.findall(r"^FROM .* AS (\S+)$", (ROOT / "services" / "Dockerfile").read_text(), re.MULTILINE)
    assert {service["build"]["target"] for service in SERVICES.values()} == set(SERVICES) <= set(stages)
