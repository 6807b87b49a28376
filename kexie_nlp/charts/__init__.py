"""Pictures of the answers: interactive pages (plotly) and still pictures (matplotlib), both of the same data.

`coverage(store)`, `sankey(store)`, `timeline(store)` and `targets(store)` give plotly figures, which notebooks show;
`write` writes any of them as a page, a PNG or an SVG. Nothing heavy is imported before one of them is called.
"""
from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from kexie_nlp.errors import KexieError

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

    from kexie_nlp.charts.data.grouping import By
    from kexie_nlp.charts.data.shapes import Chart
    from kexie_nlp.store import Store

NAMES = ("coverage", "sankey", "timeline", "targets")
FORMATS = ("html", "png", "svg")
Name = Literal["coverage", "sankey", "timeline", "targets"]

__all__ = ["FORMATS", "NAMES", "coverage", "sankey", "targets", "timeline", "write"]


def coverage(store: Store, *, by: By | None = None, variety: str | None = None) -> Figure:
    """The heat map of central tasks × documents or regions (`by`, default: regions from 40 documents on). K401, K321."""
    return _figure("coverage", _data(store, "coverage", by, variety))


def sankey(store: Store, *, by: By | None = None, variety: str | None = None) -> Figure:
    """The links from central chapters to regions (or, with `by`, documents). K401, K321."""
    return _figure("sankey", _data(store, "sankey", by, variety))


def timeline(store: Store, *, by: By | None = None, variety: str | None = None) -> Figure:
    """The deadlines on an axis of time. K321."""
    return _figure("timeline", _data(store, "timeline", by, variety))


def targets(store: Store, *, variety: str | None = None) -> Figure:
    """Baselines, targets and the centre's numbers side by side. K321."""
    return _figure("targets", _data(store, "targets", None, variety))


def write(store: Store, name: Name, path: str | Path, *, form: str | None = None, by: By | None = None,
          variety: str | None = None) -> Path:
    """Write a chart into a file, whole or not at all; `form` html, png or svg, by default the ending of the file.

    `variety` gives it in traditional characters ("traditional", "tw", "hk"). K401 without a central plan, K321 where there
    is nothing to draw, K320 where a program or a font for still pictures is missing, K322, K305.
    """
    from kexie_nlp.report.export import write_bytes

    path = Path(path)
    form = form or path.suffix.lstrip(".").lower() or FORMATS[0]
    if form not in FORMATS:
        raise KexieError("K322", detail=form)
    chart = _data(store, name, by, variety)
    content = _page(name, chart, variety) if form == "html" else _picture(name, chart, form, variety)
    try:
        return write_bytes(path, [content])
    except OSError as error:
        raise KexieError("K305", path=path, detail=error.strerror or str(error)) from None


def _data(store: Store, name: str, by: By | None, variety: str | None) -> Chart:
    from kexie_nlp.charts import data
    from kexie_nlp.charts.data.texts import finished

    asked = {} if name == "targets" else {"by": by}
    return finished(getattr(data, name)(store, **asked), variety)


def _figure(name: str, chart: Chart) -> Figure:
    return getattr(import_module(f"kexie_nlp.charts.pages.{name}"), name)(chart)


def _page(name: str, chart: Chart, variety: str | None) -> bytes:
    from kexie_nlp.charts.data.texts import texts_of
    from kexie_nlp.charts.pages.page import page

    return page(_figure(name, chart), title=chart.title, texts=list(texts_of(chart)), variety=variety).encode()


def _picture(name: str, chart: Chart, form: str, variety: str | None) -> bytes:
    for needed in ("matplotlib", "fontTools"):
        if find_spec(needed) is None:
            raise KexieError("K320", detail=needed)
    from kexie_nlp.charts.pictures.canvas import picture

    return picture(name, chart, form, variety)
