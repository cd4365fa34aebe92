"""Saved statements: named queries by their id, prepared statements by their workgroup and name."""

import threading
from collections.abc import Callable, MutableMapping
from dataclasses import dataclass, replace
from datetime import datetime

from tickstack.athena.errors import invalid_request, resource_not_found

_STATEMENTS_PER_WORKGROUP = 1000


@dataclass(frozen=True)
class NamedQuery:
    """A query that is kept and never run or checked; names need not be unique. ``token`` made it."""

    id: str
    name: str
    database: str
    query: str
    workgroup: str
    description: str | None = None
    token: str | None = None


class NamedQueries:
    """The named queries of one account in one region, kept in ``queries`` by their ids."""

    def __init__(self, new_id: Callable[[], str], queries: MutableMapping[str, NamedQuery] | None = None) -> None:
        self._new_id = new_id
        self._queries: MutableMapping[str, NamedQuery] = {} if queries is None else queries
        self._tokens = {query.token: query.id for query in self._queries.values() if query.token is not None}
        self._lock = threading.RLock()

    def create(self, query: NamedQuery, token: str | None) -> str:
        """Keep ``query`` under a new id; a token that was used before gives its id again."""
        with self._lock:
            if token is not None and token in self._tokens:
                return self._tokens[token]
            identity = self._new_id()
            self._queries[identity] = replace(query, id=identity, token=token)
            if token is not None:
                self._tokens[token] = identity
            return identity

    def find(self, identity: str) -> NamedQuery | None:
        with self._lock:
            return self._queries.get(identity)

    def require(self, identity: str) -> NamedQuery:
        """Raises InvalidRequestException."""
        found = self.find(identity)
        if found is None:
            raise invalid_request(f"NamedQuery {identity} was not found")
        return found

    def update(self, query: NamedQuery) -> None:
        """Raises InvalidRequestException for one that was deleted meanwhile."""
        with self._lock:
            self.require(query.id)
            self._queries[query.id] = query

    def delete(self, identity: str) -> None:
        with self._lock:
            token = self.require(identity).token
            self._queries.pop(identity, None)
            if token is not None:
                self._tokens.pop(token, None)

    def of(self, workgroup: str) -> list[str]:
        """Ids in ascending order."""
        with self._lock:
            return sorted(query.id for query in self._queries.values() if query.workgroup == workgroup)


@dataclass(frozen=True)
class PreparedStatement:
    name: str
    workgroup: str
    query: str
    modified: datetime
    description: str | None = None


class PreparedStatements:
    """The prepared statements of one account in one region, kept in ``statements`` by workgroup and name."""

    def __init__(self, statements: MutableMapping[tuple[str, str], PreparedStatement] | None = None) -> None:
        self._statements: MutableMapping[tuple[str, str], PreparedStatement] = {} if statements is None else statements
        self._lock = threading.RLock()

    def create(self, statement: PreparedStatement) -> None:
        with self._lock:
            key = (statement.workgroup, statement.name)
            if key in self._statements:
                raise invalid_request(
                    f"PreparedStatement {statement.name} already exists in workGroup {statement.workgroup}"
                )
            if sum(workgroup == statement.workgroup for workgroup, _ in self._statements) >= _STATEMENTS_PER_WORKGROUP:
                raise invalid_request(
                    f"Cannot create prepared statement {statement.name}. The number of prepared statements in this "
                    f"workgroup exceeds the limit of {_STATEMENTS_PER_WORKGROUP}."
                )
            self._statements[key] = statement

    def find(self, workgroup: str, name: str) -> PreparedStatement | None:
        with self._lock:
            return self._statements.get((workgroup, name))

    def require(self, workgroup: str, name: str) -> PreparedStatement:
        """Raises ResourceNotFoundException."""
        found = self.find(workgroup, name)
        if found is None:
            raise resource_not_found(f"PreparedStatement {name} was not found in workGroup {workgroup}", name)
        return found

    def update(self, statement: PreparedStatement) -> None:
        with self._lock:
            self.require(statement.workgroup, statement.name)
            self._statements[statement.workgroup, statement.name] = statement

    def delete(self, workgroup: str, name: str) -> None:
        with self._lock:
            self.require(workgroup, name)
            self._statements.pop((workgroup, name), None)

    def of(self, workgroup: str) -> list[PreparedStatement]:
        """In the order of their names."""
        with self._lock:
            found = [kept for key, kept in self._statements.items() if key[0] == workgroup]
        return sorted(found, key=lambda statement: statement.name)
