"""The result of a build: an outcome for every file, a failure with its stage and reason, and the summary that callers get."""
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
    """The stage at which work on a file ended, and why."""
    stage: str
    code: str
    message: str
    hint: str | None = None


def failure(stage: str, error: BaseException) -> Failure:
    """The failure for an exception: the code of a `KexieError`, for others the name of their class."""
    if isinstance(error, KexieError):
        return Failure(stage, error.code, error.message, error.hint)
    text = " ".join(str(error).split())
    return Failure(stage, type(error).__name__, text or "no message")


class FileOutcome(BaseModel):
    """The outcome of one file; a failed one has the stage, a code (K… or the name of the exception) and a reason."""
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
        """The outcome of a file whose work ended with a failure."""
        return cls(path=path, status="failed", stage=why.stage, code=why.code, message=why.message, hint=why.hint)


class BuildSummary(BaseModel):
    """The outcomes of a build's files, the documents of the store, and the number of documents aligned."""
    model_config = ConfigDict(frozen=True, extra="forbid")
    files: tuple[FileOutcome, ...] = ()
    documents: tuple[SummaryRow, ...] = ()
    central: str | None = None  # label of the central plan
    aligned: int = 0  # documents whose links were computed
    pruned: tuple[str, ...] = ()  # labels of documents removed
    notes: tuple[str, ...] = ()

    @property
    def failures(self) -> list[FileOutcome]:
        """The files that could not be made into documents, with stage, code and reason."""
        return [f for f in self.files if f.status == "failed"]

    @property
    def nothing_to_do(self) -> bool:
        """Whether every file was unchanged and no document was aligned or removed."""
        return all(f.status == "unchanged" for f in self.files) and not self.aligned and not self.pruned

    @property
    def exit_code(self) -> int:
        """0 all done, 1 some failed, 2 nothing could be done."""
        if not self.failures:
            return 0
        return 1 if any(f.status != "failed" for f in self.files) else 2


Progress = Callable[[int, int, FileOutcome], None]  # files done, files in all, the file just finished
