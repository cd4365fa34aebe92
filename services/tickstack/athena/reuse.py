"""Which results are given again: https://docs.aws.amazon.com/athena/latest/ug/reusing-query-results.html.

A client asks for it by the greatest age; then a former execution of the same query, in the same workgroup, database and
result configuration, answers with its own result object. What a query gives only by chance is run.
"""

from dataclasses import replace
from datetime import timedelta

import sqlglot
from sqlglot import exp

from tickstack.athena.execution import Execution, Order

_DEFAULT_MINUTES = 60
_CHANCE = frozenset({"rand", "random", "shuffle", "uuid"})
_MOMENTS = frozenset({"now", "current_timestamp", "current_date", "current_time", "localtime", "localtimestamp"})


def greatest_age(order: Order) -> timedelta | None:
    """How old a result may be; None if the query is to be run whatever there is."""
    asked = (order.reuse or {}).get("ResultReuseByAgeConfiguration", {})
    if not asked.get("Enabled") or order.kind.substatement != "SELECT" or not _is_determined(order.text):
        return None
    return timedelta(minutes=asked.get("MaxAgeInMinutes", _DEFAULT_MINUTES))


def answers(former: Execution, order: Order) -> bool:
    """Whether the result of ``former`` is one of ``order``."""
    if former.state != "SUCCEEDED" or former.outcome.reused is not None:
        return False
    return _compared(former.order) == _compared(order)


def _compared(order: Order) -> Order:
    return replace(order, reuse=None, scan_limit=None, configuration=dict(order.configuration))


def _is_determined(query: str) -> bool:
    """Whether the same data give the same result; of what sqlglot cannot read nothing is known."""
    try:
        tree = sqlglot.parse_one(query, dialect="athena")
    except (sqlglot.errors.SqlglotError, RecursionError):
        return False
    if any(_name(call) in _CHANCE | _MOMENTS for call in tree.find_all(exp.Func)) or tree.find(exp.TableSample):
        return False
    return all(query.args.get("order") for query in tree.find_all(exp.Query) if query.args.get("limit"))


def _name(call: exp.Func) -> str:
    return (call.name if isinstance(call, exp.Anonymous) else call.sql_name()).lower()
