"""The data files of the package are declared, so that an installation has them."""
from __future__ import annotations

from configparser import ConfigParser
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "kexie_nlp"
DATA = sorted(path.relative_to(PACKAGE) for path in PACKAGE.rglob("*")
              if path.is_file() and path.suffix not in (".py", ".pyc") and "__pycache__" not in path.parts)


def declared() -> list[str]:
    config = ConfigParser()
    config.read(ROOT / "setup.cfg", encoding="utf-8")
    return config["options.package_data"]["kexie_nlp"].split()


@pytest.mark.parametrize("path", DATA, ids=str)
def test_data_files_are_installed(path: Path) -> None:
    assert any(path in (entry.relative_to(PACKAGE) for entry in PACKAGE.glob(pattern)) for pattern in declared())
