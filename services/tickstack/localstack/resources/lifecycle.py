"""The lifecycle rules of a bucket, from CloudFormation's words to those of S3's API.

https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-s3-bucket-rule.html
"""

from typing import Any

from tickstack.localstack.resources.types import Properties

EXPIRATION = {"ExpirationInDays": "Days", "ExpirationDate": "Date", "ExpiredObjectDeleteMarker": None}
SAME = (
    "Status",
    "AbortIncompleteMultipartUpload",
    "NoncurrentVersionExpiration",
)
TRANSITION = {"TransitionInDays": "Days", "TransitionDate": "Date"}
NONCURRENT = {"TransitionInDays": "NoncurrentDays"}
FILTERS = ("Prefix", "ObjectSizeGreaterThan", "ObjectSizeLessThan")


def lifecycle(value: Properties) -> Properties:
    """Return the API's configuration of a ``LifecycleConfiguration``."""
    rules = [_rule(rule) for rule in value["Rules"]]
    return {"Rules": rules}


def _rule(rule: Properties) -> Properties:
    given = {name: rule[name] for name in SAME if name in rule}
    if "Id" in rule:
        given["ID"] = rule["Id"]
    given["Filter"] = _filter(rule)
    expiration = _renamed({name: rule[name] for name in EXPIRATION if name in rule}, EXPIRATION)
    if expiration:
        given["Expiration"] = expiration
    if "NoncurrentVersionExpirationInDays" in rule:
        given["NoncurrentVersionExpiration"] = {"NoncurrentDays": rule["NoncurrentVersionExpirationInDays"]}
    if transitions := _all(rule, "Transition"):
        given["Transitions"] = [_renamed(item, TRANSITION) for item in transitions]
    if transitions := _all(rule, "NoncurrentVersionTransition"):
        given["NoncurrentVersionTransitions"] = [_renamed(item, NONCURRENT) for item in transitions]
    return given


def _all(rule: Properties, name: str) -> list[Properties]:
    # the property in the singular is the older way to write one
    return [*(rule.get(f"{name}s") or []), *([rule[name]] if name in rule else [])]


def _renamed(value: Properties, names: dict[str, Any]) -> Properties:
    return {names.get(name) or name: item for name, item in value.items()}


def _filter(rule: Properties) -> Properties:
    conditions = {name: rule[name] for name in FILTERS if name in rule}
    tags = rule.get("TagFilters") or []
    if len(conditions) + len(tags) > 1:
        return {"And": conditions | ({"Tags": tags} if tags else {})}
    return {"Tag": tags[0]} if tags else conditions or {"Prefix": ""}
