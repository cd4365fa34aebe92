"""A creation or an update of a stack: what it has done, which lasts with the stack until it is over, and its states."""

import dataclasses
from typing import Any

from localstack.aws.api.cloudformation import ChangeAction, StackStatus
from localstack.services.cloudformation.engine.v2.change_set_model_preproc import PreprocProperties
from localstack.services.cloudformation.v2.entities import ChangeSet


@dataclasses.dataclass(frozen=True)
class Step:
    """One thing that was done: enough to undo it."""

    action: ChangeAction
    logical_id: str
    type: str
    before: PreprocProperties | None
    model: dict[str, Any]


@dataclasses.dataclass(frozen=True)
class Unfinished:
    """What a stack operation has done so far; it is part of the stack until the operation is over.

    ``doing`` is what has no result yet; a creation has there what was asked for as ``before``, and in ``begun`` what is
    known of it. ``since`` is when the operation began, in seconds.
    """

    since: float
    change_set: ChangeSet
    journal: list[Step]
    resources: dict[str, Any]
    failed: list[str]
    doing: dict[str, Step]
    begun: dict[str, dict[str, Any]]


@dataclasses.dataclass(frozen=True)
class Kind:
    """The words of a stack operation: what failed, its end, and the states of its rollback."""

    verb: str
    done: StackStatus
    rolling: StackStatus
    rolled: StackStatus
    stuck: StackStatus


KINDS = {
    StackStatus.CREATE_IN_PROGRESS: Kind(
        "create",
        StackStatus.CREATE_COMPLETE,
        StackStatus.ROLLBACK_IN_PROGRESS,
        StackStatus.ROLLBACK_COMPLETE,
        StackStatus.ROLLBACK_FAILED,
    ),
    StackStatus.UPDATE_IN_PROGRESS: Kind(
        "update",
        StackStatus.UPDATE_COMPLETE,
        StackStatus.UPDATE_ROLLBACK_IN_PROGRESS,
        StackStatus.UPDATE_ROLLBACK_COMPLETE,
        StackStatus.UPDATE_ROLLBACK_FAILED,
    ),
}
