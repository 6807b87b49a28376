"""Reads and analyses files: paths in, a `Document` or a `Failure` per path out, in this process or in several."""
from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Any

from kexie_nlp.analysis import Document, Timings, own_process, timed
from kexie_nlp.batch.outcomes import Failure, failure
from kexie_nlp.settings import Settings

Result = Document | Failure
Timed = tuple[Result, Timings]
Work = Callable[[str, Settings], Any]  # `work`, or `work_timed` if timings are requested


def work(path: str, settings: Settings, timings: Timings | None = None) -> Result:
    """Reads and analyses one file. Seconds per stage are added to `timings`. Returns a failure instead of raising an error."""
    from kexie_nlp import analysis, reading

    options: dict[str, Any] = {} if timings is None else {"timings": timings}
    stage = "reading"
    try:
        with timed(timings, "read"):
            raw = reading.read(path, encoding=settings.reading.encoding, max_bytes=settings.reading.max_bytes)
        stage = "analysis"
        return analysis.analyze(raw, settings=settings, **options)
    except Exception as error:  # one bad file must not stop the others
        return failure(stage, error)


def work_timed(path: str, settings: Settings) -> Timed:
    """Returns the result of `work` with its timings, for use in another process."""
    timings: Timings = {}
    return work(path, settings, timings), timings


def work_all(paths: Sequence[str], settings: Settings, jobs: int, timings: Timings | None = None) -> Iterator[Result]:
    """Yields the result for every path, in the given order; with `jobs` > 1 in that many processes.

    Seconds per stage, summed over the processes, are added to `timings`.
    """
    if jobs == 1 or len(paths) < 2:
        for path in paths:
            yield work(path, settings, timings)
        return
    task: Work = work if timings is None else work_timed
    with _pool(min(jobs, len(paths))) as pool:
        futures = deque((path, _submit(pool, task, path, settings)) for path in paths)
        try:
            while futures:
                path, future = futures.popleft()
                result = _result(future, task, path, settings)
                if timings is not None and not isinstance(result, Failure):
                    result, spent = result
                    for stage, seconds in spent.items():
                        timings[stage] = timings.get(stage, 0.0) + seconds
                yield result
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def _pool(size: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(size, mp_context=multiprocessing.get_context("spawn"), initializer=own_process)


def _submit(pool: ProcessPoolExecutor, task: Work, path: str, settings: Settings) -> Future[Any] | None:
    try:
        return pool.submit(task, path, settings)
    except BrokenProcessPool:
        return None


def _result(future: Future[Any] | None, task: Work, path: str, settings: Settings) -> Any:
    """Returns the result of the task, or the failure of its process."""
    try:
        if future is not None:
            return future.result()
    except BrokenProcessPool:
        pass  # some file has crashed its process and the pool: run this one in a pool of its own
    except Exception as error:  # a result that cannot be pickled
        return failure("worker", error)
    try:
        with _pool(1) as alone:
            return alone.submit(task, path, settings).result()
    except Exception as error:
        return failure("worker", error)
