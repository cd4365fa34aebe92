"""The rows of a function's URL and of its permissions, in the place of LocalStack's own types.

Those drop the updates of a URL, and a permission's conditions except the source's ARN.
https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-url.html
https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-permission.html
"""

from tickstack.localstack.resources.types import Call, Properties, ResourceType, chosen

GONE = ("ResourceNotFoundException", "")
TAKEN = ("ResourceConflictException", "")

REMOVED: Properties = {"Cors": {}, "InvokeMode": "BUFFERED"}
"""What a URL's settings return to when a template no longer states them."""


def _target(properties: Properties) -> Properties:
    return {"FunctionName": properties["TargetFunctionArn"], **chosen(properties, "Qualifier")}


def _settings(properties: Properties) -> Properties:
    target = ("TargetFunctionArn", "Qualifier", "FunctionArn", "FunctionUrl")
    return {name: value for name, value in properties.items() if name not in target}


def _update_url(properties: Properties, previous: Properties, _current: Properties) -> list[Call]:
    removed = {name: value for name, value in REMOVED.items() if name in previous}
    return [Call("update_function_url_config", _target(properties) | removed | _settings(properties))]


def _statement(properties: Properties) -> Properties:
    return {"StatementId" if name == "Id" else name: value for name, value in properties.items()}


FUNCTION_URL = ResourceType(
    name="AWS::Lambda::Url",
    service="lambda",
    identifier=("FunctionArn",),
    create_only=("TargetFunctionArn", "Qualifier"),
    read_only=("FunctionArn", "FunctionUrl"),
    create=lambda properties: [Call("create_function_url_config", _target(properties) | _settings(properties))],
    update=_update_url,
    delete=lambda properties: Call("delete_function_url_config", _target(properties)),
    read=lambda properties: Call("get_function_url_config", _target(properties)),
    attributes=lambda answer: chosen(answer, "FunctionUrl"),
    missing=GONE,
    taken=TAKEN,
    born=lambda answer: answer["CreationTime"],
)

PERMISSION = ResourceType(
    name="AWS::Lambda::Permission",
    service="lambda",
    identifier=("Id",),
    create_only=(
        "Action",
        "EventSourceToken",
        "FunctionName",
        "FunctionUrlAuthType",
        "InvokedViaFunctionUrl",
        "Principal",
        "PrincipalOrgID",
        "SourceAccount",
        "SourceArn",
    ),
    read_only=("Id",),
    generated=str,
    create=lambda properties: [Call("add_permission", _statement(properties))],
    delete=lambda properties: Call("remove_permission", _statement(chosen(properties, "FunctionName", "Id"))),
    read=lambda properties: Call("get_policy", chosen(properties, "FunctionName")),
    missing=GONE,
)
