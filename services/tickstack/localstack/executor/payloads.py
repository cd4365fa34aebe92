"""The error payloads that the Lambda service itself gives, where the function could give none.

The texts are AWS's, as its Invoke API answers them for Python functions.
"""

import json

from tickstack.localstack.executor.events import Exit


def timed_out(request_id: str, timeout: int) -> bytes:
    """The function ran for longer than ``timeout`` seconds."""
    return _payload("Sandbox.Timedout", f"RequestId: {request_id} Error: Task timed out after {timeout:.2f} seconds")


def exited(request_id: str, exit_: Exit) -> bytes:
    """The process ended while an invocation was open."""
    how = f"with error: {exit_.reason}" if exit_.reason else "without providing a reason"
    return _payload("Runtime.ExitError", f"RequestId: {request_id} Error: Runtime exited {how}")


def too_large(limit: int) -> bytes:
    """The handler returned more than ``limit`` bytes."""
    message = f"Response payload size exceeded maximum allowed payload size ({limit} bytes)."
    return _payload("Function.ResponseSizeTooLarge", message)


def error_type(payload: bytes) -> str:
    """Return the ``errorType`` of an error payload; empty if it names none."""
    return _member(payload, "errorType")


def error_message(payload: bytes) -> str:
    """Return the ``errorMessage`` of an error payload; empty if it has none."""
    return _member(payload, "errorMessage")


def _member(payload: bytes, name: str) -> str:
    try:
        return str(json.loads(payload)[name])
    except (ValueError, KeyError, TypeError):
        return ""


def _payload(error_type: str, message: str) -> bytes:
    return json.dumps({"errorType": error_type, "errorMessage": message}, separators=(",", ":")).encode()
