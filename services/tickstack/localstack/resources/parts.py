"""Properties that a service keeps by calls of their own, beside the call that creates the resource.

A part is put while the template states it and cleared when the template no longer does.
"""

from collections.abc import Callable, Iterable, Sequence

from tickstack.localstack.resources.types import Call, Part, Properties

type Tags = Sequence[Properties]
"""Tags as CloudFormation writes them: ``[{"Key": ..., "Value": ...}]``."""


def part(name: str, put: Callable[[Properties], Call], clear: Callable[[Properties], Call]) -> Part:
    """A part that one call puts and another clears."""
    return Part(name, lambda wanted, _former: [clear(wanted) if wanted.get(name) is None else put(wanted)])


def tags(tag: Callable[[Properties, Tags], Call], untag: Callable[[Properties, Sequence[str]], Call]) -> Part:
    """The tags: those that are gone are taken off, the others are written."""

    def change(wanted: Properties, former: Properties) -> list[Call]:
        new: Tags = wanted.get("Tags") or []
        names = {item["Key"] for item in new}
        gone = [item["Key"] for item in former.get("Tags") or [] if item["Key"] not in names]
        return [*([untag(wanted, gone)] if gone else []), *([tag(wanted, new)] if new else [])]

    return Part("Tags", change)


def by_key(values: Tags) -> dict[str, str]:
    """Tags as the services take them that know maps."""
    return {item["Key"]: item["Value"] for item in values}


def changes(parts: Iterable[Part], wanted: Properties, former: Properties) -> list[Call]:
    """The calls for every part whose value is another one than before; a new resource has no former properties."""
    return [
        call for item in parts if wanted.get(item.name) != former.get(item.name) for call in item.change(wanted, former)
    ]
