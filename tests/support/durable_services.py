"""What the tests of LocalStack's services do to a stack, and what they see of it."""

import io
import json
import os
import re
import subprocess
import sys
import urllib.request
import zipfile
from typing import Any
from urllib.parse import urlsplit

from own_stack import ROOT, client
from tickstack.settings import Settings
from tickstack.stack import control

CODE = "def handler(event, context):\n    print('called')\n    return {'statusCode': 200, 'body': 'it is me'}\n"
GROUPS = 12


def archive(code: str = CODE) -> bytes:
    """A function's package."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as package:
        package.writestr("main.py", code)
    return content.getvalue()


def start(settings: Settings) -> None:
    """Start the stack, with its init scripts."""
    control.start(settings, os.environ, ROOT / "localstack-init")


def deploy(settings: Settings) -> "subprocess.CompletedProcess[str]":
    """What the init script runs."""
    return subprocess.run(
        [sys.executable, "-m", "tickstack.cli", "deploy"],
        env={"PATH": os.environ["PATH"], **settings.to_environment()},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def outputs(settings: Settings) -> dict[str, str]:
    """The deployed stack's outputs."""
    (stack,) = client(settings, "cloudformation").describe_stacks(StackName="tickstack")["Stacks"]
    return {output["OutputKey"]: output["OutputValue"] for output in stack["Outputs"]}


def call(settings: Settings, url: str) -> str:
    """The answer of a function's URL, whose host no name server knows."""
    request = urllib.request.Request(settings.endpoint_url, headers={"Host": urlsplit(url).netloc})
    with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=60) as answer:
        text: str = answer.read().decode()
        return text


def make_function(settings: Settings) -> None:
    """A function with all that belongs to one."""
    lambdas = client(settings, "lambda")
    layer = lambdas.publish_layer_version(LayerName="own", Content={"ZipFile": archive()})["LayerVersionArn"]
    lambdas.create_function(
        FunctionName="own",
        Runtime="python3.13",
        Handler="main.handler",
        Role=f"arn:aws:iam::{settings.account}:role/own",
        Code={"ZipFile": archive()},
        Environment={"Variables": {"EDITION": "1"}},
        Layers=[layer],
        Tags={"team": "blue"},
        Publish=True,
    )
    lambdas.get_waiter("function_active_v2").wait(FunctionName="own", WaiterConfig={"Delay": 1})
    lambdas.create_alias(FunctionName="own", Name="live", FunctionVersion="1")
    lambdas.create_function_url_config(FunctionName="own", AuthType="NONE")
    lambdas.add_permission(FunctionName="own", StatementId="everybody", Action="lambda:InvokeFunction", Principal="*")
    lambdas.put_function_event_invoke_config(FunctionName="own", MaximumRetryAttempts=1)


def make_key(settings: Settings) -> None:
    """A key of KMS under an alias."""
    kms = client(settings, "kms")
    key = kms.create_key(Tags=[{"TagKey": "team", "TagValue": "blue"}])["KeyMetadata"]["KeyId"]
    kms.create_alias(AliasName="alias/own", TargetKeyId=key)


def see(settings: Settings) -> dict[str, Any]:
    """What a client is told, service by service, without what any answer has of its own and the port."""
    lambdas, iam, logs = (client(settings, name) for name in ("lambda", "iam", "logs"))
    functions = [function["FunctionName"] for function in lambdas.list_functions()["Functions"]]
    groups = [group["logGroupName"] for group in logs.describe_log_groups()["logGroups"]]
    own = {"FunctionName": "own"}
    seen = {
        "functions": [lambdas.get_function_configuration(FunctionName=name) for name in functions],
        "versions": lambdas.list_versions_by_function(**own)["Versions"],
        "aliases": lambdas.list_aliases(**own)["Aliases"],
        "urls": lambdas.list_function_url_configs(**own)["FunctionUrlConfigs"],
        "policy": json.loads(lambdas.get_policy(**own)["Policy"]),
        "invocation": lambdas.get_function_event_invoke_config(**own),
        "tags": lambdas.list_tags(Resource=lambdas.get_function_configuration(**own)["FunctionArn"])["Tags"],
        "layers": lambdas.list_layers()["Layers"],
        "roles": iam.list_roles()["Roles"],
        "attached": iam.list_attached_role_policies(RoleName="own")["AttachedPolicies"],
        "users": iam.list_users()["Users"],
        "groups": [
            [group["logGroupName"], group.get("retentionInDays")] for group in logs.describe_log_groups()["logGroups"]
        ],
        "lines": {
            name: [event["message"] for event in logs.filter_log_events(logGroupName=name)["events"]] for name in groups
        },
        "alarms": client(settings, "cloudwatch").describe_alarms()["MetricAlarms"],
        "key": client(settings, "kms").describe_key(KeyId="alias/own")["KeyMetadata"],
        "outputs": outputs(settings),
    }
    return {name: _comparable(value) for name, value in seen.items()}


def _comparable(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _comparable(item) for key, item in value.items() if key != "ResponseMetadata"}
    if isinstance(value, list):
        return [_comparable(item) for item in value]
    return re.sub(r"localhost:\d+", "localhost:PORT", value) if isinstance(value, str) else value


def chain(name: str, retention: int) -> str:
    """A template of log groups that are made one after the other."""
    groups = {
        f"Group{number}": {
            "Type": "AWS::Logs::LogGroup",
            "Properties": {"LogGroupName": f"/{name}/{number}", "RetentionInDays": retention},
            **({"DependsOn": f"Group{number - 1}"} if number else {}),
        }
        for number in range(GROUPS)
    }
    return json.dumps({"Resources": groups})


def retentions(settings: Settings, name: str) -> list[int]:
    """The retention of each log group of a chain."""
    groups = client(settings, "logs").describe_log_groups(logGroupNamePrefix=f"/{name}/")["logGroups"]
    return [group.get("retentionInDays", 0) for group in groups]
