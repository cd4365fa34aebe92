"""What must hold before anything is changed at a target: one function a check, all of them run and shown."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from botocore.exceptions import BotoCoreError, ClientError

from tickstack.deployment import packages, template
from tickstack.deployment.packages import Packages
from tickstack.deployment.targets import Target, is_amazon
from tickstack.deployment.template import Template
from tickstack.errors import TickstackError

SERVICES = ("cloudformation", "s3", "sts")
"""What a deployment talks to."""
LOCAL_ACCOUNT = "000000000000"

# The buckets are named <stack>-results-<account>-<region>, within 63 characters of lower case.
STACK_NAME = re.compile(r"[a-z](-?[a-z0-9])*")
MAX_STACK_NAME = 27


class CheckError(TickstackError):
    """A check did not pass; the message says what to do."""


@dataclass(frozen=True)
class Deployment:
    """What is about to be deployed, and where."""

    target: Target
    stack_name: str
    template: Template
    packages: Packages


@dataclass(frozen=True)
class CheckResult:
    """One row: ``detail`` is what was found, or what is wrong."""

    name: str
    passed: bool
    detail: str


def region(deployment: Deployment) -> str:
    """A region is set."""
    if not deployment.target.region:
        raise CheckError("no region is set: --region, AWS_REGION or the profile names one")
    return deployment.target.region


def endpoint(deployment: Deployment) -> str:
    """AWS means AWS: not the emulator that AWS_ENDPOINT_URL or its like for one service may still point at."""
    target = deployment.target
    for service in SERVICES if target.name == "aws" and target.endpoint_url is None else ():
        if not is_amazon(address := target.address(service)):
            variable = f"AWS_ENDPOINT_URL or AWS_ENDPOINT_URL_{service.upper()}"
            raise CheckError(f"the SDK is configured to talk to {address}, not to AWS: unset {variable}")
    return target.address()


def credentials(deployment: Deployment) -> str:
    """The SDK finds credentials."""
    return f"found by {deployment.target.credentials().method}"


def account(deployment: Deployment) -> str:
    """The credentials are accepted, and belong to the account that was meant."""
    target = deployment.target
    found = target.account()
    if target.expected_account and found != target.expected_account:
        raise CheckError(f"the credentials belong to account {found}, not to {target.expected_account}")
    if target.name == "aws" and target.endpoint_url is None and found == LOCAL_ACCOUNT:
        raise CheckError(f"account {found} is the emulator's")
    return found


def stack_name(deployment: Deployment) -> str:
    """The stack's name may be part of a bucket's name."""
    name = deployment.stack_name
    if not STACK_NAME.fullmatch(name) or len(name) > MAX_STACK_NAME:
        raise CheckError(f"{name!r}: a name of buckets takes a-z, 0-9 and -, at most {MAX_STACK_NAME} of them")
    return name


def template_valid(deployment: Deployment) -> str:
    """CloudFormation takes the template."""
    body = deployment.template.body
    if (size := len(body.encode())) > template.MAX_BYTES:
        raise CheckError(f"the template is {size:,} bytes; CloudFormation takes {template.MAX_BYTES:,}")
    deployment.target.client("cloudformation").validate_template(TemplateBody=body)
    return f"{size:,} bytes"


def package_sizes(deployment: Deployment) -> str:
    """Lambda takes the packages."""
    for package in deployment.packages:
        if package.unzipped > packages.MAX_UNZIPPED:
            raise CheckError(f"{package.name} is {package.unzipped:,} bytes; Lambda takes {packages.MAX_UNZIPPED:,}")
    return ", ".join(f"{package.name} {package.unzipped / 1e6:.1f} MB" for package in deployment.packages)


def python_runtime(deployment: Deployment) -> str:
    """The functions run on the Python that their packages are built for."""
    built = f"python{packages.PYTHON}"
    for name, runtime in deployment.template.runtimes.items():
        if runtime != built:
            raise CheckError(f"{name} runs on {runtime}; its package is built for {built}")
    return built


CHECKS: tuple[Callable[[Deployment], str], ...] = (
    region,
    endpoint,
    credentials,
    account,
    stack_name,
    template_valid,
    package_sizes,
    python_runtime,
)


def run_checks(deployment: Deployment) -> list[CheckResult]:
    """Run every check; a failing one does not keep the others from running."""
    return [_result(check, deployment) for check in CHECKS]


def _result(check: Callable[[Deployment], str], deployment: Deployment) -> CheckResult:
    name = check.__name__.replace("_", " ")
    try:
        return CheckResult(name, True, check(deployment))
    except (TickstackError, ClientError, BotoCoreError) as error:
        return CheckResult(name, False, str(error))
