"""The errors that callers are meant to see.

TickstackError
├── SettingError            a setting is unknown or malformed; names it
├── StateError              what is kept on disk cannot be used: another format, in use, not writable; says what to do
├── AwsError                an answer in AWS's error shape: code, HTTP status, message, further members
│   └── NotSupportedError   501: AWS has it, tickstack does not
└── QueryError              a statement failed as Athena's engine fails it: error name, message, category, type

Anything else that reaches a door is a defect: HTTP 500 with a traceback in the log.
"""


class TickstackError(Exception):
    """Base of every error that is meant to be read by a user."""


class SettingError(TickstackError):
    """A setting is unknown or malformed."""


class StateError(TickstackError):
    """What is kept on disk cannot be used; the message names the file or folder and says what to do."""


class AwsError(TickstackError):
    """An error in the shape of AWS's APIs.

    ``code`` is the exception's name in the service model (``EntityNotFoundException``); ``members`` are further
    members of the error's body beside the message (``AthenaErrorCode``).
    """

    def __init__(self, code: str, message: str | None, *, status: int = 400, **members: object) -> None:
        super().__init__(message or code)
        self.code = code
        self.message = message
        self.status = status
        self.members = members


class NotSupportedError(AwsError):
    """AWS has it and tickstack does not. HTTP 501, which the SDKs do not retry."""

    def __init__(self, what: str) -> None:
        super().__init__("NotImplementedException", f"tickstack does not support {what}", status=501)


class QueryError(TickstackError):
    """A statement failed as Athena's engine fails it.

    ``name`` is Trino's error name (``TABLE_NOT_FOUND``), ``category`` and ``type`` are the numbers of ``AthenaError``
    (2 is the user's error). ``str()`` gives Athena's ``StateChangeReason``: ``NAME: message``.
    """

    def __init__(self, name: str, message: str, *, type: int = 1000, category: int = 2) -> None:  # noqa: A002
        super().__init__(f"{name}: {message}")
        self.name = name
        self.message = message
        self.type = type
        self.category = category
