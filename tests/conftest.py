"""What several tests share: the annotated documents beside the checkout, and the analysed held-out ones."""
from __future__ import annotations

import json
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"
HELDOUT = Path(__file__).parent / "heldout"


@pytest.fixture(scope="session")
def shared() -> Path:
    if not (SHARED / "eval" / "gold").is_dir():
        pytest.skip("no ../shared beside the checkout")
    return SHARED


@pytest.fixture(scope="session")
def write_records():
    """Writes the records of all .txt files of a folder, without a store."""
    from kexie_nlp.analysis import analyze

    def write(source: Path, target: Path) -> list:
        documents = [analyze(path) for path in sorted(source.glob("*.txt"))]
        for document in documents:
            data = document.record.model_dump(mode="json", by_alias=True)
            name = f"{Path(document.record.source).stem}.json"
            (target / name).write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
        return documents
    return write
