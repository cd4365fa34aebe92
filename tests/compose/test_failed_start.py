"""A start that cannot succeed fails, soon, and says why."""

import os
import shutil
from pathlib import Path

import pytest

from containers import Project, own_project
from own_stack import ROOT

pytestmark = [pytest.mark.docker, pytest.mark.timeout(600)]

BROKEN = """
  Broken:
    Type: AWS::S3::BucketPolicy
    Properties:
      Bucket: no-bucket-of-this-name
      PolicyDocument:
        Version: "2012-10-17"
        Statement: []
"""


def test_a_failed_deployment_makes_localstack_unhealthy(project: Project, tmp_path: Path) -> None:
    for folder in ("lambdas", "localstack-init"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__"))
    tmp_path.chmod(0o755)
    template = tmp_path / "lambdas" / "template.yaml"
    template.write_text(template.read_text().replace("\nOutputs:\n", f"{BROKEN}\nOutputs:\n"))
    with own_project("failing", os.environ, TICKSTACK_PROJECT_DIR=str(tmp_path)) as broken:
        up = broken.compose("up", "--wait", "--no-build")
        logs = broken.logs("localstack")
        assert (up.returncode, broken.health("localstack")) == (1, "unhealthy"), up.stdout + logs
        assert "localstack" in up.stdout.splitlines()[-1]
        assert "Broken" in logs, logs
        assert "bucket does not exist" in logs, logs
        (checked, *_) = broken.container("localstack")["State"]["Health"]["Log"]
        assert "10-deploy.sh failed" in checked["Output"]
        assert [broken.health(service) for service in ("query", "market")] == ["healthy", "healthy"]


def test_a_malformed_setting_is_named(project: Project) -> None:
    with own_project("malformed", os.environ, TICKSTACK_TIME_SCALE="abc") as malformed:
        assert malformed.compose("up", "--wait", "--no-build").returncode == 1
        for service in ("localstack", "query", "market"):
            assert "TICKSTACK_TIME_SCALE=abc: it takes a number above 0" in malformed.logs(service)


def test_an_unknown_setting_of_the_env_file_is_named(project: Project, tmp_path: Path) -> None:
    shutil.copy(ROOT / "docker-compose.yml", tmp_path)
    (tmp_path / ".env").write_text("TICKSTACK_TIME_SCAL=60\n")
    with own_project("unknown", os.environ, tmp_path, TICKSTACK_PROJECT_DIR=str(ROOT)) as unknown:
        assert unknown.compose("up", "--wait", "--no-build").returncode == 1
        named = "TICKSTACK_TIME_SCAL is not a setting of tickstack; is TICKSTACK_TIME_SCALE meant?"
        assert named in unknown.logs("market")
