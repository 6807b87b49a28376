"""The notebook runs from top to bottom and shows what its text says; the file itself holds no outputs."""
from __future__ import annotations

import json
from typing import Any

import pytest
from conftest import ROOT

PATH = ROOT / "docs" / "notebooks" / "first_study.ipynb"


def test_no_outputs_are_kept_and_chinese_comes_first():
    notebook = json.loads(PATH.read_text(encoding="utf-8"))
    code = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    assert len(code) >= 10 and all(cell["outputs"] == [] and cell["execution_count"] is None for cell in code)
    for cell in notebook["cells"]:
        if cell["cell_type"] == "markdown":
            text = "".join(cell["source"])
            assert "一" <= text.lstrip("# 0123456789")[0] <= "龥" and text.rstrip().endswith("*")


@pytest.fixture(scope="module")
def shown() -> list[str]:
    """What every code cell shows, as one text: streams, plain text and html."""
    nbformat, nbclient = pytest.importorskip("nbformat"), pytest.importorskip("nbclient")
    for needed in ("ipykernel", "pandas", "plotly"):
        pytest.importorskip(needed)
    notebook = nbformat.read(PATH, as_version=4)
    nbclient.NotebookClient(notebook, timeout=300, kernel_name="python3", resources={"metadata": {"path": str(PATH.parent)}}).execute()
    return ["".join(map(_text, cell.outputs)) for cell in notebook.cells if cell.cell_type == "code"]


def _text(output: Any) -> str:
    """A stream may come in several parts; data has a line of its own in every form."""
    kinds = ("text/plain", "text/html", "application/vnd.plotly.v1+json")
    return output.get("text") or "".join(f"{output.get('data', {}).get(kind, '')}\n" for kind in kinds)


def test_the_notebook_says_what_it_found(shown):
    shown = iter(shown)
    assert "01-central-2016.txt" in next(shown)
    assert "txt utf-8" in (text := next(shown)) and "5.擴大(dà)承接政府職能(néng)試點" in text
    assert "扩大承接政府职能试点 ← 擴大(dà)承接政府職能(néng)試點 (" in next(shown)
    assert "'pinyin'" in (text := next(shown)) and "'simplified'" in text
    assert "安徽省 ('2017-01-01', '2017-12-31')" in (text := next(shown)) and " ge " in text and text.rstrip().endswith("True")
    assert "省科协" in (text := next(shown)) and 'class="spans"' in text and 'id="二.7"' in text
    assert "安徽2017" in (text := next(shown)) and "linked" in text
    assert "covered" in (text := next(shown)) and "黑龙江省" in text
    assert "提升学会服务能力 → 中央" in (text := next(shown)) and "等级 2" in text and "地方：" in text
    assert "central_title" in next(shown)
    assert "heatmap" in next(shown)
