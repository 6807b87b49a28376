"""The page of a document: its raw text unchanged, everything found underlined, anchors, nothing that runs."""
import re
from urllib.parse import unquote

import pytest
from conftest import ROOT
from lxml import html

import kexie_nlp
from kexie_nlp.report.markup import LONGEST, NAMES, Mark, find_marks, render_extractions

PLAN = """江西省科協2023年工作要點
一、加強學會建設
1.優化學會治理。省科協制定《省級學會管理辦法》,2023年6月底前支持不少於20個學會開展試點。
2.辦好　刊物。鼓勵學會每年辦刊。
"""
DIGESTS = sorted((ROOT / "corpora" / "kexie-reform").glob("*.txt"))


def parsed(document, **options):
    return html.document_fromstring(render_extractions(document, **options))


def shown(page):
    """The lines of text on a page, without the labels."""
    for label in page.xpath("//*[@class='t']/b"):
        label.drop_tree()
    return [line.text_content() for line in page.xpath("//*[@class='text']/div")]


@pytest.mark.parametrize("path", DIGESTS, ids=[path.stem for path in DIGESTS])
def test_the_page_shows_every_raw_character_once_and_every_provision(path):
    document = kexie_nlp.analyze(path)
    page = parsed(document)
    anchors = page.xpath("//section/@id")
    assert anchors == [p.id for p in document.record.provisions]
    assert {unquote(link) for link in page.xpath("//a/@href")} == {f"#{name}" for name in anchors}
    assert "".join("".join(shown(page)).split()) == "".join(document.text.split())


def test_findings_are_marked_at_raw_offsets_with_their_values():
    document = kexie_nlp.analyze(PLAN)
    said = {(document.text[m.start:m.end], NAMES[m.kind], m.value) for m in find_marks(document)}
    assert {("不少於20個", "指标", "≥20个"), ("2023年6月底前", "时限", "–2023-06-30"), ("每年", "时限", "周期"), ("省科協", "主体", ""),
            ("省級學會管理辦法", "文件", "")} <= said
    assert any(kind == "举措" and value == "鼓励" and "鼓勵學會每年辦刊" in text for text, kind, value in said)


def test_marks_that_overlap_lie_beneath_each_other_and_keep_their_span():
    document = kexie_nlp.analyze(PLAN)
    page = parsed(document)
    target = next(m for m in find_marks(document, ("targets",)))
    tops = {kind: {re.search(r"top:(\d+)px", style)[1] for style in page.xpath(f"//i[@class='{kind}']/@style")} for kind in NAMES}
    assert tops["measures"].isdisjoint(tops["targets"]) and len(tops["measures"]) == 1
    underlined = "".join(token.text for token in page.xpath("//*[@class='t'][i[@class='targets']]"))
    assert underlined == document.text[target.start:target.end]
    assert page.xpath("//section[@id='一.1']//b[@class='targets']/text()") == ["指标 ≥20个"]
    assert page.xpath("//section[@id='一.1']//b[@class='times']/text()") == ["时限 –2023-06-30"]


def test_only_the_kinds_asked_for_are_drawn():
    page = parsed(kexie_nlp.analyze(PLAN), kinds=("times",))
    assert set(page.xpath("//i/@class")) == {"times"} and len(page.xpath("//input")) == 1
    with pytest.raises(ValueError, match="actors"):
        render_extractions(kexie_nlp.analyze(PLAN), kinds=("verbs",))


def test_a_hostile_document_runs_nothing_and_loads_nothing():
    text = ('某省科协2023年<script>alert(1)</script>要点\n一、<img src=x onerror=alert(1)>\n'
            '1.办"好"刊物。制定《<b onload=1>&amp;办法》，支持不少于20个<i>学会</i>{0}\x1b[31m\x02 \u202e</section>。\n')
    page = render_extractions(kexie_nlp.analyze(text))
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f\u202e]", page)
    tree = html.document_fromstring(page)
    assert not tree.xpath("//script|//img|//link|//*[@src]|//@*[starts-with(name(), 'on')]")
    assert all(link.startswith("#") for link in tree.xpath("//@href"))
    assert "default-src 'none'" in page and "http" not in page.replace("http-equiv", "")
    assert shown(tree)[1:] == ["一、<img src=x onerror=alert(1)>", '1.办"好"刊物。制定《<b onload=1>&amp;办法》，支持不少于20个'
                               "<i>学会</i>{0}\ufffd[31m\ufffd \ufffd</section>。"]


def test_a_fragment_stands_in_another_page():
    part = render_extractions(kexie_nlp.analyze(PLAN), page=False)
    assert "<html" not in part and "<nav" not in part and "body" not in part and 'class="kx"' in part


def test_blanks_lines_and_stretches_longer_than_displacy_takes_keep_their_text():
    from kexie_nlp.report.markup import _draw

    text = "支持 \n" + "学" * (2 * LONGEST + 5) + "\n会。"
    lines = [(0, 3), (4, len(text) - 3), (len(text) - 2, len(text))]
    marks = sorted([Mark(0, len(text) - 1, "measures"), Mark(2, 3, "times"), Mark(1, 3, "actors"), Mark(5, 9, "targets", "≥1")])
    out = [html.fromstring(f"<div>{part}</div>") for part in _draw(text, lines, marks)]
    for part in out:
        for label in part.xpath(".//b"):
            label.drop_tree()
    assert [part.text_content() for part in out] == [text[a:b] for a, b in lines]
    assert render_extractions(kexie_nlp.analyze("\n二\n\n")).count("<section") == 1


def test_command_writes_a_page(tmp_path, capsys):
    from kexie_nlp.cli import main

    (tmp_path / "plan.txt").write_text(PLAN, encoding="utf-8")

    def run(*args):
        with pytest.raises(SystemExit) as end:
            main(["extract", str(tmp_path / "plan.txt"), *args])
        return end.value.code or 0, *capsys.readouterr()

    code, out, _ = run("--html", "-o", str(tmp_path / "plan.html"))
    assert code == 0 and "page written" in out
    page = (tmp_path / "plan.html").read_text(encoding="utf-8")
    assert page.startswith("<!DOCTYPE html>") and 'id="一.1"' in page and "工作要點" in page
    assert run("--html")[1] == page
    assert run("--html", "--json")[0] == 2 and run("-o", str(tmp_path / "x"))[0] == 2
    code, _, err = run("--html", "-o", str(tmp_path / "none" / "plan.html"))
    assert code == 2 and err.startswith("错误 K305")


def test_provisions_that_do_not_nest_still_show_every_character_once():
    from kexie_nlp.analysis import Document

    document = kexie_nlp.analyze("一、甲乙丙丁\n戊己庚辛\n壬癸")
    first = document.record.provisions[0]
    spans = [("一", 0, 9), ("二", 4, 14), ("三", 4, 6), ("四", 14, 14)]
    record = document.record.model_copy(update={"provisions": tuple(
        first.model_copy(update={"id": name, "start": start, "end": end}) for name, start, end in spans)})
    page = parsed(Document(record, document.text))
    assert "".join(shown(page)) == document.text.replace("\n", "")
    assert sorted(page.xpath("//section/@id")) == sorted(name for name, _, _ in spans)
