"""What the running containers may do, as the engine and the containers themselves tell it."""

import ipaddress
import json
from typing import Any

import pytest

from containers import SERVICES, Project

pytestmark = [pytest.mark.docker, pytest.mark.timeout(600)]

FOLDERS = {"localstack": {"/opt/project/lambdas", "/etc/localstack/init"}}
"""What of the host's file system a container sees, by service: read-only."""
VOLUMES = {
    "localstack": {"/var/lib/tickstack": True, "/var/lib/tickstack/market": False},
    "query": {"/var/lib/tickstack": True},
    "market": {"/var/lib/tickstack/market": True},
}
"""Named volumes by place: whether the container may write there."""
MEMORY = {"localstack": 2 << 30, "query": 2 << 30, "market": 256 << 20}
YAHOO = ("query1.finance.yahoo.com", "query2.finance.yahoo.com", "fc.yahoo.com", "guce.yahoo.com")
FUNCTIONS = """
import json, pathlib
found = []
for process in pathlib.Path("/proc").glob("[0-9]*"):
    try:
        if b"bootstrap" in (process / "cmdline").read_bytes():
            pairs = (process / "environ").read_bytes().decode().split("\\0")
            found.append(dict(pair.partition("=")[::2] for pair in pairs if pair))
    except OSError:
        pass  # it has ended
print(json.dumps(found))
"""
"""Prints the environments of the functions' processes."""


@pytest.mark.parametrize("service", SERVICES)
def test_a_container_has_no_more_rights_than_it_needs(containers: Project, service: str) -> None:
    container = containers.container(service)
    host = container["HostConfig"]
    assert container["State"]["Health"]["Status"] == "healthy"
    assert container["Config"]["User"] == "1000:1000"
    assert (host["ReadonlyRootfs"], host["Privileged"], host["Init"]) == (True, False, True)
    assert (host["CapDrop"], host["CapAdd"] or []) == (["ALL"], [])
    assert "no-new-privileges:true" in host["SecurityOpt"]
    assert not any("unconfined" in option for option in host["SecurityOpt"])
    assert host["Memory"] == MEMORY[service]
    assert 0 < host["PidsLimit"] <= 4096
    assert {host[name] for name in ("PidMode", "UTSMode", "UsernsMode")} == {""}
    assert host["NetworkMode"].startswith(containers.name)
    assert host["RestartPolicy"]["Name"] == "unless-stopped"
    assert host["LogConfig"]["Config"]["max-size"]


@pytest.mark.parametrize("service", SERVICES)
def test_ports_are_published_on_the_loopback_address(containers: Project, service: str) -> None:
    port = {"localstack": "port", "query": "query_port", "market": "market_port"}[service]
    number = str(getattr(containers.settings, port))
    published = containers.container(service)["NetworkSettings"]["Ports"]
    assert published == {f"{number}/tcp": [{"HostIp": "127.0.0.1", "HostPort": number}]}


@pytest.mark.parametrize("service", SERVICES)
def test_a_container_sees_named_volumes_and_what_it_reads(containers: Project, service: str) -> None:
    mounts: list[dict[str, Any]] = containers.container(service)["Mounts"]
    folders = {mount["Destination"]: mount["RW"] for mount in mounts if mount["Type"] == "bind"}
    assert folders == dict.fromkeys(FOLDERS.get(service, ()), False)
    volumes = {mount["Destination"]: mount["RW"] for mount in mounts if mount["Type"] == "volume"}
    assert volumes == VOLUMES[service]
    assert all(mount["Name"].startswith(f"{containers.name}_") for mount in mounts if mount["Type"] == "volume")
    assert {mount["Type"] for mount in mounts} <= {"bind", "volume", "tmpfs"}


@pytest.mark.parametrize("service", SERVICES)
def test_inside_nobody_can_write_to_the_image_or_become_root(containers: Project, service: str) -> None:
    for place in ("/", "/opt", "/opt/tickstack-app", "/usr/local/bin", "/etc"):
        tried = containers.inside(service, "touch", f"{place}/written")
        assert (tried.returncode, "Read-only file system" in tried.stdout) == (1, True), tried.stdout
    told = containers.inside(service, "cat", "/proc/self/status").stdout
    status = dict(line.split(":\t", 1) for line in told.splitlines() if ":\t" in line)
    assert {status[name].strip() for name in ("CapPrm", "CapEff", "CapBnd", "CapAmb")} == {"0" * 16}
    assert status["NoNewPrivs"].strip() == "1"
    assert set(status["Uid"].split()) == {"1000"}
    assert containers.inside(service, "ls", "/var/run/docker.sock").returncode != 0


def test_the_collector_reaches_the_stand_in_under_yahoo_s_names(containers: Project) -> None:
    answer = containers.pipeline().collect(tickers="FB,SHOP", start="2020-05-14", interval="1h")
    assert answer["records"] == {"FB": 7, "SHOP": 7}
    market = own_addresses(containers, "market")
    for name in YAHOO:
        found = addresses(containers, "localstack", name)
        assert found, name
        assert found <= market
    functions = json.loads(containers.inside("localstack", "python", "-c", FUNCTIONS).stdout)
    assert any("collector" in function["AWS_LAMBDA_FUNCTION_NAME"] for function in functions)
    proxies = {name for function in functions for name in function if name.lower().endswith("_proxy")}
    assert proxies <= {"NO_PROXY", "no_proxy"}


def test_with_one_setting_the_functions_reach_the_real_yahoo(containers: Project) -> None:
    containers.given(TICKSTACK_MARKET="yahoo").up()
    market = own_addresses(containers, "market")  # it is made anew, too: its addresses may change
    assert addresses(containers, "localstack", "market") <= market
    assert all(not addresses(containers, "localstack", name) & market for name in YAHOO)


def own_addresses(project: Project, service: str) -> set[str]:
    """The addresses of a service's container, one in each of its networks."""
    networks = project.container(service)["NetworkSettings"]["Networks"]
    return {network["IPAddress"] for network in networks.values()}


def addresses(project: Project, service: str, name: str) -> set[str]:
    """What ``name`` means in a container of ``service``; empty where nobody knows it."""
    lines = project.inside(service, "getent", "ahostsv4", name).stdout.splitlines()
    return {str(ipaddress.ip_address(line.split()[0])) for line in lines if line.strip()}
