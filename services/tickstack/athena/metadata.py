"""The ``.metadata`` object beside a result: a protobuf message with the result's columns.

The descriptor is built here, since the message is small and nobody publishes its file. Which fields of a column are
present depends on its type, never on the value.
"""

from collections.abc import Sequence
from typing import Any

from google.protobuf import descriptor_pb2, descriptor_pool, message_factory

from tickstack.engine import OutputColumn

_Field = descriptor_pb2.FieldDescriptorProto
_COLUMN = (
    ("catalog", 1, _Field.TYPE_STRING),
    ("name", 4, _Field.TYPE_STRING),
    ("label", 5, _Field.TYPE_STRING),
    ("type", 6, _Field.TYPE_STRING),
    ("precision", 7, _Field.TYPE_INT32),
    ("scale", 8, _Field.TYPE_INT32),
    ("nullable", 9, _Field.TYPE_INT32),
    ("case_sensitive", 10, _Field.TYPE_BOOL),
)
_RESULT = (
    ("query_id", 1, _Field.TYPE_STRING),
    ("update_type", 2, _Field.TYPE_STRING),
    ("update_count", 3, _Field.TYPE_INT64),
)
_NULLABLE_UNKNOWN = 3
_BARE = ("array", "map", "row", "json", "uuid", "ipaddress", "string", "unknown")
_FLAG_ONLY = ("boolean", "interval day to second", "interval year to month")


def _message_class() -> Any:
    file = descriptor_pb2.FileDescriptorProto(name="athena_result.proto", package="tickstack", syntax="proto2")
    for message, fields in (("Column", _COLUMN), ("Result", _RESULT)):
        kind = file.message_type.add(name=message)
        for name, number, field_type in fields:
            kind.field.add(name=name, number=number, type=field_type, label=_Field.LABEL_OPTIONAL)
    file.message_type[1].field.add(
        name="columns",
        number=4,
        type=_Field.TYPE_MESSAGE,
        type_name=".tickstack.Column",
        label=_Field.LABEL_REPEATED,
    )
    pool = descriptor_pool.DescriptorPool()
    pool.Add(file)
    return message_factory.GetMessageClass(pool.FindMessageTypeByName("tickstack.Result"))


RESULT = _message_class()
"""The message's class, for those who read such objects."""


def encode(
    query_id: str,
    columns: Sequence[OutputColumn],
    *,
    literal_only: bool,
    update_type: str | None = None,
    update_count: int | None = None,
) -> bytes:
    """The message of a statement; a SELECT without any table also says that it updated nothing."""
    message = RESULT(query_id=query_id)
    if update_type is not None:
        message.update_type = update_type
        message.update_count = update_count or 0
    if literal_only:
        message.update_type = ""
        message.update_count = 0
    for column in columns:
        message.columns.add(
            catalog="hive",
            name=column.name,
            label=column.name,
            type=column.type.name,
            nullable=_NULLABLE_UNKNOWN,
            **_by_type(column),
        )
    return bytes(message.SerializeToString(deterministic=True))


def _by_type(column: OutputColumn) -> dict[str, Any]:
    kind = column.type
    if kind.name in _BARE:
        return {}
    present: dict[str, Any] = {"case_sensitive": kind.case_sensitive}
    if kind.name not in _FLAG_ONLY:
        present["scale"] = kind.scale
        if kind.name != "date":
            present["precision"] = kind.precision
    return present
