"""The profile notebook: JupyterLab behind its token, and the notebook that runs inside from top to bottom."""

import json
from collections.abc import Iterator

import httpx
import pytest

from analyst import DAY
from containers import Project

pytestmark = [pytest.mark.docker, pytest.mark.timeout(600)]


@pytest.fixture
def notebook(containers: Project) -> Iterator[Project]:
    """The project with the service notebook, healthy."""
    profile = containers.given(COMPOSE_PROFILES="notebook")
    profile.run("build", "notebook")
    profile.up()
    yield profile
    profile.run("rm", "--stop", "--force", "notebook")


def test_jupyter_asks_for_its_token(notebook: Project) -> None:
    address = f"http://127.0.0.1:{notebook.settings.notebook_port}"
    with httpx.Client(base_url=address, trust_env=False) as stranger:
        page = stranger.get("/lab")
        assert (page.status_code, page.headers["location"].startswith("/login")) == (302, True)
        assert stranger.get("/api/contents").status_code == 403
        assert stranger.post("/api/kernels").status_code == 403


def test_the_container_is_confined_as_the_others(notebook: Project) -> None:
    container = notebook.container("notebook")
    host = container["HostConfig"]
    assert container["Config"]["User"] == "1000:1000"
    assert (host["ReadonlyRootfs"], host["CapDrop"], host["Init"]) == (True, ["ALL"], True)
    assert "no-new-privileges:true" in host["SecurityOpt"]
    assert (host["Memory"], host["PidsLimit"] > 0) == (1 << 30, True)
    assert [mount["Destination"] for mount in container["Mounts"] if mount["Type"] != "tmpfs"] == ["/notebooks"]
    port = str(notebook.settings.notebook_port)
    assert container["NetworkSettings"]["Ports"] == {f"{port}/tcp": [{"HostIp": "127.0.0.1", "HostPort": port}]}
    assert "Read-only file system" in notebook.inside("notebook", "touch", "/opt/written").stdout


def test_the_notebook_draws_the_answer_inside(notebook: Project) -> None:
    pipeline = notebook.pipeline()
    answer = pipeline.collect(start=DAY)
    pipeline.delivered(answer["total"])
    pipeline.crawl()
    to = ("--to", "notebook", "--execute", "--output-dir", "/tmp", "--output", "ran")
    ran = notebook.inside("notebook", "jupyter", "nbconvert", *to, "analysis.ipynb")
    assert ran.returncode == 0, ran.stdout
    cells = json.loads(notebook.inside("notebook", "cat", "/tmp/ran.ipynb").stdout)["cells"]
    outputs = [output["data"] for cell in cells for output in cell.get("outputs", []) if "data" in output]
    assert sum("image/png" in data for data in outputs) == 2
    assert any("BYND" in "".join(data.get("text/plain", "")) for data in outputs)
