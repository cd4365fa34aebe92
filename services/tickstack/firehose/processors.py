"""The chain of processors that a record goes through before the transformer.

A processor makes of one record at least one record, or a failure that ends it as an error record. The chain is in
AWS's order, whatever the order of the declaration.
"""

from collections.abc import Callable, Sequence

from tickstack.firehose.faults import Failure
from tickstack.firehose.records import Record

type Processor = Callable[[Record], Sequence[Record | Failure]]


def processed(chain: Sequence[Processor], record: Record) -> list[Record | Failure]:
    """What the chain makes of ``record``: in its order, and never nothing."""
    pieces: list[Record | Failure] = [record]
    for processor in chain:
        following: list[Record | Failure] = []
        for piece in pieces:
            if isinstance(piece, Failure):
                following.append(piece)
            else:
                following.extend(processor(piece))
        pieces = following
    return pieces
