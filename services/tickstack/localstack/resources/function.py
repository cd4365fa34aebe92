"""What is added to LocalStack's own type of function: what it drops, and defaults of what a template stops stating.

https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-function.html
"""

import time

from botocore.exceptions import ClientError
from localstack.services.cloudformation.resource_provider import ResourceRequest

from tickstack.localstack.resources.extended import Extension
from tickstack.localstack.resources.leftovers import is_left
from tickstack.localstack.resources.parts import by_key, part, tags
from tickstack.localstack.resources.provider import perform
from tickstack.localstack.resources.types import Call, Properties, chosen

POLL = 0.05


def _name(properties: Properties) -> Properties:
    return chosen(properties, "FunctionName")


def _storage(properties: Properties) -> Call:
    size = properties.get("EphemeralStorage") or {"Size": 512}
    return Call("update_function_configuration", {**_name(properties), "EphemeralStorage": size})


def _recursion(properties: Properties) -> Call:
    loop = properties.get("RecursiveLoop") or "Terminate"
    return Call("put_function_recursion_config", {**_name(properties), "RecursiveLoop": loop})


def _removed(wanted: Properties) -> Properties:
    return {
        "Architectures": ["x86_64"],
        "DeadLetterConfig": {},
        "Description": "",
        "Environment": {"Variables": {}},
        "Layers": [],
        "LoggingConfig": {"LogFormat": "Text", "LogGroup": f"/aws/lambda/{wanted['FunctionName']}"},
        "MemorySize": 128,
        "Timeout": 3,
        "TracingConfig": {"Mode": "PassThrough"},
        "VpcConfig": {"SubnetIds": [], "SecurityGroupIds": []},
    }


def _gone(request: ResourceRequest[Properties]) -> bool:
    name = _name(request.desired_state)
    try:
        (function,) = perform(request, "lambda", [Call("get_function", name)])
    except ClientError as error:
        if error.response["Error"]["Code"] != "ResourceNotFoundException":
            raise
        return True
    if function["Configuration"]["State"] != "Failed":
        return False
    perform(request, "lambda", [Call("delete_function", name)])  # its package is lost: nothing can be updated
    while _exists(request):  # the end of a deletion takes half a second
        time.sleep(POLL)
    return True


def _exists(request: ResourceRequest[Properties]) -> bool:
    try:
        perform(request, "lambda", [Call("get_function", _name(request.desired_state))])
    except ClientError:
        return False
    return True


def _left(request: ResourceRequest[Properties]) -> Properties | None:
    name = _name(request.desired_state)
    (answer,) = perform(request, "lambda", [Call("get_function", name)])
    function = answer["Configuration"]
    own = ("AWS::Lambda::Function", name["FunctionName"], function["LastModified"])
    return {**name, "Arn": function["FunctionArn"]} if is_left(request.account_id, request.region_name, *own) else None


FUNCTION = Extension(
    service="lambda",
    gone=_gone,
    taken="ResourceConflictException",
    left=_left,
    kept=(
        "Architectures",
        "Code",
        "DeadLetterConfig",
        "Description",
        "Environment",
        "FunctionName",
        "Handler",
        "ImageConfig",
        "Layers",
        "LoggingConfig",
        "MemorySize",
        "PackageType",
        "Role",
        "Runtime",
        "Timeout",
        "TracingConfig",
        "VpcConfig",
    ),
    removed=_removed,
    updates=True,
    parts=(
        part("EphemeralStorage", _storage, _storage),
        part(
            "ReservedConcurrentExecutions",
            lambda properties: Call(
                "put_function_concurrency", chosen(properties, "FunctionName", "ReservedConcurrentExecutions")
            ),
            lambda properties: Call("delete_function_concurrency", _name(properties)),
        ),
        part("RecursiveLoop", _recursion, _recursion),
        tags(
            lambda properties, new: Call("tag_resource", {"Resource": properties["Arn"], "Tags": by_key(new)}),
            lambda properties, gone: Call("untag_resource", {"Resource": properties["Arn"], "TagKeys": gone}),
        ),
    ),
)
