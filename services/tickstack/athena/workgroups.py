"""Workgroups: settings that queries share, and which of a client's own settings they replace."""

import threading
from collections.abc import Callable, Mapping, MutableMapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from tickstack.athena.errors import invalid_request
from tickstack.athena.locations import check_location
from tickstack.errors import NotSupportedError

PRIMARY = "primary"
ENGINE_VERSION = {"SelectedEngineVersion": "AUTO", "EffectiveEngineVersion": "Athena engine version 3"}
_DEFAULTS: Mapping[str, Any] = {
    "ResultConfiguration": {},
    "EnforceWorkGroupConfiguration": True,
    "PublishCloudWatchMetricsEnabled": True,
    "RequesterPaysEnabled": False,
    "EnableMinimumEncryptionConfiguration": False,
    "EngineVersion": ENGINE_VERSION,
}
_KEPT = {*_DEFAULTS, "BytesScannedCutoffPerQuery"}
_SWITCHED: Mapping[str, str] = {
    "ManagedQueryResultsConfiguration": "Enabled",
    "ManagedQueryResultsConfigurationUpdates": "Enabled",
    "IdentityCenterConfiguration": "EnableIdentityCenter",
    "QueryResultsS3AccessGrantsConfiguration": "EnableS3AccessGrants",
}
"""Members that have no effect while they are off, and the switch of each."""
_RESULT_MEMBERS = ("OutputLocation", "EncryptionConfiguration", "ExpectedBucketOwner", "AclConfiguration")


@dataclass(frozen=True)
class WorkGroup:
    """A workgroup; ``configuration`` is Athena's WorkGroupConfiguration with its defaults."""

    name: str
    created: datetime
    configuration: Mapping[str, Any]
    description: str = ""
    state: str = "ENABLED"

    @property
    def scan_limit(self) -> int | None:
        """Bytes that one query may scan."""
        limit: int | None = self.configuration.get("BytesScannedCutoffPerQuery")
        return limit

    @property
    def enforced(self) -> bool:
        return bool(self.configuration["EnforceWorkGroupConfiguration"])

    def result_configuration(self, asked: Mapping[str, Any]) -> dict[str, Any]:
        """The ResultConfiguration of a query whose client asked for ``asked``: enforced settings replace it."""
        own = self.configuration["ResultConfiguration"]
        return dict(own) if self.enforced else {**own, **asked}


class WorkGroups:
    """The workgroups of one account in one region, kept in ``groups`` by name; ``primary`` is always there."""

    def __init__(self, clock: Callable[[], datetime], groups: MutableMapping[str, WorkGroup] | None = None) -> None:
        self._clock = clock
        self._lock = threading.RLock()
        self._groups: MutableMapping[str, WorkGroup] = {} if groups is None else groups
        if PRIMARY not in self._groups:
            enforced = {"EnforceWorkGroupConfiguration": False}
            self._groups[PRIMARY] = WorkGroup(PRIMARY, clock(), {**_DEFAULTS, **enforced})

    def all(self) -> list[WorkGroup]:
        with self._lock:
            return [self._groups[name] for name in sorted(self._groups)]

    def find(self, name: str) -> WorkGroup | None:
        with self._lock:
            return self._groups.get(name)

    def require(self, name: str) -> WorkGroup:
        """Raises InvalidRequestException."""
        found = self.find(name)
        if found is None:
            raise invalid_request("WorkGroup is not found.")
        return found

    def create(self, name: str, configuration: Mapping[str, Any], description: str) -> None:
        configuration = {**_DEFAULTS, **_checked(configuration)}
        with self._lock:
            if name in self._groups:
                raise invalid_request("WorkGroup already exists")
            self._groups[name] = WorkGroup(name, self._clock(), configuration, description)

    def update(self, name: str, updates: Mapping[str, Any], *, description: str | None, state: str | None) -> None:
        """Apply a WorkGroupConfigurationUpdates."""
        changed = _checked({key: value for key, value in updates.items() if key not in _INSTRUCTIONS})
        with self._lock:
            group = self.require(name)
            configuration = {**group.configuration, **changed}
            if updates.get("RemoveBytesScannedCutoffPerQuery"):
                configuration.pop("BytesScannedCutoffPerQuery", None)
            results = updates.get("ResultConfigurationUpdates", {})
            configuration["ResultConfiguration"] = _updated_results(configuration["ResultConfiguration"], results)
            self._groups[name] = replace(
                group,
                configuration=configuration,
                description=group.description if description is None else description,
                state=state or group.state,
            )

    def delete(self, name: str) -> None:
        if name == PRIMARY:
            raise invalid_request("The primary workgroup cannot be deleted.")
        with self._lock:
            self.require(name)
            self._groups.pop(name, None)


_INSTRUCTIONS = (
    "ResultConfigurationUpdates",
    "RemoveBytesScannedCutoffPerQuery",
    "RemoveCustomerContentEncryptionConfiguration",
)


def _checked(configuration: Mapping[str, Any]) -> dict[str, Any]:
    """``configuration`` in the form that is kept. Raises NotSupportedError for a member that has no effect here."""
    kept = dict(configuration)
    for member, switch in _SWITCHED.items():
        if member in kept and not kept[member].get(switch, True):
            del kept[member]
    for member in kept:
        if member not in _KEPT:
            raise NotSupportedError(f"Athena workgroups with {member}")
    results = kept.get("ResultConfiguration", {})
    if "OutputLocation" in results:
        check_location(results["OutputLocation"])
    if "EngineVersion" in kept:
        kept["EngineVersion"] = _engine_version(kept["EngineVersion"])
    return kept


def _engine_version(given: Mapping[str, Any]) -> dict[str, str]:
    selected = given.get("SelectedEngineVersion", "AUTO")
    if selected not in ENGINE_VERSION.values():
        raise NotSupportedError(f"Athena engine version {selected}")
    return {**ENGINE_VERSION, "SelectedEngineVersion": selected}


def _updated_results(before: Mapping[str, Any], updates: Mapping[str, Any]) -> dict[str, Any]:
    after = {**before, **{key: updates[key] for key in _RESULT_MEMBERS if key in updates}}
    if "OutputLocation" in updates:
        check_location(updates["OutputLocation"])
    return {key: value for key, value in after.items() if not updates.get(f"Remove{key}")}
