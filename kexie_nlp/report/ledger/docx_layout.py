"""The layout of a Word document in the form of official papers: fonts and styles, paper, page numbers, table of contents."""
from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt

from kexie_nlp.report.ledger.book import BODY_FONT, HEAD_FONT, SECOND_FONT, STAND_INS, TITLE_FONT, text_of

if TYPE_CHECKING:
    from docx.document import Document
    from docx.section import Section
    from docx.text.paragraph import Paragraph

# name: (base style, font, points, points of a line, indent of the first line in characters, points before and after)
STYLES: dict[str, tuple[str, str, float, float, float, float]] = {
    "Ledger Title": ("Normal", TITLE_FONT, 22, 32, 0, 12), "Ledger Day": ("Normal", SECOND_FONT, 16, 28, 0, 6),
    "Ledger Body": ("Normal", BODY_FONT, 16, 28, 2, 0), "Ledger Small": ("Normal", BODY_FONT, 12, 18, 2, 2),
    "Ledger Contents": ("Normal", HEAD_FONT, 16, 28, 0, 6), "Ledger Cell": ("Normal", BODY_FONT, 10.5, 14, 0, 0),
    "Ledger Head": ("Normal", HEAD_FONT, 10.5, 14, 0, 0), "Ledger Gap": ("Normal", BODY_FONT, 6, 8, 0, 0),
    "Heading 1": ("Normal", HEAD_FONT, 16, 28, 0, 8), "Heading 2": ("Normal", HEAD_FONT, 14, 24, 0, 6),
    "Heading 3": ("Normal", SECOND_FONT, 14, 24, 0, 4), "toc 1": ("Normal", BODY_FONT, 14, 22, 0, 0),
    "toc 2": ("Normal", BODY_FONT, 12, 18, 0, 0), "toc 3": ("Normal", BODY_FONT, 12, 18, 0, 0)}
CENTRED = ("Ledger Title", "Ledger Day", "Ledger Contents")
WESTERN = "Times New Roman"
BEHIND_UPDATE = ("hdrShapeDefaults", "footnotePr", "endnotePr", "compat", "docVars", "rsids")  # follow updateFields


@dataclass
class Headings:
    """The headings added so far (level, text, bookmark), for the contents, which are inserted before `place`."""
    place: Paragraph | None = None
    found: list[tuple[int, str, str]] = field(default_factory=list)

    @property
    def count(self) -> int:
        """The number of headings of level 1."""
        return sum(level == 1 for level, _, _ in self.found)

    def add(self, document: Document, text: str, level: int = 1) -> None:
        """Append a heading with a bookmark."""
        paragraph = document.add_paragraph(text_of(text), style=f"Heading {level}")
        name = f"_Toc{len(self.found):08}"
        start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
        for mark in (start, end):
            mark.set(qn("w:id"), str(len(self.found)))
        start.set(qn("w:name"), name)
        paragraph._p.insert(1, start)
        paragraph._p.append(end)
        self.found.append((level, text_of(text), name))


def set_fonts(document: Document) -> None:
    """Define the styles, and the stand-ins of fonts in the font table."""
    normal = document.styles["Normal"]
    _face(normal, BODY_FONT)
    language = OxmlElement("w:lang")
    language.set(qn("w:eastAsia"), "zh-CN")
    normal.element.rPr.append(language)
    known = {style.name for style in document.styles}
    for name, (base, face, points, line, indent, space) in STYLES.items():
        style: Any = (document.styles[name] if name in known
                      else document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, builtin=name.startswith("toc")))
        style.base_style = document.styles[base]
        _face(style, face)
        style.font.size, style.font.bold, style.font.italic, style.font.color.rgb = Pt(points), False, False, None
        form = style.paragraph_format
        form.line_spacing, form.space_before, form.space_after = Pt(line), Pt(space), Pt(space)
        form.first_line_indent = Pt(points * indent) if indent else None
        if name in CENTRED:
            form.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _face(document.styles.add_style("Ledger Quote", WD_STYLE_TYPE.CHARACTER), SECOND_FONT)
    _stand_ins(document)


def paper(section: Section) -> None:
    """Set A4 portrait with the margins of official papers."""
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin, section.left_margin, section.right_margin = Mm(37), Mm(35), Mm(28), Mm(26)
    section.footer_distance = Mm(25)


def across(document: Document) -> None:
    """Begin a section on A3 landscape, for tables."""
    section = document.add_section(WD_SECTION.NEW_PAGE)
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(420), Mm(297)
    section.top_margin, section.bottom_margin, section.left_margin, section.right_margin = Mm(22), Mm(22), Mm(18), Mm(18)
    section.footer_distance = Mm(12)


def add_number(document: Document) -> None:
    """Add page numbers (— 1 —) to the footers: right on odd pages, left on even ones."""
    document.settings.odd_and_even_pages_header_footer = True
    for section in document.sections:
        for footer, side in ((section.footer, WD_ALIGN_PARAGRAPH.RIGHT), (section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT)):
            footer.is_linked_to_previous = False
            paragraph = footer.paragraphs[0]
            paragraph.alignment = side
            paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Pt(14)
            for part in ("— ", "PAGE", " —"):
                if part == "PAGE":
                    _field(paragraph, "PAGE", "1")
                else:
                    paragraph.add_run(part)
            for run in paragraph.runs:
                run.font.size, run.font.name = Pt(14), WESTERN
                run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "宋体")


def add_contents(document: Document, heading: str, headings: Headings) -> None:
    """Add a table of contents with its entries; programs update the page numbers when they open the document."""
    place: Any = headings.place
    place.insert_paragraph_before(heading, style="Ledger Contents")
    section = document.sections[0]
    width = section.page_width - section.left_margin - section.right_margin  # type: ignore[operator]
    for number, (level, text, name) in enumerate(headings.found):
        entry = place.insert_paragraph_before(style=f"toc {level}")
        entry.paragraph_format.left_indent = Pt(14 * (level - 1))
        entry.paragraph_format.tab_stops.add_tab_stop(width, WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
        if not number:
            for kind in ("begin", 'TOC \\o "1-3" \\h \\z \\u', "separate"):
                _part(entry, kind)
        link = OxmlElement("w:hyperlink")
        link.set(qn("w:anchor"), name)
        before = len(entry._p)
        entry.add_run(f"{text}\t")
        _field(entry, f"PAGEREF {name} \\h", "")
        for run in list(entry._p)[before:]:
            link.append(run)
        entry._p.append(link)
    _part(place, "end")
    renew = OxmlElement("w:updateFields")
    renew.set(qn("w:val"), "true")
    settings = document.settings.element
    after = next((child for child in settings if child.tag in {qn(f"w:{name}") for name in BEHIND_UPDATE}), None)
    settings.insert(len(settings) if after is None else settings.index(after), renew)


def _field(paragraph: Any, code: str, shown: str) -> None:
    for kind in ("begin", code, "separate"):
        _part(paragraph, kind)
    paragraph.add_run(shown)
    _part(paragraph, "end")


def _part(paragraph: Any, kind: str) -> None:
    """Add a run that begins, separates or ends a field, or holds its code."""
    run = paragraph.add_run()._r
    if kind in ("begin", "separate", "end"):
        mark = OxmlElement("w:fldChar")
        mark.set(qn("w:fldCharType"), kind)
    else:
        mark = OxmlElement("w:instrText")
        mark.set(qn("xml:space"), "preserve")
        mark.text = f" {kind} "
    run.append(mark)


def _face(style: Any, face: str) -> None:
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for key in list(fonts.attrib):
        del fonts.attrib[key]
    for key, value in (("ascii", WESTERN), ("hAnsi", WESTERN), ("cs", WESTERN), ("eastAsia", face)):
        fonts.set(qn(f"w:{key}"), value)


def _stand_ins(document: Document) -> None:
    """Add the fonts with their alternative names to the font table."""
    part: Any = document.part.part_related_by(RELATIONSHIP_TYPE.FONT_TABLE)
    fonts = "".join(f'<w:font w:name="{name}"><w:altName w:val="{",".join(others)}"/><w:charset w:val="86"/></w:font>'
                    for name, others in STAND_INS.items())
    table = parse_xml(part.blob)
    for font in parse_xml(f"<w:fonts {nsdecls('w')}>{fonts}</w:fonts>"):
        table.append(font)
    from lxml import etree

    part._blob = etree.tostring(table, xml_declaration=True, encoding="UTF-8", standalone=True)
