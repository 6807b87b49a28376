"""The same invented document in every format and encoding; tables, lists and places."""
import pytest
from reading_samples import TITLE, add_numbered, docx_bytes, html, new_docx, numbered_lines, pdf_bytes, plain, saved

from kexie_nlp.analysis import analyze
from kexie_nlp.reading import find_documents, read
from kexie_nlp.reading.docx import read_docx
from kexie_nlp.reading.docx_numbering import format_number
from kexie_nlp.reading.html import read_html
from kexie_nlp.reading.pdf import read_pdf
from kexie_nlp.text import normalize, to_traditional

TRADITIONAL = to_traditional(plain(), "tw")[0]
FILES = {
    "utf8.txt": (plain().encode(), "utf-8"),
    "bom.txt": (plain().encode("utf-8-sig"), "utf-8-sig"),
    "utf16.txt": (plain().encode("utf-16"), "utf-16"),
    "utf16le.txt": (plain().encode("utf-16-le"), "utf-16-le"),
    "utf16be.txt": (plain().encode("utf-16-be"), "utf-16-be"),
    "gb.txt": (plain().encode("gb18030"), "gb18030"),
    "crlf.txt": (plain().replace("\n", "\r\n").encode(), "utf-8"),
    "page.html": (html(), "utf-8"),
    "gbpage.htm": (html("gb2312"), "gb18030"),
    "page-without-suffix": (html(), "utf-8"),
    "word.docx": (docx_bytes(), "utf-8"),
    "sheet.pdf": (pdf_bytes(), "utf-8"),
    "sheet.dat": (pdf_bytes(), "utf-8"),
}


@pytest.mark.parametrize("name", FILES)
def test_same_text_from_every_file(tmp_path, name):
    path = tmp_path / name
    path.write_bytes(FILES[name][0])
    raw = read(path)
    assert raw.text == plain()
    assert raw.encoding == FILES[name][1]


def items(record):
    def plain_form(text):
        return normalize(text).text
    return ([(p.id, p.role, p.title) for p in record.provisions],
            [(m.action, m.object, m.status, plain_form(m.text)) for m in record.measures],
            [(t.value, t.unit, t.comparator, t.indicator, plain_form(t.text)) for t in record.targets],
            [(t.kind, t.from_, t.to, plain_form(t.text)) for t in record.times])


def test_same_records_from_every_format(tmp_path):
    found = {}
    for name, data in (("a.txt", plain().encode()), ("a.html", html()), ("a.docx", docx_bytes()), ("a.pdf", pdf_bytes()),
                       ("gb.txt", plain().encode("gb18030")), ("big5.txt", TRADITIONAL.encode("big5"))):
        path = tmp_path / name
        path.write_bytes(data)
        found[name] = items(analyze(path).record)
    provisions, measures, targets, times = found["a.txt"]
    assert len(provisions) == 7 and len(measures) >= 8 and len(targets) >= 5 and len(times) >= 2
    for name, other in found.items():
        assert other == found["a.txt"], name


def test_big5_is_told_from_gbk(tmp_path):
    for encoding in ("big5", "big5hkscs", "gbk"):
        (tmp_path / encoding).write_bytes(TRADITIONAL.encode(encoding))
        raw = read(tmp_path / encoding)
        assert raw.text == TRADITIONAL
        assert raw.encoding == {"big5": "big5hkscs", "big5hkscs": "big5hkscs", "gbk": "gb18030"}[encoding]


def test_encoding_can_be_named(tmp_path):
    path = tmp_path / "short.txt"
    path.write_bytes("丂".encode("gbk"))
    assert read(path, encoding="gbk").text == "丂"


def test_html_table_becomes_lines_with_tabs_and_cells_have_places():
    page = """<body><p>指标如下：</p><table><tr><th>序号</th><th colspan="2">指标与数值</th></tr>
    <tr><td rowspan="2">1</td><td>科普<br>活动</td><td>300场</td></tr><tr><td>受众</td><td>50万人次</td></tr></table>
    <p>以上各项，按季度检查。</p></body>"""
    text, blocks = read_html(page, "x")
    assert text == "指标如下：\n序号\t指标与数值\t\n1\t科普 活动\t300场\n\t受众\t50万人次\n以上各项，按季度检查。\n"
    cell = next(b for b in blocks if text[b.start:b.end] == "受众")
    assert (cell.kind, cell.place, str(cell)) == ("cell", (1, 3, 2), "table 1, row 3, column 2")


def test_html_numbered_list_entities_and_spaces():
    text, _ = read_html("<ol start=3><li>甲<li>乙&nbsp;&mdash;丙</ol><ul><li>丁</ul><p>\n　　戊 \n 己</p><pre>庚\n辛</pre>", "x")
    assert text == "3. 甲\n4. 乙\xa0—丙\n丁\n　　戊 己\n庚\n辛\n"


def test_html_title_stands_in_front_where_the_body_lacks_it():
    text, blocks = read_html("<title>青岭省科协通知 - 官网</title><p>各单位请按时报送。</p>", "x")
    assert text == "青岭省科协通知\n各单位请按时报送。\n"
    assert text[blocks[1].start:blocks[1].end] == "各单位请按时报送。"


def test_html_attachments_and_body_with_a_menu_name_stay():
    page = "<div class=nav><p>" + "这一段是正文，占了页面的一半以上。" * 3 + "</p></div><div class=nav><a>甲</a><a>乙</a></div>"
    assert read_html(page, "x")[0] == "这一段是正文，占了页面的一半以上。" * 3 + "\n"


def test_docx_tables_nested_levels_restart_and_places(tmp_path):
    document = new_docx()
    for level, text in ((0, "甲"), (2, "子"), (2, "丑"), (0, "乙"), (2, "寅"), (3, "卯")):
        add_numbered(document, text, 1, level)
    add_numbered(document, "辰", 2, 0)
    document.add_paragraph("收尾。")
    add_numbered(document, "丙", 1, 0)
    add_numbered(document, "巳", 3, 2)
    table = document.add_table(2, 2)
    for i, text in enumerate(("名称", "数量", "展\n品", "60件")):
        table.cell(i // 2, i % 2).text = text
    document.add_paragraph("表后一段。")
    path = tmp_path / "lists.docx"
    path.write_bytes(saved(document))
    raw = read(path)
    assert raw.text == ("一、甲\n1. 子\n2. 丑\n二、乙\n1. 寅\n2.1.1 卯\n⑤ 辰\n收尾。\n三、丙\n1. 巳\n"
                        "名称\t数量\n展 品\t60件\n表后一段。\n")
    place = raw.place(raw.text.index("60件") + 1)
    assert (place.kind, place.place) == ("cell", (1, 2, 2))
    assert str(raw.place(raw.text.index("收尾"))) == "paragraph 8"
    norm = normalize(raw)
    assert norm.place(norm.text.index("60件")).place == (1, 2, 2)


def test_docx_shows_insertions_and_hides_deletions_fields_and_hidden_text():
    from docx.oxml import parse_xml

    document = new_docx()
    w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    document.element.body.insert(0, parse_xml(
        f"<w:p {w}><w:r><w:t>保留</w:t></w:r><w:ins><w:r><w:t>插入</w:t></w:r></w:ins><w:del><w:r><w:delText>删去</w:delText></w:r>"
        f"</w:del><w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏</w:t></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>"
        f"<w:r><w:tab/><w:t>尾</w:t></w:r></w:p>"))
    assert read_docx(saved(document), "x")[0].startswith("保留插入\t尾\n")


@pytest.mark.parametrize(("number", "kind", "text"), [
    (1, "chineseCounting", "一"), (10, "chineseCounting", "十"), (12, "chineseCountingThousand", "十二"),
    (20, "chineseCounting", "二十"), (105, "chineseCountingThousand", "一百〇五"), (110, "chineseCounting", "一百一十"),
    (1010, "chineseCountingThousand", "一千〇一十"), (12, "ideographDigital", "一二"), (10, "ideographDigital", "一〇"),
    (12, "chineseLegalSimplified", "壹拾贰"), (3, "ideographLegalTraditional", "參"), (2, "ideographTraditional", "乙"),
    (13, "ideographZodiac", "子"), (7, "decimalZero", "07"), (20, "decimalEnclosedCircle", "⑳"), (3, "decimalEnclosedParen", "⑶"),
    (9, "decimalEnclosedFullstop", "⒐"), (12, "decimalFullWidth", "１２"), (4, "upperRoman", "IV"), (28, "lowerLetter", "bb"),
    (7, "unheardOf", "7"), (7, "none", ""), (0, "chineseCounting", "0")])
def test_number_formats_of_word(number, kind, text):
    assert format_number(number, kind) == text


def test_pdf_pages_headers_and_wrapped_lines():
    lines = [TITLE, *(f"第{n}项任务由相关单位牵头，会同有关方面抓好落实，每半年报送一次进展情况并接受评估和监督检查，做到条条有着落。"
                      for n in range(1, 25))]
    text, pages = read_pdf(pdf_bytes(lines), "x")
    assert text.split("\n")[:-1] == lines
    assert [p.place for p in pages] == [(n,) for n in range(1, len(pages) + 1)] and len(pages) > 4
    assert pages[0].start == 0 and pages[-1].end == len(text)
    assert all(a.end == b.start for a, b in zip(pages, pages[1:], strict=False))


def test_plain_text_has_no_places(tmp_path):
    (tmp_path / "a.txt").write_text("一行字。", encoding="utf-8")
    assert read(tmp_path / "a.txt").place(0) is None


def test_folders_are_searched_for_all_kinds(tmp_path):
    for name in ("a.docx", "b.PDF", "c.htm", "d.txt", "e.xlsx", "~$a.docx", ".f.txt"):
        (tmp_path / name).write_bytes(b"x")
    assert [p.name for p in find_documents([tmp_path])] == ["a.docx", "b.PDF", "c.htm", "d.txt"]


def test_samples_are_what_they_seem():
    assert len(numbered_lines()) == 13
