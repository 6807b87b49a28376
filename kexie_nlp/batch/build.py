"""Builds a store: paths in; stored and aligned documents, and an outcome for every file, out. Unchanged files are skipped."""
from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from pathlib import Path

from kexie_nlp import analysis, reading
from kexie_nlp.analysis import Timings, timed
from kexie_nlp.batch.links import update_links
from kexie_nlp.batch.outcomes import Aligning, BuildSummary, Failure, FileOutcome, Progress, failure
from kexie_nlp.batch.workers import work_all
from kexie_nlp.errors import KexieError
from kexie_nlp.query import documents
from kexie_nlp.query.plans import warnings_of
from kexie_nlp.settings import ReadingOptions, Settings
from kexie_nlp.store import Outcome, Store

CHUNK = 1 << 20


def build(paths: Iterable[str | Path], store: Store, settings: Settings, *,
          central: str | Path | Sequence[str | Path] | None = None,
          jobs: int | None = None, prune: bool = False, progress: Progress | None = None,
          aligning: Aligning | None = None, timings: Timings | None = None) -> BuildSummary:
    """Brings the store up to date with the given files and folders. Returns the outcomes of the files and a summary of the documents.

    A file is skipped if neither its bytes nor the pipeline have changed. `central` names the file or files of the reference plans, which
    are remembered for later builds. `jobs` is the number of processes (default: settings.batch.jobs). `prune` removes documents whose
    files no longer exist. `progress` is called after every file, `aligning` after every few documents that were aligned. Seconds per
    stage are added to `timings`: find, read, normalise, document, one key per pipe, record, store, align, summary; those of several
    processes are summed.

    A file that fails raises no error; the summary lists it. With several jobs the calling script needs the usual `if __name__ ==
    "__main__":`.
    """
    run = _Run(store, settings, progress, timings)
    references = [central] if isinstance(central, str | Path) else list(central or ())
    with timed(timings, "find"):
        files = run.find([*paths, *references])
    with ExitStack() as bulk:
        bulk.enter_context(store.bulk())
        run.process(files, jobs or settings.batch.jobs)
        with timed(timings, "store"):
            pruned = _prune(store, {key_of(path) for path in files}) if prune else []
            named, notes = run.central(references)
        with timed(timings, "align"):
            alignment = update_links(store, settings, named, aligning)
        outcomes = run.ordered()
        if alignment.failure is not None:
            outcomes.append(FileOutcome.failed("", alignment.failure))
        with timed(timings, "store"):
            if alignment.aligned:
                store.tidy()
            bulk.close()
    with timed(timings, "summary"):
        labels = {info.sha256: info.label for info in store.infos()}
        return BuildSummary(
            files=tuple(outcomes), documents=tuple(documents(store)), pruned=tuple(pruned),
            central=labels.get(alignment.central) if alignment.central else None, aligned=alignment.aligned,
            notes=(*notes, *(alignment.notes if labels else ()), *(map(str, warnings_of(store)) if alignment.central else ())))


def key_of(path: str | Path) -> str:
    """Returns the key of a path in the store: the absolute path, with escapes for bytes that are not UTF-8."""
    return shown(os.path.abspath(path))


def shown(path: str | Path) -> str:
    """Returns a path as text, with escapes for bytes that are not UTF-8."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


class _Run:
    """One build: its files and their outcomes so far."""

    def __init__(self, store: Store, settings: Settings, progress: Progress | None, timings: Timings | None) -> None:
        self._store, self._settings, self._progress, self._timings = store, settings, progress, timings
        self._fingerprint = analysis.fingerprint(settings)
        self._outcomes: dict[str, FileOutcome] = {}
        self._order: list[str] = []

    def find(self, paths: Iterable[str | Path]) -> list[Path]:
        """Returns all files below the paths, each once. A path without documents gets a failed outcome."""
        found: dict[str, Path] = {}
        for path in paths:
            try:
                for file in reading.find_documents([path], suffixes=self._settings.reading.suffixes):
                    found.setdefault(key_of(file), file)
            except (KexieError, OSError, ValueError) as error:
                self._outcomes[key_of(path)] = FileOutcome.failed(shown(path), failure("reading", error))
        self._order = [*self._outcomes, *(k for k in found if k not in self._outcomes)]
        return [found[key] for key in self._order if key in found]

    def process(self, files: Sequence[Path], jobs: int) -> None:
        """Reads, analyses and stores the new or changed files, in order. Files with equal bytes are one document."""
        known = {info.sha256: info.fingerprint for info in self._store.infos()}
        before = self._store.outcomes()
        groups: dict[str, list[Path]] = {}
        with timed(self._timings, "find"):
            for file in files:
                digest = _digest(file, self._settings.reading)
                groups.setdefault(digest or f"path {key_of(file)}", []).append(file)
        todo: list[list[Path]] = []
        moved: dict[str, str] = {}
        for digest, group in groups.items():
            if known.get(digest) != self._fingerprint:
                todo.append(group)
                continue
            moved.update((key, digest) for key in map(key_of, group) if not _was_done(before.get(key), digest))
            for file in group:
                self._note(file, FileOutcome(path=shown(file), status="unchanged", sha256=digest))
        if moved:
            self._store.adopt(moved)
        results = work_all([str(group[0]) for group in todo], self._settings, jobs, self._timings)
        for group, result in zip(todo, results, strict=True):
            with timed(self._timings, "store"):
                sha256 = result if isinstance(result, Failure) else self._put(group, result)
            for file in group:
                if isinstance(sha256, Failure):
                    self._keep_failure(file, sha256, before)
                    self._note(file, FileOutcome.failed(shown(file), sha256))
                else:
                    self._note(file, FileOutcome(path=shown(file), status="done", sha256=sha256))

    def central(self, named: Sequence[str | Path]) -> tuple[list[str], list[str]]:
        """Returns the hashes of the documents named as references, now or in an earlier build, and notes on names that cannot be used."""
        failed = [path for path in named if (outcome := self._outcomes.get(key_of(path))) is None
                  or outcome.status == "failed"]
        usable = [key_of(path) for path in named if path not in failed]
        if usable:
            self._store.set_fact("central_path", "\n".join(usable))
        kept = "" if failed and not usable else self._store.fact("central_path") or ""
        outcomes = self._store.outcomes()
        found = [done.sha256 for path in kept.split("\n") if (done := outcomes.get(path)) and done.sha256]
        return list(dict.fromkeys(found)), [f"--central {path}：无法使用 / could not be used, see the failures"
                                            for path in failed]

    def ordered(self) -> list[FileOutcome]:
        """Returns the outcomes in the order in which the files were found."""
        return [self._outcomes[key] for key in self._order if key in self._outcomes]

    def _put(self, group: Sequence[Path], document: analysis.Document) -> str | Failure:
        try:
            self._store.put(document, fingerprint=self._fingerprint, paths=[key_of(f) for f in group])
        except Exception as error:  # the transaction is rolled back; the next file may succeed
            return failure("store", error)
        return document.record.sha256

    def _keep_failure(self, file: Path, why: Failure, before: dict[str, Outcome]) -> None:
        """Stores the failure. The document that the path had before is kept."""
        key = key_of(file)
        held = before[key].sha256 if key in before else None
        self._store.set_outcome(Outcome(path=key, sha256=held, stage=why.stage, code=why.code, message=why.message))

    def _note(self, file: Path, outcome: FileOutcome) -> None:
        self._outcomes[key_of(file)] = outcome
        if self._progress is not None:
            self._progress(len(self._outcomes), len(self._order), outcome)


def _was_done(outcome: Outcome | None, sha256: str) -> bool:
    return outcome is not None and outcome.sha256 == sha256 and outcome.stage == "done"


def _digest(path: Path, options: ReadingOptions) -> str | None:
    """Returns the SHA-256 of a file; None for a file that is unreadable or too large, which `reading.read` will report."""
    try:
        if not path.is_file() or path.stat().st_size > options.max_bytes:
            return None
        digest = hashlib.sha256()
        with path.open("rb") as file:
            while chunk := file.read(CHUNK):
                digest.update(chunk)
    except (OSError, ValueError):
        return None
    return digest.hexdigest()


def _prune(store: Store, present: set[str]) -> list[str]:
    """Removes the documents of which no file exists any more. Returns their labels."""
    lost = {path: outcome.sha256 for path, outcome in store.outcomes().items()
            if path not in present and not os.path.exists(path)}
    for path in lost:
        store.forget(path)
    held = {outcome.sha256 for outcome in store.outcomes().values()}
    gone = [info for info in store.infos() if info.sha256 in lost.values() and info.sha256 not in held]
    for info in gone:
        store.remove(info.sha256)
    return [info.label for info in gone]
