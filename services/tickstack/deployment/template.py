"""A CloudFormation template as far as a deployment looks into it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import yaml  # type: ignore[import-untyped]  # it has no types of its own

from tickstack.errors import TickstackError

MAX_BYTES = 51_200
"""What CloudFormation takes within a call."""


_VARIABLE = re.compile(r"\$\{([\w:]+)\}")


class TemplateError(TickstackError):
    """The template is not one."""


class _Loader(yaml.SafeLoader):  # type: ignore[misc]  # as above
    """Reads ``!Ref X`` and its like as their value: what they refer to does not matter here."""


def _tagged(loader: yaml.SafeLoader, _suffix: str, node: yaml.Node) -> Any:
    if isinstance(node, yaml.ScalarNode):
        return loader.construct_scalar(node)
    if isinstance(node, yaml.SequenceNode):
        return loader.construct_sequence(node, deep=True)
    assert isinstance(node, yaml.MappingNode)
    return loader.construct_mapping(node, deep=True)


_Loader.add_multi_constructor("!", _tagged)


def _member(node: yaml.Node | None, name: str) -> yaml.Node | None:
    pairs = node.value if isinstance(node, yaml.MappingNode) else ()
    return next((value for key, value in pairs if key.value == name), None)


@dataclass(frozen=True)
class Template:
    """The text of a template; ``parameters`` are those without a default mapped to False, the others to True.

    ``outputs`` are the keys of those that are always there; ``runtimes`` the Lambda runtimes by logical id.
    """

    body: str
    parameters: dict[str, bool]
    outputs: frozenset[str]
    runtimes: dict[str, str]

    def with_static_names(self, pseudo: Mapping[str, str]) -> str:
        """The text with the names of retained buckets as constants; ``pseudo`` are values such as ``AWS::Region``'s.

        Only a resource with a static name is imported when it already exists:
        https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/import-resources-automatically.html
        """
        resources = _member(yaml.compose(self.body, _Loader), "Resources")
        parts, at = [], 0
        for _, resource in resources.value if resources else ():
            kind, policy = (getattr(_member(resource, name), "value", "") for name in ("Type", "DeletionPolicy"))
            name = _member(_member(resource, "Properties"), "BucketName")
            if kind == "AWS::S3::Bucket" and policy == "Retain" and name is not None and name.tag == "!Sub":
                static = _VARIABLE.sub(lambda found: pseudo.get(found[1], found[0]), name.value)
                if "${" not in static:
                    parts += [self.body[at : name.start_mark.index], static]
                    at = name.end_mark.index
        return "".join([*parts, self.body[at:]])

    @classmethod
    def read(cls, path: Path) -> Self:
        """Read a file. Raises TemplateError."""
        try:
            return cls.parse(path.read_text(encoding="utf-8"))
        except OSError as error:
            raise TemplateError(f"{path} cannot be read: {error.strerror}") from error

    @classmethod
    def parse(cls, body: str) -> Self:
        """Read a template's text. Raises TemplateError."""
        try:
            content = yaml.load(body, _Loader)  # noqa: S506 - the loader is a SafeLoader
        except yaml.YAMLError as error:
            raise TemplateError(f"the template is not YAML: {error}") from error
        if not isinstance(content, dict) or not isinstance(content.get("Resources"), dict):
            raise TemplateError("the template has no Resources")
        functions = {
            name: resource.get("Properties", {})
            for name, resource in content["Resources"].items()
            if resource.get("Type") == "AWS::Lambda::Function"
        }
        return cls(
            body,
            {name: "Default" in parameter for name, parameter in content.get("Parameters", {}).items()},
            frozenset(name for name, output in content.get("Outputs", {}).items() if "Condition" not in output),
            {name: str(properties.get("Runtime")) for name, properties in functions.items()},
        )
