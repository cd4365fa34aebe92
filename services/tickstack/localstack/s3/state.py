"""S3's state on disk: serves requests so that what they changed is recorded before they are answered."""

import logging
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import batched
from pathlib import Path
from typing import Any

from readerwriterlock import rwlock

from tickstack.errors import StateError
from tickstack.localstack.durable import codec
from tickstack.localstack.s3.capture import Capture, Touched
from tickstack.localstack.s3.catalog import Catalog, Change
from tickstack.localstack.s3.files import Made, ObjectFiles
from tickstack.localstack.s3.journal import ADVICE, Journal

READING = ("Get", "Head", "List", "Select")
"""How the operations start that change nothing."""

ALONE = ("DeleteBucket", "PutBucketVersioning")
"""Operations that put another set of objects in the place of a bucket's: they wait for the writes under way there."""

BATCH = 500  # changes in a record when the journal is written anew
ROOM = 32 << 20
TRIES = 10

LOG = logging.getLogger(__name__)

type Answer = Mapping[str, Any] | None


class DurableState:
    """The state in ``folder``; ``stores`` are LocalStack's ``s3_stores``. Raises StateError as the journal does.

    The journal may outgrow twice what it has to say by ``room`` bytes before it is written anew.
    """

    def __init__(self, folder: Path, stores: Any, room: int = ROOM) -> None:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.catalog = Catalog()
        self._room = room
        self._journal = Journal(folder / "journal")
        try:
            self._replay()
        except BaseException:
            self._journal.close()
            raise
        self.files = ObjectFiles(folder / "objects")
        self.files.keep_only(self.catalog.files)
        self._capture = Capture(stores, self.catalog)
        self._lock = threading.Lock()
        self._gates: dict[str, Any] = {}
        self._compact()

    def serve(self, operation: str, call: Callable[[], Answer], request: Mapping[str, Any]) -> Answer:
        """Return the answer of ``call``, once what it changed outlives the process. Raises OSError where it cannot."""
        if operation.startswith(READING):
            with self.files.request():
                return call()
        with self._passed(operation, request), self.files.request() as made:
            answer: Answer = None
            served = False
            try:
                answer = call()
                served = True
            finally:
                self._record(Touched.by(request, answer or {}, _keys(made)), made, served=served)
            return answer

    def forget(self) -> None:
        """Drop everything: the stores were emptied."""
        with self._lock:
            for change in [("bucket", (name,), None) for name in self.catalog.buckets]:
                self._discard(self.catalog.apply(change))
            self.catalog.tags.clear()
            self.catalog.kms.clear()
            self._compact()

    def close(self) -> None:
        """Let another process have the state."""
        self.files.close()
        self._journal.close()

    @contextmanager
    def _passed(self, operation: str, request: Mapping[str, Any]) -> Iterator[None]:
        # setdefault, for two first requests at a bucket must not get a gate each
        gate = self._gates.setdefault(request.get("Bucket") or "", rwlock.RWLockRead())
        with gate.gen_wlock() if operation in ALONE else gate.gen_rlock():
            yield

    def _record(self, touched: Touched, made: Made, *, served: bool) -> None:
        with self._lock:
            changes, record = _repeatedly(lambda: self._changed(touched, served=served))
            if changes:
                self._journal.append(record)
                for change in changes:
                    self._discard(self.catalog.apply(change))
                self._note_sources(touched)
            self._discard(name for name in made if name not in self.catalog.files)
            if self._journal.size > self._limit:
                self._compact_or_later()

    def _changed(self, touched: Touched, *, served: bool) -> tuple[list[Change], bytes]:
        changes = self._capture.changes(touched, served=served)
        return changes, codec.dumps(changes) if changes else b""

    def _note_sources(self, touched: Touched) -> None:
        known = self.catalog.buckets.get(touched.bucket)
        if known and known.source is None:
            known.source = self._capture.bucket(touched.bucket, known)

    def _discard(self, names: Iterable[str]) -> None:
        for name in names:
            self.files.discard(name)

    def _replay(self) -> None:
        for record in self._journal.read():
            try:
                for change in codec.loads(record):
                    self.catalog.apply(change)
            except (StateError, LookupError, TypeError, ValueError) as error:
                raise StateError(f"the S3 journal cannot be read: {error}: {ADVICE}") from error

    def _compact(self) -> None:
        self._journal.rewrite(
            _repeatedly(lambda: [codec.dumps(list(b)) for b in batched(self.catalog.changes(), BATCH, strict=False)])
        )
        self._limit = 2 * self._journal.size + self._room

    def _compact_or_later(self) -> None:
        try:
            self._compact()
        except (OSError, StateError):
            LOG.exception("the S3 journal could not be shortened; it goes on as it is")
            self._limit = 2 * self._journal.size


def _keys(made: Made) -> list[str]:
    return [key for key in made.values() if key is not None]


def _repeatedly[T](read: Callable[[], T]) -> T:
    # another request may add to a dict that is being written: the reading starts again
    for _ in range(TRIES):
        try:
            return read()
        except RuntimeError as error:
            changed = error
    raise changed
