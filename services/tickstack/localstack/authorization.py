"""The Authorization header of a signed request, as the query service reads it: the key names the account."""

import re

KEY = re.compile(r"(?<=Credential=)[^/]+(?=/)")


def for_account(header: str, account: str) -> str:
    """Return ``header`` with ``account`` as its access key.

    A function signs with the temporary key of its role, which only LocalStack can turn into an account.
    """
    return KEY.sub(account, header)
