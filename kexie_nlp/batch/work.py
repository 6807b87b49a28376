"""The work on one file, here or in another process; it never raises."""
from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass

from kexie_nlp.analysis import Document
from kexie_nlp.errors import KexieError
from kexie_nlp.settings import Settings


@dataclass(frozen=True)
class Failure:
    """Where and why work on a file ended."""
    stage: str
    code: str
    message: str
    hint: str | None = None


def failure(stage: str, error: BaseException) -> Failure:
    """An exception as a failure: coded errors as they are, others with the name of their class."""
    if isinstance(error, KexieError):
        return Failure(stage, error.code, error.message, error.hint)
    text = " ".join(str(error).split())
    return Failure(stage, type(error).__name__, text or "no message")


def work(path: str, settings: Settings) -> Document | Failure:
    """Read and analyze one file."""
    from kexie_nlp import analysis, reading

    stage = "reading"
    try:
        raw = reading.read(path, encoding=settings.reading.encoding, max_bytes=settings.reading.max_bytes)
        stage = "analysis"
        document = analysis.analyze(raw, settings=settings)
    except Exception as error:  # one bad file must not stop the others
        return failure(stage, error)
    return Document(document.record, document.text)  # without what it has cached


def work_all(paths: Sequence[str], settings: Settings, jobs: int) -> Iterator[Document | Failure]:
    """The result for every path, in the order given; with `jobs` > 1 in that many processes."""
    if jobs == 1 or len(paths) < 2:
        for path in paths:
            yield work(path, settings)
        return
    with _pool(min(jobs, len(paths))) as pool:
        futures = deque((path, _submit(pool, path, settings)) for path in paths)
        try:
            while futures:
                path, future = futures.popleft()
                yield _result(path, future, settings)
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def _pool(size: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(size, mp_context=multiprocessing.get_context("spawn"))


def _submit(pool: ProcessPoolExecutor, path: str, settings: Settings) -> Future[Document | Failure] | None:
    try:
        return pool.submit(work, path, settings)
    except BrokenProcessPool:
        return None


def _result(path: str, future: Future[Document | Failure] | None, settings: Settings) -> Document | Failure:
    try:
        if future is not None:
            return future.result()
    except BrokenProcessPool:
        pass  # some file has killed its process and the pool with it: find out which
    except Exception as error:  # a result that does not cross the border
        return failure("worker", error)
    try:
        with _pool(1) as alone:
            return alone.submit(work, path, settings).result()
    except Exception as error:
        return failure("worker", error)
