"""A CloudFormation template as far as a deployment looks into it."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import yaml  # type: ignore[import-untyped]  # it has no types of its own

from tickstack.errors import TickstackError

MAX_BYTES = 51_200
"""What CloudFormation takes within a call."""


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


@dataclass(frozen=True)
class Template:
    """The text of a template; ``parameters`` are those without a default mapped to False, the others to True.

    ``outputs`` are the keys of those that are always there; ``runtimes`` the Lambda runtimes by logical id.
    """

    body: str
    parameters: dict[str, bool]
    outputs: frozenset[str]
    runtimes: dict[str, str]

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
