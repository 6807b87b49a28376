"""Charts: the data behind them, pages that need no network, pictures that need no browser, texts that stay texts."""
from __future__ import annotations

import io
import os
import re
import shutil
import xml.etree.ElementTree as ElementTree
from datetime import date
from decimal import Decimal

import pytest
from made_up import CENTRAL, NORTH, SOUTH, MadeAligner, made, made_link
from typer.testing import CliRunner

from kexie_nlp import charts
from kexie_nlp.charts import coverage_chart, fonts, sankey_chart, targets_chart, timeline_chart
from kexie_nlp.charts.chart import finished, plain_number, shorten, wrap
from kexie_nlp.charts.page import safe
from kexie_nlp.charts.sankey_chart import layout
from kexie_nlp.charts.targets_chart import Bar, Panel, scale
from kexie_nlp.charts.timeline_chart import step
from kexie_nlp.cli.app import app
from kexie_nlp.errors import KexieError
from kexie_nlp.model import Time
from kexie_nlp.store import open_store

C, N, S = "中央2016", "北山2019", "南水2020"
EVIL = "<b>粗体</b><script>window.hacked=1</script>&amp;$x^2$%{y}"


def filled(path, *texts, central=CENTRAL, change=None):
    """A store of made-up documents, aligned by title; `change` makes another document of each."""
    plan, *others = [made(text, f"{n}.txt") for n, text in enumerate((central, *texts))]
    if change:
        others = [change(document) for document in others]
    with open_store(path, create=True) as store:
        for document in (plan, *others):
            store.put(document, fingerprint="f")
        links = list(MadeAligner(plan).align(others))
        if len(others) > 1:  # 办好科普大篷车 of the second touches 建设乡镇科协 in part
            links.append(made_link(others[1], "一.2", plan, "一.1", 1, 0.4, relation="related"))
        store.set_links([document.record.sha256 for document in others], links, "key")
        store.set_fact("central", plan.record.sha256)
    return path


@pytest.fixture(scope="module")
def db(tmp_path_factory):
    return filled(tmp_path_factory.mktemp("charts") / "k.db", NORTH, SOUTH)


@pytest.fixture(scope="module")
def evil_db(tmp_path_factory):
    return filled(tmp_path_factory.mktemp("charts") / "evil.db", NORTH.replace("建设乡镇科协", EVIL),
                  central=CENTRAL.replace("建设乡镇科协", EVIL).replace("建设组织", EVIL))


@pytest.fixture
def store(db):
    with open_store(db) as opened:
        yield opened


@pytest.fixture(scope="module")
def pages(db, evil_db, tmp_path_factory):
    """Pages of the hostile documents, by chart."""
    folder = tmp_path_factory.mktemp("pages")
    with open_store(evil_db) as opened:
        return {name: charts.write(opened, name, folder / f"{name}.html") for name in ("coverage", "sankey")}


# -- data

def test_coverage_data(store):
    heat = coverage_chart.data(store)
    assert heat.columns == (N, S) and heat.totals == ("1/3", "2/3")
    assert [(row.name, row.title, row.total, [cell.state for cell in row.cells]) for row in heat.rows] == [
        ("一", "建设组织", "", []), ("一.1", "建设乡镇科协", "1/2", ["covered", "partly"]),
        ("一.2", "办好科普大篷车", "1/2", ["uncovered", "covered"]), ("二", "服务人才", "", []),
        ("二.1", "举荐青年人才", "1/2", ["uncovered", "covered"])]
    assert heat.rows[1].cells[1].hover == (f"{S}：部分落实", f"{C}/一.1 建设乡镇科协", "部分相关 1 条：", f"· {S}/一.2 办好科普大篷车")
    assert "落实 3，部分落实 1，未见对应表述 2，不在范围 0" in heat.notes[0]
    assert coverage_chart.data(store, by="region").columns == ("北山省", "南水省")


def test_sankey_data(store):
    flows = sankey_chart.data(store)
    assert [(n.name, n.count) for n in flows.left] == [("一 建设组织", 3), ("二 服务人才", 1)]
    assert [(n.name, n.count) for n in flows.right] == [("北山省", 1), ("南水省", 3)]
    assert [(f.left, f.right, f.code, f.count) for f in flows.flows] == [
        (0, 0, "2", 1), (0, 1, "2", 1), (0, 1, "1", 1), (1, 1, "2", 1)]
    assert flows.flows[0].hover[-1] == f"· 一.1 ← {N}/一.1 建设乡镇科协"
    assert sankey_chart.data(store, by="document").right[0].name == N


def test_chapters_without_links_are_named(tmp_path):
    with open_store(filled(tmp_path / "k.db", NORTH)) as store:
        flows = sankey_chart.data(store)
        assert [n.name for n in flows.left] == ["一 建设组织"] and flows.notes[1] == "没有对应的章节：二 服务人才。"


def test_ribbons_fill_their_nodes(store):
    places = layout(sankey_chart.data(store))
    for side, end in (("left", places.left), ("right", places.right)):
        for n, (top, tall) in enumerate(end):
            mine = [r for r in places.ribbons if getattr(r.flow, side) == n]
            assert getattr(mine[0], side) == pytest.approx(top) and sum(r.thick for r in mine) == pytest.approx(tall)
    assert places.left[0][0] >= 0 and sum(places.right[-1]) <= places.height + 1e-6


def test_timeline_data(store):
    times = timeline_chart.data(store)
    assert times.lanes == (C, N, S)
    assert [(d.lane, d.day, d.code, d.count) for d in times.dots] == [
        (0, date(2018, 12, 28), "planned", 1), (1, date(2019, 6, 28), "planned", 1), (2, date(2020, 3, 28), "planned", 1)]
    assert [(a.lane, a.code, a.count) for a in times.asides] == [(0, "recurring", 1), (1, "recurring", 1)]
    assert [key.word for key in (*times.legend, *times.columns)] == ["计划完成", "周期性"]
    assert times.dots[2].hover == (
        f"{S} 2020-03-28 计划完成，1 条：", f"· {S}/一.1 “2020年3月底前” 设立青年托举项目，2020年3月底前完成评审")


def test_done_and_undated_times_are_told_apart(tmp_path):
    def change(document):
        spans = [(t.start, t.end, t.text) for t in document.record.times]
        times = [Time(id=f"x{n}", provision="一.1", start=start, end=end, text=text, kind=kind, to=to, rule="made")
                 for n, ((start, end, text), kind, to) in enumerate(zip(
                     [spans[0]] * 3, ("done", "done", "duration"), ("2018-05-01", "2018-05-01", None), strict=True))]
        return type(document)(document.record.model_copy(update={"times": tuple(times)}), document.text)

    with open_store(filled(tmp_path / "k.db", NORTH, change=change)) as store:
        times = timeline_chart.data(store)
        assert [(d.day, d.code, d.count) for d in times.dots if d.lane == 1] == [(date(2018, 5, 1), "done", 2)]
        assert [(a.code, a.count) for a in times.asides if a.lane == 1] == [("undated", 1)]
        assert "计划完成 1，已完成 2" in times.notes[0]


def test_targets_data(store):
    numbers = targets_chart.data(store)
    panel, = numbers.panels
    assert panel.title == f"科协（个） · {C}/一.1"
    assert [(b.name, b.code, b.value, b.said, b.verdict) for b in panel.bars] == [
        (C, "central", 30, "≥30个", ""), (N, "stricter", 40, "≥40个", "更高")]
    assert [key.code for key in numbers.legend] == ["central", "stricter"]
    assert f"与 {C}/一.1 比较：更高" in panel.bars[1].hover and "时限：2019-12-31前" in panel.bars[1].hover


def test_a_baseline_is_drawn_and_another_unit_is_not(tmp_path):
    def change(document):
        first = document.record.targets[0]
        targets = (first.model_copy(update={"baseline": Decimal(25), "unit": "家"}),)
        return type(document)(document.record.model_copy(update={"targets": targets}), document.text)

    with open_store(filled(tmp_path / "k.db", NORTH, change=change)) as store:
        bar = targets_chart.data(store).panels[0].bars[1]
        assert (bar.baseline, bar.said, bar.drawn) == (25, "25 → ≥40家", False)


def test_many_documents_go_by_region_in_official_order(tmp_path):
    names = ["新疆维吾尔自治区", "安徽省", "北京市"]
    texts = [NORTH.replace("北山省 2019", f"{names[n % 3]} {1990 + n}") for n in range(42)]
    with open_store(filled(tmp_path / "k.db", *texts)) as store:
        assert coverage_chart.data(store).columns == tuple(reversed(names))
        assert timeline_chart.data(store).lanes[1:] == tuple(reversed(names))
        assert len(coverage_chart.data(store, by="document").columns) == 42


def test_charts_of_nothing_are_coded(tmp_path):
    with open_store(tmp_path / "empty.db", create=True) as store:
        for name, code in (("coverage", "K401"), ("sankey", "K401"), ("timeline", "K321"), ("targets", "K321")):
            with pytest.raises(KexieError) as error:
                getattr(charts, name)(store)
            assert error.value.code == code
        store.put(made(CENTRAL), fingerprint="f")
        store.set_fact("central", made(CENTRAL).record.sha256)
        for name in ("coverage", "sankey", "targets"):
            with pytest.raises(KexieError) as error:
                getattr(charts, name)(store)
            assert error.value.code == "K321", name


# -- texts and scales

def test_texts_are_shortened_and_wrapped_by_width():
    assert shorten("建设乡镇科协", 6) == "建设乡镇科协" and shorten("建设乡镇科协组织", 6) == "建设乡镇科…"
    assert wrap("一二三四五2025年", 3) == ["一二三", "四五", "2025", "年"] and wrap("", 3) == [""]
    assert [plain_number(n) for n in (0.25, 20, 12_000, 300_000_000, None)] == ["0.25", "20", "1.2万", "3亿", ""]


def test_a_chart_in_traditional_characters_without_control_characters(store):
    heat = finished(coverage_chart.data(store), "tw")
    assert heat.title == "中央任務在各文檔的落實情況"
    assert heat.rows[1].cells[0].state == "covered" and heat.rows[1].title == "建設鄉鎮科協"
    panel = finished(Panel("学\x00会\u202e\ufffe\n名", "", "", ()), None)
    assert panel.title == "学�会�� 名"


def test_scales():
    def panel(unit, *values):
        return Panel("", "", unit, tuple(Bar("", "single", None, value, None, "", "", True, ()) for value in values))

    assert scale(panel("%", 58, 65)) == (-6, 106)
    assert scale(panel("个", 10, 50))[0] == pytest.approx(-3)
    assert scale(panel("个", 90, 100))[0] > 80 and scale(panel("个", 0))[0] < scale(panel("个", 0))[1]
    assert [step(n) for n in (3, 26, 300)] == [1, 2, 20]


def test_labels_are_no_markup():
    assert safe(EVIL) == ("&lt;b&gt;粗体&lt;/b&gt;&lt;script&gt;window.hacked=1&lt;/script&gt;&amp;amp;&#36;x^2&#36;&#37;&#123;y&#125;")


# -- pages

def test_figures_hold_the_data(store):
    figure = charts.coverage(store)
    assert figure.data[0].z[1] == [0, 1] and figure.layout.title.text == "中央任务在各文档的落实情况"
    assert charts.sankey(store).data[0].link.value == (1, 1, 1, 1)
    assert charts.timeline(store).data[0].x == (date(2018, 12, 28), date(2019, 6, 28), date(2020, 3, 28))
    assert charts.targets(store).data[0].x == (30, 40)
    assert charts.coverage(store, variety="hk").layout.yaxis.ticktext[1].endswith("建設鄉鎮科協")


@pytest.mark.parametrize("name", ["coverage", "sankey"])
def test_a_page_is_whole_offline_and_safe(pages, name):
    html = pages[name].read_text(encoding="utf-8")
    assert html.startswith("<!doctype html>") and "lang='zh-Hans'" in html
    assert not re.search(r"<(?:script|link|img|iframe)[^>]*(?:src|href)\s*=", html) and "@import" not in html
    assert "font/woff2;base64," in html and re.search(r"\"showSendToCloud\": ?false", html)
    assert "<script>window.hacked" not in html and "<b>粗体" not in html
    assert len(re.findall("<script", html)) == len(re.findall("</script>", html))


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    """Chromium where no font of the system has Chinese characters."""
    webdriver = pytest.importorskip("selenium.webdriver")
    programs = [shutil.which(name) for name in ("chromium", "chromedriver")]
    if None in programs:
        pytest.skip("no chromium with its driver")
    options = webdriver.ChromeOptions()
    options.binary_location = programs[0]
    for argument in ("--headless", "--no-sandbox", "--disable-gpu", "--window-size=1400,1000"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    config = tmp_path_factory.mktemp("fonts") / "fonts.conf"
    config.write_text("<?xml version='1.0'?><!DOCTYPE fontconfig SYSTEM 'fonts.dtd'><fontconfig></fontconfig>", encoding="utf-8")
    service = webdriver.ChromeService(programs[1], env={**os.environ, "FONTCONFIG_FILE": str(config)})
    driver = webdriver.Chrome(options=options, service=service)
    driver.set_script_timeout(60)
    yield driver
    driver.quit()


def test_a_browser_shows_the_page(pages, browser):
    browser.get(pages["coverage"].as_uri())
    browser.execute_async_script("""const done = arguments[0];
        const look = () => document.querySelector('.ytick text') ? done() : setTimeout(look, 50);
        look();""")
    texts = browser.execute_script("return [...document.querySelectorAll('text')].map(e => e.textContent)")
    assert "中央任务在各文档的落实情况" in texts and any(text.startswith("一.1 <b>粗体</b><script>") for text in texts)
    assert browser.execute_script("return document.fonts.check('13px KexieCharts', '落实')")
    width = browser.execute_script("return document.querySelector('.gtitle').getComputedTextLength()")
    assert width == pytest.approx(13 * 20, abs=2)  # measured and drawn in the font of the page
    assert browser.execute_script("return window.hacked") is None
    browser.execute_script("Plotly.Fx.hover('kexie-chart', [{xval: 0, yval: 1}])")
    hover = browser.execute_script("return document.querySelector('.hoverlayer').textContent")
    assert "北山2019：落实" in hover and EVIL in hover.replace("\u00a0", " ")
    assert [line for line in browser.get_log("browser") if line["level"] == "SEVERE"] == []
    asked = re.findall(r'"url":"([^"]+)"', " ".join(line["message"] for line in browser.get_log("performance")))
    assert {url.split(":")[0] for url in asked} <= {"file", "data", "blob", "chrome", "about"}


# -- pictures


@pytest.fixture(scope="module")
def pictures(db, evil_db, tmp_path_factory):
    pytest.importorskip("matplotlib")
    folder, made = tmp_path_factory.mktemp("pictures"), {}
    for path, names in ((db, ("sankey.png", "timeline.png", "targets.svg")), (evil_db, ("coverage.svg",))):
        with open_store(path) as opened:
            made.update({name: charts.write(opened, name.split(".")[0], folder / name, variety="tw" if "targets" in name else None)
                         for name in names})
    return made


@pytest.mark.parametrize("name", ["sankey.png", "timeline.png"])
def test_a_png_has_its_size_and_something_on_it(pictures, name):
    from matplotlib.image import imread

    pixels = imread(pictures[name])
    assert pixels.shape[1] == 2400 and pixels.shape[0] > 400
    assert (pixels[..., :3] < 0.5).any() and 0.5 < pixels[..., :3].mean() < 0.995


@pytest.mark.parametrize("name", ["coverage.svg", "targets.svg"])
def test_an_svg_parses_and_draws_its_texts_as_outlines(pictures, name):
    text = pictures[name].read_text(encoding="utf-8")
    root = ElementTree.fromstring(text)
    tags = [element.tag.rpartition("}")[2] for element in root.iter()]
    assert tags.count("path") > 30 and tags.count("use") > 40  # glyphs, and where they stand
    assert not {"text", "script", "image", "foreignObject"} & set(tags)
    title = next(element.text for element in root.iter() if element.tag.endswith("}title"))
    assert title == ("指標對照：基數、目標與中央要求" if "targets" in name else "中央任务在各文档的落实情况")


def test_the_same_chart_gives_the_same_bytes(store, pictures, tmp_path):
    again = charts.write(store, "timeline", tmp_path / "again.png")
    assert again.read_bytes() == pictures["timeline.png"].read_bytes()


def test_the_font_has_every_character_in_use_and_only_those():
    ttLib = pytest.importorskip("fontTools.ttLib")
    glyphs = {}
    for variety in (None, "tw"):
        font = ttLib.TTFont(io.BytesIO(fonts.subset(fonts.font_file(), ["骨落实與◐●○"], variety)))
        assert set(map(chr, font.getBestCmap())) == set("骨落实與◐●○")
        top = font["CFF "].cff.topDictIndex[0]
        glyphs[variety] = top.CharStrings[font.getBestCmap()[ord("骨")]]
        glyphs[variety].decompile()
    assert glyphs[None].program != glyphs["tw"].program  # written otherwise in Taiwan


def test_fonts_of_the_system_serve_where_the_package_is_not(monkeypatch):
    manager = pytest.importorskip("matplotlib.font_manager")
    monkeypatch.setattr(fonts, "find_spec", lambda name: None)
    there = ["/fonts/Other.ttf", "/fonts/wqy-microhei.ttc", "/fonts/NotoSansCJK-Regular.ttc"]
    monkeypatch.setattr(manager, "findSystemFonts", lambda: there)
    assert fonts.font_file() == (fonts.Path("/fonts/NotoSansCJK-Regular.ttc"), False)
    assert fonts.css(["字"], None) == ""  # a font of unknown licence does not travel
    monkeypatch.setattr(manager, "findSystemFonts", list)
    with pytest.raises(KexieError) as error:
        fonts.font_file()
    assert error.value.code == "K320" and "fonts-noto-cjk" in error.value.hint


def test_missing_programs_and_formats_are_coded(store, tmp_path, monkeypatch):
    for form, code in (("pdf", "K322"), ("", "K305")):
        with pytest.raises(KexieError) as error:
            charts.write(store, "timeline", tmp_path / "none" / "t.svg", form=form or None)
        assert error.value.code == code
    monkeypatch.setattr(charts, "find_spec", lambda name: None)
    with pytest.raises(KexieError) as error:
        charts.write(store, "timeline", tmp_path / "t.png")
    assert error.value.code == "K320" and not list(tmp_path.iterdir())


# -- command

def test_the_command_writes_chart_and_record(db, tmp_path):
    out = tmp_path / "t.svg"
    done = CliRunner().invoke(app, ["--script", "tw", "export", "chart", "timeline", "--db", str(db), "-o", str(out), "--by", "region"])
    assert done.exit_code == 0 and "已写出" in done.output
    assert "各地區的時限" in out.read_text(encoding="utf-8")
    record = (tmp_path / "t.svg.repro.json").read_text(encoding="utf-8")
    assert '"command": "export chart"' in record and '"by": "region"' in record


@pytest.mark.parametrize(("args", "code"), [(["coverage", "--format", "bmp"], "K322"), (["pie"], None), ([], None)])
def test_the_command_refuses(db, tmp_path, args, code):
    done = CliRunner().invoke(app, ["export", "chart", *args, "--db", str(db), "-o", str(tmp_path / "x.html")])
    assert done.exit_code != 0 and not list(tmp_path.iterdir())
    assert code is None or done.exception.code == code
