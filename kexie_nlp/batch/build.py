"""From files to a store: what is new is read, analyzed, stored and aligned, and every file has an outcome."""
from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from kexie_nlp import analysis, reading
from kexie_nlp.batch.aligning import bring_up_to_date
from kexie_nlp.batch.summary import BuildSummary, FileOutcome, Progress
from kexie_nlp.batch.work import Failure, failure, work_all
from kexie_nlp.errors import KexieError
from kexie_nlp.query import documents
from kexie_nlp.settings import ReadingOptions, Settings
from kexie_nlp.store import Outcome, Store

CHUNK = 1 << 20


def build(paths: Iterable[str | Path], store: Store, settings: Settings, *,
          central: str | Path | Sequence[str | Path] | None = None,
          jobs: int | None = None, prune: bool = False, progress: Progress | None = None) -> BuildSummary:
    """Bring the store up to date with the files and folders named.

    Files whose bytes and pipeline are as before are left alone. `central` names the file or files of the reference plans
    (kept for later builds), `jobs` the number of processes (default: settings.batch.jobs), `prune` takes out documents whose
    files are gone; `progress` is called after every file. Nothing is raised for a bad file: it is in the summary.
    With several jobs the calling script needs the usual `if __name__ == "__main__":`.
    """
    run = _Run(store, settings, progress)
    references = [central] if isinstance(central, str | Path) else list(central or ())
    given = [*paths, *references]
    files = run.find(given)
    run.process(files, jobs or settings.batch.jobs)
    pruned = _prune(store, {key_of(path) for path in files}) if prune else []
    named, notes = run.central(references)
    alignment = bring_up_to_date(store, settings, named)
    outcomes = run.ordered()
    if alignment.failure is not None:
        outcomes.append(_failed("", alignment.failure))
    if alignment.aligned:
        store.tidy()
    labels = {info.sha256: info.label for info in store.infos()}
    return BuildSummary(
        files=tuple(outcomes), documents=tuple(documents(store)), pruned=tuple(pruned),
        central=labels.get(alignment.central) if alignment.central else None, aligned=alignment.aligned,
        notes=(*notes, *(alignment.notes if labels else ())))


def key_of(path: str | Path) -> str:
    """A path as the store knows it: absolute, and writable as UTF-8 whatever its bytes."""
    return shown(os.path.abspath(path))


def shown(path: str | Path) -> str:
    """A path as text, with escapes for bytes that are not UTF-8."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


class _Run:
    """One build: its files and what has become of them so far."""

    def __init__(self, store: Store, settings: Settings, progress: Progress | None) -> None:
        self._store, self._settings, self._progress = store, settings, progress
        self._fingerprint = analysis.fingerprint(settings)
        self._outcomes: dict[str, FileOutcome] = {}
        self._order: list[str] = []

    def find(self, paths: Iterable[str | Path]) -> list[Path]:
        """All files below the paths, each once; a folder without documents is a failure of its own."""
        found: dict[str, Path] = {}
        for path in paths:
            try:
                for file in reading.find_documents([path], suffixes=self._settings.reading.suffixes):
                    found.setdefault(key_of(file), file)
            except (KexieError, OSError, ValueError) as error:
                self._outcomes[key_of(path)] = _failed(shown(path), failure("reading", error))
        self._order = [*self._outcomes, *(k for k in found if k not in self._outcomes)]
        return [found[key] for key in self._order if key in found]

    def process(self, files: Sequence[Path], jobs: int) -> None:
        """Do what is to be done, in the order of the files; equal bytes are one document."""
        known = {info.sha256: info.fingerprint for info in self._store.infos()}
        before = self._store.outcomes()
        groups: dict[str, list[Path]] = {}
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
        results = work_all([str(group[0]) for group in todo], self._settings, jobs)
        for group, result in zip(todo, results, strict=True):
            sha256 = result if isinstance(result, Failure) else self._put(group, result)
            for file in group:
                if isinstance(sha256, Failure):
                    self._keep_failure(file, sha256, before)
                    self._note(file, _failed(shown(file), sha256))
                else:
                    self._note(file, FileOutcome(path=shown(file), status="done", sha256=sha256))

    def central(self, named: Sequence[str | Path]) -> tuple[list[str], list[str]]:
        """The hashes of the documents named as references now or in an earlier build, and notes on them."""
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
        """The outcomes in the order the files were found."""
        return [self._outcomes[key] for key in self._order if key in self._outcomes]

    def _put(self, group: Sequence[Path], document: analysis.Document) -> str | Failure:
        try:
            self._store.put(document, fingerprint=self._fingerprint, paths=[key_of(f) for f in group])
        except Exception as error:  # the transaction is rolled back, the next file may do better
            return failure("store", error)
        return document.record.sha256

    def _keep_failure(self, file: Path, why: Failure, before: dict[str, Outcome]) -> None:
        """Note the failure beside the document that the path held before, which stays."""
        key = key_of(file)
        held = before[key].sha256 if key in before else None
        self._store.set_outcome(Outcome(path=key, sha256=held, stage=why.stage, code=why.code, message=why.message))

    def _note(self, file: Path, outcome: FileOutcome) -> None:
        self._outcomes[key_of(file)] = outcome
        if self._progress is not None:
            self._progress(len(self._outcomes), len(self._order), outcome)


def _failed(path: str, why: Failure) -> FileOutcome:
    return FileOutcome(path=path, status="failed", stage=why.stage, code=why.code, message=why.message, hint=why.hint)


def _was_done(outcome: Outcome | None, sha256: str) -> bool:
    return outcome is not None and outcome.sha256 == sha256 and outcome.stage == "done"


def _digest(path: Path, options: ReadingOptions) -> str | None:
    """The hash of a file's bytes; None where reading it will say what is wrong."""
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
    """Take out the documents none of whose files is there any more; their labels."""
    lost = {path: outcome.sha256 for path, outcome in store.outcomes().items()
            if path not in present and not os.path.exists(path)}
    for path in lost:
        store.forget(path)
    held = {outcome.sha256 for outcome in store.outcomes().values()}
    gone = [info for info in store.infos() if info.sha256 in lost.values() and info.sha256 not in held]
    for info in gone:
        store.remove(info.sha256)
    return [info.label for info in gone]
