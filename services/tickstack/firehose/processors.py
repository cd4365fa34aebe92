"""The chain of processors that a record goes through before the transformer.

A processor makes of one record at least one record, or a failure that ends it as an error record. The chain is in
AWS's order, whatever the order of the declaration.
"""

from collections.abc import Callable, Mapping, Sequence

from tickstack.firehose.cloudwatch_logs import Decompression, MessageExtraction
from tickstack.firehose.deaggregation import DelimitedDeAggregation, JsonDeAggregation
from tickstack.firehose.faults import Failure
from tickstack.firehose.records import Record
from tickstack.firehose.tally import Tally

type Processor = Callable[[Record], Sequence[Record | Failure]]

type _Parameters = Mapping[str, str]


def _deaggregation(given: _Parameters) -> Processor:
    if given["SubRecordType"] == "JSON":
        return JsonDeAggregation()
    return DelimitedDeAggregation(given["Delimiter"])


def _log_processing(given: _Parameters) -> Processor | None:
    return MessageExtraction() if given["DataMessageExtraction"] == "true" else None


_ORDER: tuple[tuple[str, Callable[[_Parameters], Processor | None]], ...] = (
    ("Decompression", lambda _: Decompression()),
    ("CloudWatchLogProcessing", _log_processing),
    ("RecordDeAggregation", _deaggregation),
)


def chain(configured: Mapping[str, _Parameters]) -> tuple[Processor, ...]:
    """The processors of a destination, from the parameters of each type that it has."""
    made = (make(configured[name]) for name, make in _ORDER if name in configured)
    return tuple(processor for processor in made if processor is not None)


def processed(chain: Sequence[Processor], record: Record, tally: Tally) -> list[Record | Failure]:
    """What the chain makes of ``record``: in its order, and never nothing."""
    pieces: list[Record | Failure] = [record]
    for processor in chain:
        following: list[Record | Failure] = []
        for piece in pieces:
            if isinstance(piece, Failure):
                following.append(piece)
                continue
            made = processor(piece)
            if isinstance(processor, Decompression):
                tally.decompression(made)
            following.extend(made)
        pieces = following
    return pieces
