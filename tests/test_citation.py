"""The citation file is what the format asks for, and names the version there is."""
import pytest
from conftest import ROOT

import kexie_nlp

PATH = ROOT / "CITATION.cff"


def test_citation_names_this_version_and_no_persons():
    yaml = pytest.importorskip("yaml")
    found = yaml.safe_load(PATH.read_text(encoding="utf-8"))
    assert set(found) <= {"cff-version", "message", "type", "title", "abstract", "authors", "version", "license", "keywords"}
    assert found["cff-version"] == "1.2.0" and found["type"] == "software" and found["message"] and found["title"]
    assert found["authors"] == [{"name": "The kexie_nlp authors"}]  # an entity
    assert found["version"] == kexie_nlp.__version__ and found["license"] in (ROOT / "setup.cfg").read_text(encoding="utf-8")
