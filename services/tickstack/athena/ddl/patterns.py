"""The patterns of SHOW: ``*`` for any text, ``|`` between alternatives, the case of letters does not matter.

https://docs.aws.amazon.com/athena/latest/ug/show-tables.html
"""

import re
from collections.abc import Iterable


def matching(pattern: str | None, names: Iterable[str]) -> list[str]:
    """Those of ``names`` that a pattern takes, in order; all without a pattern."""
    if pattern is None:
        return sorted(names)
    alternatives = "|".join(re.escape(part).replace(r"\*", ".*") for part in pattern.split("|"))
    accepted = re.compile(alternatives, re.IGNORECASE)
    return [name for name in sorted(names) if accepted.fullmatch(name)]
