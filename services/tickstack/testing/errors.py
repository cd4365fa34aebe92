"""What goes wrong between a test and the stack. All are TickstackError: their message is meant to be read.

TickstackError
├── EndpointError        there is no stack to test against, or not the one that was named
├── ResourceError        the CloudFormation stack is not deployed, or has no or several resources of a kind
├── DeadlineError        what was waited for did not happen in time; says what was seen instead
├── RefusedRecordsError  Firehose did not accept every record
├── FailedRecordsError   records went to the stream's error prefix
├── FailedCallError      the function behind the URL answered with an error
├── FailedCrawlError     the crawl ended FAILED or CANCELLED
└── FailedQueryError     Athena ended the statement FAILED or CANCELLED, or refused it
"""

from tickstack.errors import TickstackError


class EndpointError(TickstackError):
    """There is no stack to test against."""


class ResourceError(TickstackError):
    """The CloudFormation stack has not what the test asks for."""


class DeadlineError(TickstackError):
    """What was waited for did not happen in time."""


class RefusedRecordsError(TickstackError):
    """Firehose did not accept every record."""


class FailedRecordsError(TickstackError):
    """Records went to the stream's error prefix."""


class FailedCallError(TickstackError):
    """The function behind the URL answered with an error: ``status`` is HTTP's, ``body`` the answer's text."""

    def __init__(self, message: str, status: int, body: str) -> None:
        super().__init__(message)
        self.status = status
        self.body = body


class FailedCrawlError(TickstackError):
    """The crawl ended FAILED or CANCELLED; the message is Glue's."""


class FailedQueryError(TickstackError):
    """Athena ended the statement ``state`` (FAILED, CANCELLED) or refused it (REFUSED) for ``reason``."""

    def __init__(self, statement: str, state: str, reason: str, query_id: str = "") -> None:
        super().__init__(f"{reason}\nthe query ended {state}: {statement.strip()}")
        self.statement = statement
        self.state = state
        self.reason = reason
        self.query_id = query_id
