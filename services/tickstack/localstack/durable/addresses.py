"""Function URLs carry the stack's host and port, which may be others when the stack comes back."""

import re


def moved(text: str, former: str, present: str) -> str:
    """Return ``text`` with function URLs at the host and port ``former`` moved to ``present``."""
    return re.sub(rf"(\.lambda-url\.[\w-]+\.){re.escape(former)}(?=/|$)", rf"\g<1>{present}", text)
