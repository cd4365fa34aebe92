"""LocalStack's containers of state as plain values, and back.

A provider shows its containers to a visitor: ``AccountRegionBundle`` holds LocalStack's own stores, ``BackendDict``
moto's. The values inside stay the objects that they are, for the codec to write; what an object of moto can make for
itself is left out.
"""

from collections.abc import Callable, Mapping
from functools import singledispatch
from typing import Any

from localstack.services.stores import LOCAL_ATTR_PREFIX, AccountRegionBundle
from localstack.state import AssetDirectory, StateVisitor
from moto.core.base_backend import BackendDict

type Reduced = Mapping[str, Callable[[Any], Any]]
"""Attributes of which only what the function gives is kept, by name."""

OMITTED = object()
"""What such a function gives for an attribute that is not kept at all."""


class Containers(StateVisitor):
    """Collects the containers that a provider shows; folders are left out: they last by themselves."""

    def __init__(self) -> None:
        self.found: list[Any] = []

    def visit(self, state_container: Any) -> None:
        """Take one container."""
        if not isinstance(state_container, AssetDirectory):
            self.found.append(state_container)


def omit(_value: Any) -> Any:
    """Keep nothing of an attribute."""
    return OMITTED


@singledispatch
def captured(container: Any, reduced: Reduced) -> Any:  # noqa: ARG001 - the other kinds use it
    """Return ``container`` as dicts of its objects."""
    raise TypeError(f"{type(container).__name__} is no container of state")


@captured.register(AccountRegionBundle)
def _(container: AccountRegionBundle[Any], reduced: Reduced) -> Any:  # noqa: ARG001 - only backends are reduced
    return {
        "universal": dict(container._universal),  # noqa: SLF001 - stores keep what accounts and regions share there
        "accounts": {
            account: {
                "global": dict(regions._global),  # noqa: SLF001
                "regions": {
                    region: {
                        name: value for name, value in list(vars(store).items()) if name.startswith(LOCAL_ATTR_PREFIX)
                    }
                    for region, store in list(regions.items())
                },
            }
            for account, regions in list(container.items())
        },
    }


@captured.register(BackendDict)
def _(container: BackendDict[Any], reduced: Reduced) -> Any:
    def kept(backend: Any) -> dict[str, Any]:
        values = dict(vars(backend))
        values |= {name: reduce(values[name]) for name, reduce in reduced.items() if name in values}
        return {name: value for name, value in values.items() if value is not OMITTED}

    return {
        account: {region: kept(backend) for region, backend in list(regions.items())}
        for account, regions in list(container.items())
    }


@singledispatch
def restore(container: Any, saved: Any) -> None:  # noqa: ARG001 - the other kinds use it
    """Put what was captured back into ``container``."""
    raise TypeError(f"{type(container).__name__} is no container of state")


@restore.register(AccountRegionBundle)
def _(container: AccountRegionBundle[Any], saved: Any) -> None:
    container._universal.update(saved["universal"])  # noqa: SLF001
    for account, regions in saved["accounts"].items():
        bundle = container[account]
        bundle._global.update(regions["global"])  # noqa: SLF001
        for region, attributes in regions["regions"].items():
            vars(bundle[region]).update(attributes)


@restore.register(BackendDict)
def _(container: BackendDict[Any], saved: Any) -> None:
    for account, regions in saved.items():
        for region, attributes in regions.items():
            vars(container[account][region]).update(attributes)
