"""Charts of what a store holds: interactive pages (plotly) and still pictures (matplotlib), both drawn from the same data.

`coverage(store)`, `sankey(store)`, `timeline(store)` and `targets(store)` return plotly figures, which notebooks show;
`write` writes any of them as an HTML page, a PNG or an SVG. Drawing libraries are imported when a chart is drawn.
"""
from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from kexie_nlp.errors import KexieError

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

    from kexie_nlp.charts.chart import By, Chart
    from kexie_nlp.store import Store

NAMES = ("coverage", "sankey", "timeline", "targets")  # the module of each is NAME_chart
FORMATS = ("html", "png", "svg")
Name = Literal["coverage", "sankey", "timeline", "targets"]

__all__ = ["FORMATS", "NAMES", "coverage", "sankey", "targets", "timeline", "write"]


def coverage(store: Store, *, by: By | None = None, variety: str | None = None) -> Figure:
    """The heat map of central tasks × documents or regions. K401, K321.

    `by` "document" or "region" (default: region if the store has more than 40 documents); `variety` "traditional", "tw" or
    "hk" converts all texts.
    """
    return _figure(store, "coverage", by, variety)


def sankey(store: Store, *, by: By | None = None, variety: str | None = None) -> Figure:
    """The flows of links from central chapters to regions (default) or documents (`by`). K401, K321."""
    return _figure(store, "sankey", by, variety)


def timeline(store: Store, *, by: By | None = None, variety: str | None = None) -> Figure:
    """The deadlines of documents or regions on an axis of time; `by` as in `coverage`. K321."""
    return _figure(store, "timeline", by, variety)


def targets(store: Store, *, variety: str | None = None) -> Figure:
    """Baselines, targets and the central targets side by side. K321."""
    return _figure(store, "targets", None, variety)


def write(store: Store, name: Name, path: str | Path, *, form: str | None = None, by: By | None = None,
          variety: str | None = None) -> Path:
    """Write a chart into a file, completely or not at all; the path. `form` is html, png or svg (default: the file's ending).

    `variety` converts all texts to traditional characters ("traditional", "tw", "hk"). K401 without a central plan, K321 if
    there is nothing to draw, K320 if a library or a font for still pictures is missing, K322 for another format, K305 if the
    file cannot be written.
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


def _module(name: str) -> Any:
    return import_module(f"{__name__}.{name}_chart")


def _data(store: Store, name: str, by: By | None, variety: str | None) -> Chart:
    from kexie_nlp.charts.chart import finished

    chart: Chart = finished(_module(name).data(store, by=by), variety)
    return chart


def _figure(store: Store, name: str, by: By | None, variety: str | None) -> Figure:
    return _module(name).figure(_data(store, name, by, variety))


def _page(name: str, chart: Chart, variety: str | None) -> bytes:
    from kexie_nlp.charts.chart import texts_of
    from kexie_nlp.charts.page import page

    return page(_module(name).figure(chart), title=chart.title, texts=list(texts_of(chart)), variety=variety).encode()


def _picture(name: str, chart: Chart, form: str, variety: str | None) -> bytes:
    for needed in ("matplotlib", "fontTools"):
        if find_spec(needed) is None:
            raise KexieError("K320", detail=needed)
    from kexie_nlp.charts.canvas import render

    return render(_module(name).picture, chart, form, variety)
