"""Whose request it is: the account and region that a signature names."""

import re
from dataclasses import dataclass

_CREDENTIAL = re.compile(r"Credential=(?P<key>[^/,\s]+)/\d{8}/(?P<region>[a-z0-9-]+)/[a-z0-9-]+/aws4_request")


@dataclass(frozen=True)
class Identity:
    """One account in one region: the owner of a state."""

    account: str
    region: str


def identify(authorization: str | None, default: Identity) -> Identity:
    """Read the ``Authorization`` header: a key of 12 digits is the account, any other key means ``default``'s."""
    found = _CREDENTIAL.search(authorization or "")
    if not found:
        return default
    key = found["key"]
    return Identity(key if re.fullmatch(r"\d{12}", key) else default.account, found["region"])
