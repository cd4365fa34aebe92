"""The row of the IAM role, in the place of LocalStack's own type.

That drops changed inline policies, and replaces a role, under another name, for a change of its trust policy.
https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-role.html
"""

import json
from typing import Any

from tickstack.localstack.resources.parts import part, tags
from tickstack.localstack.resources.types import Call, Part, Properties, ResourceType, chosen

LATER = ("Arn", "RoleId", "ManagedPolicyArns", "Policies")
"""What the call that creates a role does not take. What no call takes is left to it, to be refused by name."""

REMOVED: Properties = {"Description": "", "MaxSessionDuration": 3600}
"""What these return to when a template no longer states them."""


def _name(properties: Properties) -> Properties:
    return chosen(properties, "RoleName")


def _text(document: Any) -> str:
    return document if isinstance(document, str) else json.dumps(document)


def _create(properties: Properties) -> list[Call]:
    given = {name: value for name, value in properties.items() if name not in LATER}
    return [Call("create_role", {**given, "AssumeRolePolicyDocument": _text(properties["AssumeRolePolicyDocument"])})]


def _inline(properties: Properties) -> dict[str, str]:
    return {policy["PolicyName"]: _text(policy["PolicyDocument"]) for policy in properties.get("Policies") or []}


def _change_inline(properties: Properties, previous: Properties) -> list[Call]:
    new, old, name = _inline(properties), _inline(previous), _name(properties)
    gone = [Call("delete_role_policy", {**name, "PolicyName": policy}) for policy in old if policy not in new]
    return gone + [
        Call("put_role_policy", {**name, "PolicyName": policy, "PolicyDocument": document})
        for policy, document in new.items()
        if old.get(policy) != document
    ]


def _change_attached(properties: Properties, previous: Properties) -> list[Call]:
    new, old = properties.get("ManagedPolicyArns") or [], previous.get("ManagedPolicyArns") or []
    calls = [("detach_role_policy", arn) for arn in old if arn not in new]
    calls += [("attach_role_policy", arn) for arn in new if arn not in old]
    return [Call(operation, {**_name(properties), "PolicyArn": arn}) for operation, arn in calls]


def _detach(properties: Properties) -> list[Call]:
    bare = _name(properties)
    return _change_inline(bare, properties) + _change_attached(bare, properties)


def _described(name: str) -> Part:
    def put(properties: Properties) -> Call:
        return Call("update_role", _name(properties) | REMOVED | chosen(properties, *REMOVED))

    return part(name, put, put)


ROLE = ResourceType(
    name="AWS::IAM::Role",
    service="iam",
    identifier=("RoleName",),
    create_only=("Path", "RoleName"),
    read_only=("Arn", "RoleId"),
    generated=str,
    create=_create,
    created=("AssumeRolePolicyDocument", "Description", "MaxSessionDuration", "PermissionsBoundary", "Tags"),
    parts=(
        Part(
            "AssumeRolePolicyDocument",
            lambda properties, _previous: [
                Call(
                    "update_assume_role_policy",
                    {**_name(properties), "PolicyDocument": _text(properties["AssumeRolePolicyDocument"])},
                )
            ],
        ),
        _described("Description"),
        _described("MaxSessionDuration"),
        part(
            "PermissionsBoundary",
            lambda properties: Call(
                "put_role_permissions_boundary", chosen(properties, "RoleName", "PermissionsBoundary")
            ),
            lambda properties: Call("delete_role_permissions_boundary", _name(properties)),
        ),
        Part("ManagedPolicyArns", _change_attached),
        Part("Policies", _change_inline),
        tags(
            lambda properties, new: Call("tag_role", {**_name(properties), "Tags": new}),
            lambda properties, gone: Call("untag_role", {**_name(properties), "TagKeys": gone}),
        ),
    ),
    detach=_detach,
    delete=lambda properties: Call("delete_role", _name(properties)),
    read=lambda properties: Call("get_role", _name(properties)),
    attributes=lambda answer: chosen(answer["Role"], "Arn", "RoleId"),
    missing=("NoSuchEntity", ""),
    taken=("EntityAlreadyExists", ""),
    born=lambda answer: answer["Role"].get("CreateDate"),
)
