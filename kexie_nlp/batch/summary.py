"""What a build leaves behind for its caller."""
from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from pydantic import BaseModel, ConfigDict

from kexie_nlp.query import SummaryRow

Status = Literal["done", "unchanged", "failed"]


class FileOutcome(BaseModel):
    """What became of one file; a failure has the stage, a code (K… or the name of the exception) and a reason."""
    model_config = ConfigDict(frozen=True, extra="forbid")
    path: str
    status: Status
    sha256: str | None = None
    stage: str | None = None
    code: str | None = None
    message: str | None = None
    hint: str | None = None


class BuildSummary(BaseModel):
    """The files of this build, the documents of the store, and what alignment did."""
    model_config = ConfigDict(frozen=True, extra="forbid")
    files: tuple[FileOutcome, ...] = ()
    documents: tuple[SummaryRow, ...] = ()
    central: str | None = None  # label of the central plan
    aligned: int = 0  # documents whose links were computed
    pruned: tuple[str, ...] = ()  # labels of documents taken out
    notes: tuple[str, ...] = ()

    @property
    def failures(self) -> list[FileOutcome]:
        """The files that could not be made into documents, with stage, code and reason."""
        return [f for f in self.files if f.status == "failed"]

    @property
    def nothing_to_do(self) -> bool:
        """Whether every file was as before and nothing had to be aligned or taken out."""
        return all(f.status == "unchanged" for f in self.files) and not self.aligned and not self.pruned

    @property
    def exit_code(self) -> int:
        """0 all done, 1 some failed, 2 nothing could be done."""
        if not self.failures:
            return 0
        return 1 if any(f.status != "failed" for f in self.files) else 2


Progress = Callable[[int, int, FileOutcome], None]  # done so far, of how many, the file just finished
