"""One try at delivering an object of a stream: converted where that is due, written to S3 or posted to an endpoint."""

import logging
from collections.abc import Callable, Mapping

from tickstack.clock import Clock
from tickstack.firehose.configuration import Configuration
from tickstack.firehose.conversion.batch import File
from tickstack.firehose.conversion.schema import CatalogError
from tickstack.firehose.converting import converted
from tickstack.firehose.delivery import s3_object
from tickstack.firehose.faults import Fault, Kind
from tickstack.firehose.http_endpoint import Endpoint, fault_of, is_final
from tickstack.firehose.ports import EndpointError, Services, StorageError
from tickstack.firehose.reports import Reports
from tickstack.firehose.work import Refusal, Sealed

LOG = logging.getLogger(__name__)

type Divert = Callable[[Sealed, Mapping[int, bytes]], None]
"""Takes items out of an object, by their index, and lets them end as these lines of errors."""


class Deliverer:
    """Delivers the objects of the stream ``name``."""

    def __init__(self, name: str, services: Services, clock: Clock, reports: Reports, divert: Divert) -> None:
        self._name = name
        self._services = services
        self._clock = clock
        self._reports = reports
        self._divert = divert

    def deliver(self, sealed: Sealed, configuration: Configuration) -> Refusal | None:
        """Deliver an object once: how it was refused."""
        endpoint = configuration.endpoint if sealed.kind is Kind.DATA else None
        try:
            refusal = self._convert(sealed, configuration)
            if not sealed.items:
                return None
            if refusal is None:
                refusal = self._store(sealed, configuration) if endpoint is None else self._post(sealed, endpoint)
        except Exception as error:  # a defect of the port must not lose the object
            LOG.exception("%s: delivering an object failed", self._name)
            refusal = self._refusal("InternalError", str(error))
        self._reports.delivered(sealed, None if refusal is None else refusal.fault, configuration)
        if refusal is not None and sealed.refusals == 0:
            what = "an object is refused" if endpoint is None else f"{endpoint.url} refuses a request"
            LOG.warning("%s: %s, it is kept and tried again: %s", self._name, what, refusal.fault.message)
        return refusal

    def _convert(self, sealed: Sealed, configuration: Configuration) -> Refusal | None:
        """Make the records of an object a file, once, and let those that do not fit end as error records."""
        target = configuration.primary
        if sealed.kind is not Kind.DATA or target.conversion is None or sealed.file is not None:
            return None
        ended_ms = int(self._clock.time() * 1000)
        try:
            made, lines = converted(sealed, target.conversion, self._services.tables, ended_ms)
        except CatalogError as error:
            return self._refusal("InternalError", f"Glue does not answer: {error}")
        self._reports.converted(sealed, made.failed, configuration)
        self._divert(sealed, lines)
        if made.file is not None:
            sealed.items = [item._replace(data=b"") for item in sealed.items]
            sealed.file = File(made.file, target.extension)
        return None

    def _store(self, sealed: Sealed, configuration: Configuration) -> Refusal | None:
        try:
            self._services.storage.put(s3_object(self._name, sealed, configuration))
        except StorageError as error:
            return self._refusal(error.code, error.message)
        return None

    def _post(self, sealed: Sealed, endpoint: Endpoint) -> Refusal | None:
        time_ms = int(self._clock.time() * 1000)
        records = [item.data for item in sealed.items]
        request = endpoint.request(self._reports.stream_arn, sealed.request_id, time_ms, records)
        try:
            response = self._services.endpoints.post(request)
        except EndpointError as error:
            return self._refusal(error.code, error.message)
        fault = fault_of(response, sealed.request_id)
        return None if fault is None else self._refusal(fault.code, fault.message, final=is_final(response))

    def _refusal(self, code: str, message: str, *, final: bool = False) -> Refusal:
        return Refusal(Fault(code, message), int(self._clock.time() * 1000), final)
