"""The Chinese font of pictures and pages: the packaged one or one of the system, reduced to the glyphs in use."""
from __future__ import annotations

import base64
import io
from collections.abc import Iterable
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from kexie_nlp.charts import style
from kexie_nlp.errors import KexieError

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

PACKAGE = "noto_cjk_sans_otc"  # Noto Sans CJK (OFL), all regional forms in one collection
FACES = {None: "SC", "traditional": "TC", "tw": "TC", "hk": "HK"}
# font files of common systems, in order of preference; each has simplified and traditional characters
SYSTEM = ("notosanscjk-regular.ttc", "notosanscjk-vf.otf.ttc", "sourcehansans-regular.ttc", "sourcehansans.ttc",
          "notosanscjksc-regular.otf", "sourcehansanssc-regular.otf", "notosanssc-regular.otf", "wqy-microhei.ttc", "wqy-zenhei.ttc",
          "pingfang.ttc", "msyh.ttc", "simsun.ttc", "simhei.ttf", "droidsansfallbackfull.ttf")


class FontFile(NamedTuple):
    """A font file on this machine."""
    path: Path
    packaged: bool  # its licence is known and allows it to be embedded in a page


def font_file() -> FontFile:
    """The font file to draw with: the package's, else the first of the system. K320 if there is none."""
    if find_spec(PACKAGE) is not None:
        return FontFile(Path(str(import_module(PACKAGE).FONT_PATH)), True)
    from matplotlib.font_manager import findSystemFonts

    found = {Path(path).name.lower(): Path(path) for path in sorted(findSystemFonts())}
    for name in SYSTEM:
        if name in found:
            return FontFile(found[name], False)
    raise KexieError("K320", detail="a Chinese font")


def subset(font: FontFile, texts: Iterable[str], variety: str | None, flavor: str | None = None) -> bytes:
    """The bytes of a font with the glyphs of `texts` only, in the regional forms of the variety; `flavor` "woff2" for pages."""
    from fontTools import subset as cutter

    options = cutter.Options(flavor=flavor, layout_features=[], notdef_outline=True, name_IDs=[0, 1, 2, 13, 14],
                             drop_tables=["GSUB", "GPOS", "BASE", "VORG", "vhea", "vmtx"])
    with _face(font.path, FACES[variety]) as face:
        cut = cutter.Subsetter(options)
        cut.populate(text="".join(sorted(set("".join(texts)))))
        cut.subset(face)
        face.flavor = flavor
        out = io.BytesIO()
        face.save(out)
    return out.getvalue()


def css(texts: Iterable[str], variety: str | None) -> str:
    """A style sheet with the font of a page embedded; empty without the packaged font, so that the browser's fonts are used."""
    if any(find_spec(name) is None for name in (PACKAGE, "fontTools", "brotli")):
        return ""
    data = base64.b64encode(subset(font_file(), texts, variety, "woff2")).decode()
    return f"@font-face{{font-family:'{style.FONT}';src:url(data:font/woff2;base64,{data}) format('woff2')}}"


def _face(path: Path, form: str) -> TTFont:
    """The member of a font collection with the regional forms `form`, or its first."""
    from fontTools.ttLib import TTCollection, TTFont

    if path.suffix.lower() not in (".ttc", ".otc"):
        return TTFont(path, lazy=True, recalcBBoxes=False)
    with TTCollection(path, lazy=True) as collection:
        names = [face["name"].getDebugName(4) or "" for face in collection.fonts]
    number = next((n for n, name in enumerate(names) if f" {form}" in name and "Mono" not in name), 0)
    return TTFont(path, fontNumber=number, lazy=True, recalcBBoxes=False)
