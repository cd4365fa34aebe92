"""Targets: the local one takes nothing from the shell, the other one takes what the SDK finds; checks before both."""

from pathlib import Path
from typing import Any

import pytest

from tickstack.deployment import packages
from tickstack.deployment.checks import CHECKS, Deployment, run_checks
from tickstack.deployment.packages import Package, Packages
from tickstack.deployment.targets import Target, TargetError, is_amazon
from tickstack.deployment.template import Template
from tickstack.settings import Settings

BODY = "Resources: {F: {Type: AWS::Lambda::Function, Properties: {Runtime: python3.13}}}"


@pytest.fixture(autouse=True)
def shell(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> pytest.MonkeyPatch:
    """A shell with AWS credentials of its own and no configuration files."""
    for name in ("AWS_PROFILE", "AWS_REGION", "AWS_ENDPOINT_URL", "AWS_SESSION_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "config"))
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "credentials"))
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "AKIAEXAMPLE")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-central-1")
    return monkeypatch


def test_the_local_target_takes_nothing_from_the_shell(shell: pytest.MonkeyPatch) -> None:
    shell.setenv("AWS_PROFILE", "work")
    shell.setenv("AWS_ENDPOINT_URL", "http://elsewhere:1")
    shell.setenv("HTTP_PROXY", "http://proxy:1")
    target = Target.local(Settings(port=4999, region="us-west-2"))
    assert target.address() == "http://127.0.0.1:4999"
    assert (target.region, target.credentials().access_key) == ("us-west-2", "000000000000")
    assert target.client("s3").meta.config.proxies == {}
    assert target.client("s3").meta.region_name == "us-west-2"


def test_another_emulated_account_is_its_access_key() -> None:
    target = Target.local(Settings(), "111111111111")
    assert (target.credentials().access_key, target.expected_account) == ("111111111111", "111111111111")


def test_aws_is_what_the_sdk_finds(shell: pytest.MonkeyPatch) -> None:
    target = Target.aws()
    assert (target.region, target.credentials().access_key) == ("eu-central-1", "AKIAEXAMPLE")
    assert target.address() == "https://cloudformation.eu-central-1.amazonaws.com"
    assert is_amazon(target.address())
    assert Target.aws(region="us-east-2").region == "us-east-2"


def test_an_unknown_profile_is_named() -> None:
    with pytest.raises(TargetError, match="absent"):
        Target.aws(profile="absent")


def test_missing_credentials_are_told_with_a_remedy(shell: pytest.MonkeyPatch) -> None:
    shell.delenv("AWS_ACCESS_KEY_ID")
    shell.delenv("AWS_SECRET_ACCESS_KEY")
    with pytest.raises(TargetError, match="aws configure"):
        Target.aws().credentials()


@pytest.mark.parametrize(
    ("target", "reached"),
    [
        (Target.local(Settings(port=4999)), "http://127.0.0.1:4999/?a=b"),
        (Target.aws(region="us-east-1"), "http://abc.lambda-url.us-east-1.localhost:4566/?a=b"),
    ],
)
def test_an_emulated_address_is_reached_at_the_endpoint(target: Target, reached: str) -> None:
    assert target.reachable("http://abc.lambda-url.us-east-1.localhost:4566/?a=b") == reached


class KnownTarget(Target):
    """A target whose account is known without asking, and whose CloudFormation takes any template."""

    found = "123456789012"

    def account(self) -> str:
        return self.found

    def client(self, service: str) -> Any:
        return self if service == "cloudformation" else super().client(service)

    def validate_template(self, *, TemplateBody: str) -> dict[str, Any]:  # noqa: N803 - boto3's names
        assert TemplateBody
        return {}

    def address(self, service: str = "cloudformation") -> str:
        address: str = super().client(service).meta.endpoint_url
        return address


def failing(target: Target, name: str = "tickstack", body: str = BODY, unzipped: int = 1) -> dict[str, str]:
    """The checks that do not pass, and what they say."""
    built = Packages((Package("f", Path("f.zip"), 1, unzipped),))
    results = run_checks(Deployment(target, name, Template.parse(body), built))
    assert len(results) == len(CHECKS)
    return {result.name: result.detail for result in results if not result.passed}


def test_all_checks_pass_where_all_is_well() -> None:
    assert failing(KnownTarget.aws(expected_account="123456789012")) == {}


def test_a_missing_region_is_told(shell: pytest.MonkeyPatch) -> None:
    shell.delenv("AWS_DEFAULT_REGION")
    assert failing(KnownTarget.aws())["region"].startswith("no region is set")


def test_missing_credentials_fail_their_check(shell: pytest.MonkeyPatch) -> None:
    shell.delenv("AWS_ACCESS_KEY_ID")
    shell.delenv("AWS_SECRET_ACCESS_KEY")
    assert failing(KnownTarget.aws()).keys() == {"credentials"}


@pytest.mark.parametrize(
    ("variable", "service"),
    [("AWS_ENDPOINT_URL", "CLOUDFORMATION"), ("AWS_ENDPOINT_URL_S3", "S3"), ("AWS_ENDPOINT_URL_STS", "STS")],
)
def test_aws_is_not_the_emulator_by_accident(shell: pytest.MonkeyPatch, variable: str, service: str) -> None:
    shell.setenv(variable, "http://localhost:4566")
    assert failing(KnownTarget.aws()) == {
        "endpoint": "the SDK is configured to talk to http://localhost:4566, not to AWS: "
        f"unset AWS_ENDPOINT_URL or AWS_ENDPOINT_URL_{service}"
    }
    assert failing(KnownTarget.aws(endpoint_url="http://localhost:4566")) == {}


def test_the_emulator_s_account_is_not_promoted_to(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(KnownTarget, "found", "000000000000")
    assert failing(KnownTarget.aws()) == {"account": "account 000000000000 is the emulator's"}


def test_another_account_than_expected_is_refused() -> None:
    assert failing(KnownTarget.aws(expected_account="210987654321")) == {
        "account": "the credentials belong to account 123456789012, not to 210987654321"
    }


@pytest.mark.parametrize("name", ["Tickstack", "tick_stack", "-tick", "tick-", "1tick", "t" * 28, ""])
def test_a_name_that_cannot_be_a_bucket_s_is_refused(name: str) -> None:
    assert failing(KnownTarget.aws(), name).keys() == {"stack name"}


def test_a_template_that_is_too_long_is_refused() -> None:
    assert failing(KnownTarget.aws(), body=BODY + "\n#" + "x" * 60_000).keys() == {"template valid"}


def test_another_python_than_the_packages_is_refused() -> None:
    assert failing(KnownTarget.aws(), body=BODY.replace("3.13", "3.12")) == {
        "python runtime": "F runs on python3.12; its package is built for python3.13"
    }


def test_a_package_that_is_too_large_is_refused() -> None:
    assert failing(KnownTarget.aws(), unzipped=packages.MAX_UNZIPPED + 1) == {
        "package sizes": "f is 262,144,001 bytes; Lambda takes 262,144,000"
    }
