"""What a stream needs of other services, looked up when it is asked for: its table, roles, bucket, source and key."""

from tickstack.errors import AwsError
from tickstack.firehose.access import check_access
from tickstack.firehose.converting import check_table
from tickstack.firehose.destination import Description
from tickstack.firehose.encryption import Failure, Key
from tickstack.firehose.options import Options
from tickstack.firehose.ports import Services, SourceError


class Prerequisites:
    """The look-ups of one account in one region. They take as long as the services do: not under a lock."""

    def __init__(self, account: str, services: Services, options: Options) -> None:
        self._account = account
        self._services = services
        self._options = options

    def check_table(self, description: Description) -> None:
        """The table by which a destination converts. Raises InvalidArgumentException."""
        check_table(description, self._services.tables)

    def check_access(self, description: Description) -> None:
        """The roles and buckets of a destination, if that is set. Raises InvalidArgumentException."""
        if self._options.access:
            check_access(description, self._account, self._services.access)

    def check_source(self, stream_arn: str) -> None:
        """Raises InvalidArgumentException where a stream that is to be read is not there."""
        try:
            self._services.sources.stream(stream_arn)
        except SourceError as error:
            raise AwsError("InvalidArgumentException", error.message) from error

    def key_failure(self, key: Key | None) -> Failure | None:
        """Why a key cannot be used, as a FailureDescription."""
        if key is None or key.arn is None:
            return None
        fault = self._services.keys.fault(key.arn)
        return None if fault is None else {"Type": fault.type, "Details": fault.message}
