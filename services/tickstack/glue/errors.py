"""Glue's errors by their kind, so that a message is written where it belongs and a code only here."""

from tickstack.errors import AwsError


def not_found(message: str) -> AwsError:
    return AwsError("EntityNotFoundException", message)


def already_exists(message: str) -> AwsError:
    return AwsError("AlreadyExistsException", message)


def invalid_input(message: str) -> AwsError:
    return AwsError("InvalidInputException", message)


def invalid_state(message: str) -> AwsError:
    return AwsError("InvalidStateException", message)


def validation(message: str) -> AwsError:
    """The framework's own error, for a request that does not fit its shape."""
    return AwsError("ValidationException", message)
