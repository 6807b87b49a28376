"""The results of a build: an outcome for every file, failures with stage and reason, and the summary."""
from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from pydantic import BaseModel, ConfigDict

from kexie_nlp.errors import KexieError
from kexie_nlp.query import SummaryRow

Status = Literal["done", "unchanged", "failed"]


@dataclass(frozen=True)
class Failure:
    """The stage at which the processing of a file failed, and the reason."""
    stage: str
    code: str
    message: str
    hint: str | None = None


def failure(stage: str, error: BaseException) -> Failure:
    """Returns the failure for an exception, with the code of a `KexieError` or the class name of another exception."""
    if isinstance(error, KexieError):
        return Failure(stage, error.code, error.message, error.hint)
    text = " ".join(str(error).split())
    return Failure(stage, type(error).__name__, text or "no message")


class FileOutcome(BaseModel):
    """The outcome of one file. A failed one has the stage, a code (K… or the name of the exception) and a reason."""
    model_config = ConfigDict(frozen=True, extra="forbid")
    path: str
    status: Status
    sha256: str | None = None
    stage: str | None = None
    code: str | None = None
    message: str | None = None
    hint: str | None = None

    @classmethod
    def failed(cls, path: str, why: Failure) -> FileOutcome:
        """Returns the outcome of a file whose processing failed."""
        return cls(path=path, status="failed", stage=why.stage, code=why.code, message=why.message, hint=why.hint)


class BuildSummary(BaseModel):
    """The outcomes of the files of a build, the documents of the store, and the number of aligned documents."""
    model_config = ConfigDict(frozen=True, extra="forbid")
    files: tuple[FileOutcome, ...] = ()
    documents: tuple[SummaryRow, ...] = ()
    central: str | None = None  # label of the central plan
    aligned: int = 0  # number of documents whose links were computed
    pruned: tuple[str, ...] = ()  # labels of removed documents
    notes: tuple[str, ...] = ()

    @property
    def failures(self) -> list[FileOutcome]:
        """The files that failed, with stage, code and reason."""
        return [f for f in self.files if f.status == "failed"]

    @property
    def nothing_to_do(self) -> bool:
        """Whether every file was unchanged and no document was aligned or removed."""
        return all(f.status == "unchanged" for f in self.files) and not self.aligned and not self.pruned

    @property
    def exit_code(self) -> int:
        """0: all succeeded; 1: some failed; 2: nothing could be done."""
        if not self.failures:
            return 0
        return 1 if any(f.status != "failed" for f in self.files) else 2


Progress = Callable[[int, int, FileOutcome], None]  # number of finished files, number of all files, outcome of the last one
Aligning = Callable[[int, int], None]  # number of aligned documents, number of all that are to be aligned
