"""One invented document, and the makers of the files that hold it."""
from __future__ import annotations

import io

TITLE = "青岭省科协2023年工作要点"
SECTIONS = (
    ("总体要求", None, "围绕省委中心工作，突出重点，补齐短板，把科技工作者团结得更加紧密，为现代化建设贡献智慧和力量。"),
    ("加强科学普及", (
        ("建设科普阵地", "在县域布局流动科技馆，组织专家进校园、进社区、进企业，全年开展科普活动300场以上，覆盖群众50万人次左右。"
                         "推动科普场馆向公众免费开放，鼓励高校实验室在节假日接待参观。"),
        ("培养科普人才", "制定《青岭省科普人才培养办法》，到2023年12月底前培训专职科普人员1200名，公民具备科学素质的比例提高到13.5%。"),
    ), None),
    ("服务科技创新", (
        ("办好学术会议", "每季度举办一次学术沙龙，支持省级学会申办全国性会议，力争引进高水平会议不少于6个。"),
        ("推进成果转化", "建立成果发布平台，2023年6月底前完成一期建设，促成技术合同成交额达到8000万元。"),
    ), None),
)
DIGITS = "〇一二三四五六七八九"


def numbered_lines() -> list[str]:
    """The document as plain lines, marks written out."""
    lines = [TITLE]
    for i, (heading, tasks, text) in enumerate(SECTIONS, 1):
        lines.append(f"{DIGITS[i]}、{heading}")
        if text:
            lines.append(text)
        for j, (name, body) in enumerate(tasks or (), 1):
            lines.append(f"（{DIGITS[j]}）{name}")
            lines.append(body)
    return lines


def plain() -> str:
    return "\n".join(numbered_lines()) + "\n"


def html(encoding: str = "utf-8") -> bytes:
    """A page as a site of an authority serves it: menus, scripts, share buttons and a footer around the text."""
    body = "".join(f"<p style='text-indent:2em'><span>{line[:7]}</span>{line[7:]}</p>\n" for line in numbered_lines()[1:])
    page = f"""<!DOCTYPE html>
<html><head><meta charset="{encoding}"><title>{TITLE}_青岭省科学技术协会</title>
<script>document.write("<p>脚本写的字。</p>")</script><style>p{{color:red}}</style></head>
<body><div class="top-nav"><ul><li><a href="/">首页</a></li><li><a href="/a">机构</a></li><li><a href="/b">党建</a></li></ul></div>
<div id="crumb">您的位置：<a href="/">首页</a> &gt; <a href="/x">文件</a> &gt; 正文</div>
<form><table width="100%"><tr><td><h1>{TITLE}</h1>
<div class="info">字号：<a>大</a> <a>中</a> <a>小</a> <a href="#">打印</a></div>
<div class="content">{body}</div>
<div class="bdsharebuttonbox"><a>微信</a><a>微博</a><a>空间</a></div></td></tr></table></form>
<div class="related"><h3>相关链接</h3><ul><li><a>别的通知一则</a></li><li><a>别的通知两则</a></li><li><a>别的通知三则</a></li></ul></div>
<noscript>请打开脚本。</noscript><iframe src="http://192.0.2.1/">框</iframe>
<footer>版权所有：青岭省科学技术协会 青ICP备00000000号</footer></body></html>"""
    return page.encode(encoding)


NUMBERING = """<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
<w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="multilevel"/>
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:suff w:val="nothing"/><w:lvlText w:val="%1、"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/>
<w:suff w:val="nothing"/><w:lvlText w:val="（%2）"/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%3."/></w:lvl>
<w:lvl w:ilvl="3"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:isLgl/><w:lvlText w:val="%1.%3.%4"/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="5"/><w:numFmt w:val="decimalEnclosedCircleChinese"/>
<w:suff w:val="space"/><w:lvlText w:val="%1"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="2"><w:startOverride w:val="1"/></w:lvlOverride></w:num>
</w:numbering>"""


def new_docx():
    """An empty Word document with the lists of `NUMBERING`."""
    import docx
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.oxml import parse_xml

    document = docx.Document()
    part = document.part.part_related_by(RELATIONSHIP_TYPE.NUMBERING)
    part._element = parse_xml(NUMBERING)
    return document


def add_numbered(document, text: str, number: int, level: int):
    from docx.oxml import parse_xml

    paragraph = document.add_paragraph(text)
    paragraph._p.get_or_add_pPr().append(parse_xml(
        f'<w:numPr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:ilvl w:val="{level}"/>'
        f'<w:numId w:val="{number}"/></w:numPr>'))
    return paragraph


def saved(document) -> bytes:
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def docx_bytes() -> bytes:
    """The document in Word, its marks made by Word's automatic numbering."""
    document = new_docx()
    document.add_paragraph(TITLE)
    for heading, tasks, text in SECTIONS:
        add_numbered(document, heading, 1, 0)
        if text:
            document.add_paragraph(text)
        for name, body in tasks or ():
            add_numbered(document, name, 1, 1)
            document.add_paragraph(body)
    return saved(document)


def pdf_bytes(lines: list[str] | None = None, password: str | None = None, rows: int = 9) -> bytes:
    """The document as a PDF: wrapped lines, indented paragraphs, a header and a page number on every page."""
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen import canvas

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    file = io.BytesIO()
    sheet = canvas.Canvas(file, pagesize=A4, encrypt=password)
    size, left, per_line = 14, 80, 31
    page = row = 0
    for number, line in enumerate(numbered_lines() if lines is None else lines):
        pieces = _wrapped(line, per_line, 2 if number else 0)
        for i, piece in enumerate(pieces):
            if row == 0:
                page += 1
                sheet.setFont("STSong-Light", 9)
                sheet.drawString(left, 800, "青岭省科协文件汇编")
                sheet.drawCentredString(A4[0] / 2, 40, f"— {page} —")
                sheet.setFont("STSong-Light", size)
            sheet.drawString(left + (2 * size if number and not i else 0), 740 - 24 * row, piece)
            row = (row + 1) % rows
            if row == 0:
                sheet.showPage()
    sheet.save()
    return file.getvalue()


def _wrapped(line: str, width: int, indent: int) -> list[str]:
    """A paragraph as lines of `width` full characters; ASCII takes half of one, and no mark begins a line."""
    pieces, room = [""], width - indent
    for char in line:
        need = 0.5 if char.isascii() else 1.0
        if room < need and char not in "，。；、”）》":
            pieces.append("")
            room = width
        pieces[-1] += char
        room -= need
    return pieces
