"""Ledgers that are handed in: what stands in them, how they look and print, that nothing hostile gets through, and their record."""
from __future__ import annotations

import getpass
import hashlib
import json
import re
import subprocess
import sys
import time
import zipfile
from datetime import date, datetime, timezone
from io import BytesIO

import pytest
from lxml import etree, html
from made_up import CENTRAL, NORTH, SOUTH, MadeAligner, made
from typer.testing import CliRunner

from kexie_nlp import query
from kexie_nlp.cli.app import app
from kexie_nlp.errors import KexieError
from kexie_nlp.model import Body
from kexie_nlp.query.ledger import ledger
from kexie_nlp.report.ledger import FORMATS, export_ledger
from kexie_nlp.report.ledger.book import Raw, one_line
from kexie_nlp.report.ledger.content import book_of, overview_page
from kexie_nlp.report.ledger.xlsx import lines_of, parted
from kexie_nlp.store import open_store
from kexie_nlp.text.document import Document

MADE = datetime(2024, 3, 1, 4, 5, 6, tzinfo=timezone.utc)
MAIN, SHEETS = "对标对表台账", ["总览", "对标对表台账", "未见对应清单", "地方特色", "指标", "时限", "来源", "说明"]
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def filled(path, central=CENTRAL, **others):
    """A store of made-up documents, aligned by their titles."""
    with open_store(path, create=True) as store:
        plan = made(central, "central.txt")
        store.put(plan, fingerprint="made-1")
        store.set_fact("central", plan.record.sha256)
        aligner = MadeAligner(plan)
        for name, text in others.items():
            document = made(text, f"{name}.txt")
            store.put(document, fingerprint="made-1")
            links = [link for link in aligner.align([document]) if link.grade]
            store.set_links([document.record.sha256], links, "made:key")
    return path


@pytest.fixture(scope="module")
def db(tmp_path_factory):
    path = filled(tmp_path_factory.mktemp("ledger") / "k.db", north=NORTH, south=SOUTH)
    with open_store(path) as store:
        query.judge(store, "南水2020/一.2", "中央2016/一.2", grade=1, who="审核人")
        query.judge(store, "南水2020/一.1", "中央2016/一.1", grade=0, who="审核人")
    return path


@pytest.fixture
def export(db, tmp_path):
    """Export the made-up ledger; its bytes."""
    def run(form, database=db, **options):
        target = tmp_path / f"out.{form}"
        with open_store(database) as store:
            export_ledger(store, target, **{"made": MADE, **options})
        return target.read_bytes()

    return run


@pytest.fixture(scope="module")
def book(db, tmp_path_factory):
    """The workbook of the made-up ledger, opened."""
    target = tmp_path_factory.mktemp("book") / "l.xlsx"
    with open_store(db) as store:
        export_ledger(store, target, made=MADE)
    return workbook(target.read_bytes())


def workbook(data):
    from openpyxl import load_workbook

    return load_workbook(BytesIO(data))


def rows_of(sheet):
    """The lines of a sheet as dicts by heading."""
    heads = [str(cell.value).replace("\n", "") for cell in sheet[3]]
    return [dict(zip(heads, [cell.value for cell in row], strict=True)) for row in sheet.iter_rows(min_row=4)]


# -- the workbook

def test_sheets_of_the_workbook(book):
    assert book.sheetnames == SHEETS


def test_main_sheet_has_the_plan_and_beside_it_the_documents(book):
    rows = rows_of(book[MAIN])
    assert [(r["编号"], r["文档"], r["状态"]) for r in rows] == [
        ("一.1", "中央2016", None), ("一.1", "北山2019", "落实"), ("一.1", "南水2020", "未见对应表述"),
        ("一.2", "中央2016", None), ("一.2", "北山2019", "未见对应表述"), ("一.2", "南水2020", "部分落实"),
        ("二.1", "中央2016", None), ("二.1", "北山2019", "未见对应表述"), ("二.1", "南水2020", "落实")]
    centre, north = rows[:2]
    assert centre["章"] == "一、建设组织" and centre["中央任务"] == "建设乡镇科协"
    assert "推动乡镇建立科协" in centre["原文依据"] and centre["指标"] == "科协：不少于30个"
    assert centre["时限"] == "2018年12月底前（至2018-12-28）" and centre["责任单位"] == "省科协、市科协"
    assert centre["地方任务"] == "落实1份、未见对应表述1份"
    assert north["等级"] == "落实" and north["地方任务"] == "一.1 建设乡镇科协" and north["责任单位"] == "省科协、市科协"
    quote = "1.建设乡镇科协。推动乡镇建立科协，2019年6月底前新建科协不少于40个。"
    assert quote in NORTH and north["原文依据"].startswith(f"“{quote}”\n〔中央〕1.建设乡镇科协")
    assert north["数字比较"] == "更高：科协不少于40个（中央：科协不少于30个）" and north["时限"] == "2019年6月底前（至2019-06-28）"
    assert rows[2]["原文依据"] == "未见对应表述"


def test_bodies_have_a_column_for_each_part(tmp_path, export):
    central, north = made(CENTRAL, "central.txt"), made(NORTH, "north.txt")
    named = (("省科协", "subject"), ("省财政厅", "partner"), ("市科协", "subject"), ("省科协", "lead"), ("省农业厅", "support"),
             ("分管副主席", "officer"))
    bodies = tuple(Body(name=name, part=part) for name, part in named)
    north = Document(north.record.moved(measures=tuple(m.moved(bodies=bodies) for m in north.record.measures)), NORTH)
    with open_store(tmp_path / "parts.db", create=True) as store:
        for document in (central, north):
            store.put(document, fingerprint="made-1")
        store.set_fact("central", central.record.sha256)
        links = [link for link in MadeAligner(central).align([north]) if link.grade]
        store.set_links([north.record.sha256], links, "made:key")
    sheet = workbook(export("xlsx", tmp_path / "parts.db"))[MAIN]
    row = next(r for r in rows_of(sheet) if r["文档"] == "北山2019" and r["等级"] == "落实")
    assert [row[part] for part in ("牵头单位", "责任单位", "配合单位", "责任人")] == [
        "省科协", "市科协", "省财政厅、省农业厅", "分管副主席"]
    with zipfile.ZipFile(BytesIO(export("docx", tmp_path / "parts.db"))) as archive:
        words = "".join(etree.fromstring(archive.read("word/document.xml")).itertext())
    assert "牵头单位" in words and "分管副主席" in words


def test_a_grade_decided_by_a_person_is_shown_as_such(book):
    grades = [r["等级"] for r in rows_of(book[MAIN]) if r["等级"]]
    assert grades == ["落实", "部分相关（人工审定）", "落实"]
    notes = " ".join(str(cell.value) for row in book["说明"].iter_rows() for cell in row)
    assert "经人工审定的对应2组（其中与模型不同1组，被否定1组）" in notes


def test_overview_counts_and_leads_to_the_lines(book):
    sheet, main = book["总览"], book[MAIN]
    rows = rows_of(sheet)
    assert [(r["北山2019"], r["南水2020"]) for r in rows[:3]] == [
        ("落实", "未见对应表述"), ("未见对应表述", "部分落实"), ("未见对应表述", "落实")]
    assert [(r["中央任务"], r["北山2019"], r["南水2020"]) for r in rows[3:]] == [
        ("落实", 1, 1), ("部分落实", 0, 1), ("未见对应表述", 2, 1), ("不在范围", 0, 0)]
    cell = sheet["E4"]
    assert cell.value == "未见对应表述" and cell.hyperlink.location == f"'{MAIN}'!A6"
    assert (main["B6"].value, main["D6"].value) == ("一.1", "南水2020")
    fills = {cell.value: cell.fill.fgColor.rgb for row in sheet["D4:E6"] for cell in row}
    assert len(set(fills.values())) == 3  # a colour for each of the three states that occur


def test_lists(book):
    gaps = {(r["文档"], r["编号"]): (r["状态"], r["把握"], r["最接近的地方任务（未采用的理由）"]) for r in rows_of(book["未见对应清单"])}
    assert gaps["（全部文件）", "一.2"] == gaps["南水2020", "一.2"][:2] + ("南水2020/一.2 办好科普大篷车（人工判定：部分相关）",)
    assert gaps["南水2020", "一.2"] == ("部分落实", "把握大", "一.2 办好科普大篷车（人工判定：部分相关）")
    assert gaps["北山2019", "二.1"] == ("未见对应表述", "把握大", None) and ("北山2019", "一.1") not in gaps
    novel = {r["地方任务"]: r["性质"] for r in rows_of(book["地方特色"])}
    assert set(novel) == {"举办赏花节", "整理档案"} and set(novel.values()) <= {"地方特色", "日常事务"}
    number = next(r for r in rows_of(book["指标"]) if r["文档"] == "北山2019")
    assert (number["关系"], number["数值"], number["单位"], number["比较"]) == ("≥", 40, "个", "更高")
    assert number["对应的中央指标"] == "科协不少于30个" and number["原文"] == "不少于40个"
    dates = [r["日期"] for r in rows_of(book["时限"])]
    dated = [d for d in dates if d]
    assert dated == sorted(dated) == ["2018-12-28", "2019-06-28", "2020-03-28"] and dates[-1] is None
    source = next(r for r in rows_of(book["来源"]) if r["文档"] == "北山2019")
    assert source["文件名"] == "north.txt" and source["校验值"] == hashlib.sha256(NORTH.encode()).hexdigest()
    assert source["类型"] is None and (source["层级"], source["规划期"], source["任务"], source["已对应任务"]) == ("省级", "2019", 2, 1)


def test_print_set_up_and_panes(export):
    book = workbook(export("xlsx", title="A & B 台账"))
    for sheet in book:
        assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (8, "landscape") or str(sheet.page_setup.paperSize) == "8"
        assert sheet.page_setup.orientation == "landscape" and sheet.sheet_properties.pageSetUpPr.fitToPage
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.print_title_rows == "$3:$3" and sheet.auto_filter.ref.startswith("A3:")
        assert "&P" in sheet.oddFooter.center.text and "A && B 台账" in sheet.oddHeader.center.text
        assert sheet["A3"].font.name == "黑体" and sheet["A4"].font.name in ("仿宋", "黑体")
        assert all(cell.alignment.wrap_text for cell in sheet[4] if cell.value)
        heights = [sheet.row_dimensions[row].height for row in range(4, sheet.max_row + 1)]
        assert all(height and height <= 409 for height in heights)
    assert book[MAIN].freeze_panes == "E4" and book["总览"].freeze_panes == "D4"
    assert book["总览"]["A1"].value == "A & B 台账" and book["总览"]["A1"].font.name == "方正小标宋简体"


def test_rows_are_as_high_as_their_text(book):
    sheet = book[MAIN]
    heights = {sheet.cell(row, 2).value + sheet.cell(row, 4).value: sheet.row_dimensions[row].height for row in range(4, 13)}
    assert heights["一.1北山2019"] > heights["二.1北山2019"]


def test_a_very_long_task_goes_on_in_further_rows(tmp_path, export):
    words = "".join(f"第{n}步完善制度，" for n in range(900))
    long = filled(tmp_path / "long.db", central=CENTRAL.replace("推动乡镇建立科协，", words), north=NORTH)
    sheet = workbook(export("xlsx", long))[MAIN]
    rows = [row for row in rows_of(sheet) if row["文档"] == "中央2016" and row["编号"] == "一.1"]
    assert len(rows) > 2 and words in "".join(row["原文依据"] for row in rows)
    assert all(row["中央任务"] == "建设乡镇科协" for row in rows)
    assert max(sheet.row_dimensions[row].height for row in range(4, sheet.max_row + 1)) <= 409


def test_only_the_documents_asked_for(export):
    book = workbook(export("xlsx", documents=["北山2019"]))
    assert {r["文档"] for r in rows_of(book[MAIN])} == {"中央2016", "北山2019"}
    gaps = [(r["文档"], r["编号"]) for r in rows_of(book["未见对应清单"])]
    assert gaps == [("（全部文件）", "一.2"), ("（全部文件）", "二.1"), ("北山2019", "一.2"), ("北山2019", "二.1")]
    assert [r["文档"] for r in rows_of(book["来源"])] == ["中央2016", "北山2019"]


# -- hostile texts

EVIL = '=HYPERLINK("http://evil.example","x")'


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    north = NORTH.replace("举办赏花节。", f"{EVIL}。").replace("邀请", "-2+3\ufffe`<script>alert(1)</script>|x邀请")
    central = CENTRAL.replace("推动乡镇建立科协", "+1\x07<b>]]>&amp;\u202e|推动").replace("二、服务人才", "二、@SUM(A1)")
    return filled(tmp_path_factory.mktemp("hostile") / "k.db", central=central, north=north)


def test_no_text_becomes_a_formula(hostile, export):
    data = export("xlsx", hostile, title="=1+1")
    book = workbook(data)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    first = [cell for cell in cells if str(cell.value).startswith(("=", "+", "-", "@"))]
    assert EVIL in [cell.value for cell in first] and "=1+1" in [cell.value for cell in first]
    assert all(cell.quotePrefix for cell in first)
    with zipfile.ZipFile(BytesIO(data)) as archive:
        assert not any(b"<f>" in archive.read(name) or b"evil.example" in archive.read(name)
                       for name in archive.namelist() if name.endswith((".rels", "sheet1.xml")))
        assert not any(b"<f>" in archive.read(name) for name in archive.namelist())


def test_html_is_escaped_and_needs_nothing_else(hostile, export):
    text = export("html", hostile).decode()
    page = html.fromstring(text)
    assert not page.xpath("//script|//img|//link|//iframe|//b") and "<script" not in text
    assert "<script>alert(1)</script>|x" not in text and EVIL in page.text_content()
    assert not set(text) & set("\x07\u202e\ufffe")
    assert all(href.startswith("#") for href in page.xpath("//@href")) and not page.xpath("//@src")
    assert "default-src 'none'" in page.xpath("//meta[@http-equiv]/@content")[0]


def test_markdown_is_escaped(hostile, export):
    text = export("md", hostile).decode()
    assert "<script" not in text and "&lt;script&gt;alert" in text and "\\|x" in text and "\x07" not in text
    tables = [line for line in text.splitlines() if line.startswith("|")]
    widths = {len(re.findall(r"(?<!\\)\|", line)) for line in tables}
    assert tables and widths == {7, 9, 10, 13, 16, 17}


@pytest.mark.parametrize("form", ["docx", "ics"])
def test_hostile_texts_in_other_formats(hostile, export, form):
    data = export(form, hostile)
    if form == "docx":
        with zipfile.ZipFile(BytesIO(data)) as archive:
            tree = etree.fromstring(archive.read("word/document.xml"))
        assert EVIL in "".join(tree.itertext()) and "\x07" not in "".join(tree.itertext())
    else:
        assert b"\x07" not in data


# -- the other formats

def test_html_anchors_lead_somewhere(export):
    page = html.fromstring(export("html").decode())
    ids = page.xpath("//@id")
    from urllib.parse import unquote

    assert len(ids) == len(set(ids)) and {"t-一.1", "t-一.1-北山2019"} <= set(ids)
    assert {unquote(href[1:]) for href in page.xpath("//@href")} <= set(ids)
    assert page.xpath("//section[@id='overview']//td[contains(@class,'tone-good')]/a/text()") == ["落实", "落实"]
    assert "A3 landscape" in page.xpath("//style/text()")[0]


def test_html_and_markdown_say_the_same(export):
    page, text = html.fromstring(export("html").decode()).text_content(), export("md").decode().replace("\\", "")
    for words in ("更高：科协不少于40个（中央：科协不少于30个）", "部分相关（人工审定）", "举办赏花节", "来源", "2019年6月底前", "中央要求",
                  hashlib.sha256(SOUTH.encode()).hexdigest(), "3项中央任务中，有文件落实的2项"):
        assert words in page and words in text, words


def test_document_has_headings_contents_tables_and_numbers(export):
    from docx import Document

    document = Document(BytesIO(export("docx")))
    headings = [(p.style.name, p.text) for p in document.paragraphs if p.style.name.startswith("Heading")]
    assert ("Heading 1", "第三部分　对标对表台账") in headings and ("Heading 2", "二、服务人才") in headings
    assert ("Heading 3", "一.1　建设乡镇科协") in headings
    body = document.element.body
    entries = [p.text.rstrip("\t") for p in document.paragraphs if p.style.name.startswith("toc ")]
    assert entries == [text for _, text in headings]
    codes = [e.text.strip() for e in body.iter(f"{W}instrText")]
    assert codes[0].startswith("TOC ") and sum(c.startswith("PAGEREF") for c in codes) == len(headings)
    names = {e.get(f"{W}name") for e in body.iter(f"{W}bookmarkStart")}
    assert {c.split()[1] for c in codes[1:]} == names == {e.get(f"{W}anchor") for e in body.iter(f"{W}hyperlink")}
    kinds = [e.get(f"{W}fldCharType") for e in body.iter(f"{W}fldChar")]
    assert kinds.count("begin") == kinds.count("end") == len(headings) + 1
    assert document.settings.element.find(f"{W}updateFields") is not None
    assert all(table._tbl.findall(f".//{W}tblHeader") for table in document.tables)
    overview, first = document.tables[0], document.tables[1]
    assert [cell.text for cell in overview.rows[1].cells][:4] == ["一.1", "建设乡镇科协", "落实", "未见对应表述"]
    assert {cell.text for cell in first.rows[0].cells} == {"一.1　建设乡镇科协"} and len(first._tbl.findall(f".//{W}tblHeader")) == 2
    cells = [cell.text for cell in first.rows[2].cells]
    assert cells[:4] == ["北山2019", "落实", "落实", "一.1 建设乡镇科协"] and "推动乡镇建立科协" in cells[4]
    text = "\n".join(p.text for p in document.paragraphs)
    assert "参与对照的文件2份" in text and "北山2019：落实1项、部分落实0项、未见对应表述2项" in text
    assert "中央指标：科协：不少于30个" in text


def test_document_has_paper_faces_and_page_numbers(export):
    from docx import Document

    data = export("docx")
    document = Document(BytesIO(data))
    sizes = [(round(s.page_width.mm), round(s.page_height.mm)) for s in document.sections]
    assert sizes == [(210, 297), (420, 297)]
    for section in document.sections:
        for footer in (section.footer, section.even_page_footer):
            assert footer.paragraphs[0].text == "— 1 —" and "PAGE" in "".join(e.text for e in footer._element.iter(f"{W}instrText"))
    faces = {name: document.styles[name].element.rPr.rFonts.get(f"{W}eastAsia") for name in ("Ledger Title", "Ledger Body", "Heading 1")}
    assert faces == {"Ledger Title": "方正小标宋简体", "Ledger Body": "仿宋", "Heading 1": "黑体"}
    with zipfile.ZipFile(BytesIO(data)) as archive:
        fonts = etree.fromstring(archive.read("word/fontTable.xml"))
    others = {f.get(f"{W}name"): f.find(f"{W}altName") for f in fonts}
    assert "FangSong" in others["仿宋"].get(f"{W}val")
    assert document.core_properties.created.replace(tzinfo=None) == MADE.replace(tzinfo=None)


def test_calendar_has_the_planned_dates_only(export, db):
    from icalendar import Calendar

    events = Calendar.from_ical(export("ics")).walk("VEVENT")
    days = [(event["dtstart"].dt, str(event["summary"])) for event in events]
    assert days == [(date(2018, 12, 28), "【中央2016】建设乡镇科协（2018年12月底前）"),
                    (date(2019, 6, 28), "【北山2019】建设乡镇科协（2019年6月底前）"),
                    (date(2020, 3, 28), "【南水2020】举荐青年人才（2020年3月底前）")]
    assert all(event["dtend"].dt - event["dtstart"].dt == date(2020, 1, 2) - date(2020, 1, 1) for event in events)
    uids = [str(event["uid"]) for event in events]
    later = Calendar.from_ical(export("ics", made=datetime(2030, 1, 1, tzinfo=timezone.utc), documents=["北山2019"])).walk("VEVENT")
    assert len(set(uids)) == 3 and [str(event["uid"]) for event in later] == uids[:2]
    assert events[0]["dtstamp"].dt == MADE


# -- all formats

@pytest.mark.parametrize("form", FORMATS)
def test_same_database_same_bytes(export, form):
    first = export(form)
    now = time.time()
    while form in ("xlsx", "docx") and int(time.time() / 2) == int(now / 2):  # archives count in steps of two seconds
        time.sleep(0.05)
    assert export(form) == first and export(form, made=datetime(2024, 3, 2, tzinfo=timezone.utc)) != first or form == "md"


def test_date_of_the_environment(db, tmp_path, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1709265906")
    with open_store(db) as store:
        written = export_ledger(store, tmp_path / "a.md")
    assert "2024年3月1日" in written[0].read_text(encoding="utf-8")
    assert json.loads(written[1].read_text(encoding="utf-8"))["made"] == "2024-03-01T04:05:06Z"


@pytest.mark.parametrize("form", FORMATS)
def test_traditional_labels_and_raw_quotes(db, tmp_path, form):
    target = tmp_path / f"t.{form}"
    done = CliRunner().invoke(app, ["--script", "tw", "export", "ledger", "--db", str(db), "-o", str(target)])
    assert done.exit_code == 0, done.output
    text = told(target.read_bytes(), form)
    if form == "ics":
        assert "【北山2019】建設鄉鎮科協（2019年6月底前）" in text
        return
    assert "1.建设乡镇科协。推动乡镇建立科协，2019年6月底前新建科协不少于40个。" in text.replace("\\", "")  # the raw quote
    assert "落實" in text and "未見對應清單" in text and "建設鄉鎮科協" in text and "對標對表" in text
    rest = text.replace("\\", "")
    for raw in (CENTRAL, NORTH, SOUTH):
        for line in raw.splitlines()[1:]:
            rest = rest.replace(line, "")
    assert not [word for word in ("落实", "对标", "时限", "指标", "编号", "说明", "总览", "责任单位", "乡镇") if word in rest]


def told(data, form):
    """All text of an export."""
    if form == "xlsx":
        return "\n".join(str(cell.value) for sheet in workbook(data) for row in sheet.iter_rows() for cell in row if cell.value) + str(
            workbook(data).sheetnames)
    if form == "docx":
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return "".join(etree.fromstring(archive.read("word/document.xml")).itertext())
    if form == "html":
        return html.fromstring(data.decode()).xpath("string(//body)")
    if form == "ics":
        return data.decode().replace("\r\n ", "")
    return data.decode()


# -- the record

def test_the_record_beside_it(db, tmp_path):
    with open_store(db) as store:
        written = export_ledger(store, tmp_path / "l.xlsx", documents=["北山2019"], title="台账", made=MADE)
        again = export_ledger(store, tmp_path / "l.xlsx", documents=["北山2019"], title="台账")
    assert [path.name for path in written] == ["l.xlsx", "l.xlsx.repro.json"] == [path.name for path in again]
    text = written[1].read_text(encoding="utf-8")
    data = json.loads(text)
    assert data["parameters"] == {"format": "xlsx", "documents": ["北山2019"], "central": "中央2016", "title": "台账", "script": None}
    assert {d["label"]: d["sha256"] for d in data["documents"]}["南水2020"] == hashlib.sha256(SOUTH.encode()).hexdigest()
    assert data["central"] == ["中央2016"] and data["reviews"] == {"said": 2, "in_force": 2, "grade0": 1, "grade1": 1, "grade2": 0}
    assert all(re.fullmatch("[0-9a-f]{64}", model["sha256"]) for model in data["models"].values())
    assert data["dependencies"]["openpyxl"] and data["python"].count(".") == 2 and data["settings"]["align"]["candidates"]
    assert str(tmp_path) not in text and "审核人" not in text and "k.db" not in text and "/" not in text.replace("//", "")
    assert len(getpass.getuser()) < 5 or getpass.getuser() not in text


def test_the_hash_of_a_record_is_that_of_its_content(db, tmp_path):
    records = []
    with open_store(db) as store:
        for made_then in (MADE, datetime(2030, 1, 1, tzinfo=timezone.utc)):
            path = export_ledger(store, tmp_path / "l.md", made=made_then)[1]
            records.append(json.loads(path.read_text(encoding="utf-8")))
    assert records[0]["made"] != records[1]["made"] and records[0]["sha256"] == records[1]["sha256"]


def test_records_and_graph_have_one_too(db, tmp_path):
    run = CliRunner()
    assert run.invoke(app, ["export", "records", "--db", str(db), "-o", str(tmp_path / "r")]).exit_code == 0
    assert run.invoke(app, ["export", "graph", "--db", str(db), "-o", str(tmp_path / "g.json")]).exit_code == 0
    commands = [json.loads(path.read_text(encoding="utf-8"))["command"]
                for path in (tmp_path / "r" / "repro.json", tmp_path / "g.json.repro.json")]
    assert commands == ["export records", "export graph"]
    from kexie_nlp.evaluate.score import load_records

    assert len(load_records(tmp_path / "r")[0]) == 3  # it is not taken for a document


def test_a_source_called_like_the_record_keeps_its_name_apart(tmp_path):
    path = filled(tmp_path / "k.db", repro=NORTH)
    out = CliRunner().invoke(app, ["export", "records", "--db", str(path), "-o", str(tmp_path / "r")])
    assert out.exit_code == 0
    assert json.loads((tmp_path / "r" / "repro-2.json").read_text(encoding="utf-8"))["source"] == "repro.txt"
    assert "command" in json.loads((tmp_path / "r" / "repro.json").read_text(encoding="utf-8"))


# -- the command

def test_format_by_ending_or_by_name(db, tmp_path):
    run = CliRunner()
    assert run.invoke(app, ["export", "ledger", "--db", str(db), "-o", str(tmp_path / "a.HTML")]).exit_code == 0
    assert (tmp_path / "a.HTML").read_bytes().startswith(b"<!DOCTYPE html>")
    done = run.invoke(app, ["export", "ledger", "--db", str(db), "--format", "ics", "-o", str(tmp_path / "b")])
    assert done.exit_code == 0 and "b.repro.json" in done.output and (tmp_path / "b").read_bytes().startswith(b"BEGIN:VCALENDAR")


@pytest.mark.parametrize(("name", "options", "code"), [
    ("a.pdf", {}, "K310"), ("a", {}, "K310"), ("a.md", {"form": "odt"}, "K310"), ("a.md", {"documents": ["没有"]}, "K303"),
    ("a.md", {"documents": ["中央2016"]}, "K311"), ("a.md", {"central": "北山2019"}, "K401"), ("no/a.md", {}, "K305")])
def test_refused(db, tmp_path, name, options, code):
    with open_store(db) as store, pytest.raises(KexieError) as error:
        export_ledger(store, tmp_path / name, **options)
    assert error.value.code == code and not list(tmp_path.iterdir())


def test_help_is_light():
    code = ("import sys\nfrom kexie_nlp.cli import main\ntry: main(['export', 'ledger', '--help'])\nexcept SystemExit: pass\n"
            "print(*[m for m in sys.modules if '.' not in m], file=sys.stderr)")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "Example: kexie export ledger" in done.stdout
    assert not set(done.stderr.split()) & {"openpyxl", "docx", "icalendar", "lxml", "sqlalchemy", "spacy"}


def test_a_plan_with_nothing_beside_it(tmp_path, export):
    path = filled(tmp_path / "alone.db")
    for form in FORMATS:
        assert export(form, path)
    assert [r["文档"] for r in rows_of(workbook(export("xlsx", path))[MAIN])] == ["中央2016"] * 3


# -- parts

@pytest.mark.parametrize(("raw", "line"), [("推动\n 建立", "推动建立"), ("a\nb", "a b"), (" 一 二 \r\n三", "一 二三"), ("x", "x")])
def test_one_line(raw, line):
    assert one_line(raw) == line


def test_parted_rows_keep_every_character():
    text = "\n".join(f"第{n}项工作要求明确，责任到人。" * (n % 7) for n in range(60))
    rows = parted(["甲", text, "短"], [5, 20, 5], 10, [True, False, False])
    assert all(row[0] == "甲" and lines_of(row[1], 20) <= 10 for row in rows) and [row[2] for row in rows][:2] == ["短", ""]
    assert "".join("".join(row[1] for row in rows).split()) == "".join(text.split())


def test_raw_is_never_rewritten():
    from kexie_nlp.report.ledger.book import Line, Tag, rewritten

    line = rewritten(Line(("a", Raw("a"), Tag("a", "a", "a"), ("a", Raw("a")), 1, None), "a", "a"), str.upper)
    assert line.cells == ("A", "a", Tag("A", "a", "a"), ("A", "a"), 1, None) and (line.kind, line.anchor) == ("a", "a")


# -- many documents

def province(n):
    name = f"{'东西南北中'[n % 5]}{'山川河原林海湖'[n // 5]}省"
    sections = []
    for chapter in "一二三四五":
        tasks = [f"{k}.第{chapter}方面第{k}项工作。" if (k + n) % 4 else f"{k}.本地活动{n}号{chapter}{k}。" for k in range(1, 6)]
        sections.append("\n".join([f"{chapter}、任务", *(
            f"{task}组织市县科协开展试点，{2019}年{n % 12 + 1}月底前新建站点不少于{n + 5}个，并开展评估。" for task in tasks)]))
    return "\n".join([f"provincial {name} 2019", *sections, ""])


@pytest.fixture(scope="module")
def many(tmp_path_factory):
    central = re.sub(r"本地活动\S+?。", "本级事务。", province(0)).replace("provincial 东山省 2019", "central - 2016", 1)
    return filled(tmp_path_factory.mktemp("many") / "k.db", central=central, **{f"p{n}": province(n) for n in range(31)})


def test_thirty_one_provinces_are_written_in_time(many, export):
    from sqlalchemy import event

    statements = []
    with open_store(many) as store:
        event.listen(store.engine, "before_cursor_execute", lambda *args: statements.append(args[2]))
        found = ledger(store)
    assert len(found.documents) == 31 and len(statements) < 200  # none for every task: there are 775
    before = time.process_time()
    data = export("xlsx", many)
    assert time.process_time() - before < 20
    with zipfile.ZipFile(BytesIO(data)) as archive:
        assert archive.read("xl/worksheets/sheet2.xml").count(b"<row ") > 25 * 32
        overview = archive.read("xl/worksheets/sheet1.xml")
    assert b'fitToWidth="1"' in overview and overview.count(b"<hyperlink ") == 25 * 32
    page = overview_page(found)
    assert page.upright and {cell.text for line in page.lines[:25] for cell in line.cells[3:34]} == {"√", "×"}
    assert sum(field.width for field in page.fields) < 420 / 0.85


def test_one_sentence_for_many_documents(many):
    with open_store(many) as store:
        said = book_of(ledger(store), title=None, made=MADE).upfront
    assert len(said) < 8 and "东山2019 20、" in said[2]
