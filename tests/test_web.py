"""The workbench without a browser: every question as page and JSON, filters, pages, errors, safety, reviews. All texts are made up."""
import json
import re
import shutil
import zipfile
from io import BytesIO
from urllib.parse import quote, unquote

import pytest
from fastapi.testclient import TestClient
from lxml import html
from made_up import CENTRAL, NORTH, SOUTH, made, stand_in, write_texts
from test_cli import run_python

from kexie_nlp import query
from kexie_nlp.analysis import analyze
from kexie_nlp.batch import build
from kexie_nlp.cli import main
from kexie_nlp.query.questions import QUESTIONS, known_parameters
from kexie_nlp.report.markup import Mark
from kexie_nlp.settings import Settings
from kexie_nlp.store import open_store
from kexie_nlp.web import security
from kexie_nlp.web.api import CAP, read_asking
from kexie_nlp.web.app import create_app
from kexie_nlp.web.labels import CHOICES, NOTES, SORTS, STATUS_LABELS, THINGS
from kexie_nlp.web.tasks import pieces
from kexie_nlp.web.workbench import HERE, Bench, menu

C, N, S, L = "中央2016", "北山2019", "南水2020", "北山2020"
LATER = NORTH.replace("2019", "2020").replace("40个", "60个")
HOSTILE = """provincial <b>坏省</b> 2021
一、"><script>alert(1)</script>
1.<img src=x onerror=alert(1)>。推动{{ 7*7 }}建立科协，2021年6月底前新建科协不少于9个。
2.=1+1。推动建立科协。
"""
ARGUMENTS = {"task": [f"{N}/一.1"], "chain": [f"{C}/一.1"], "measure": [f"{C}/一.1"], "compare": [N, L],
             "history": [f"{N}/一.1"], "search": ["科协"]}
NAMES = list(QUESTIONS)
HOST = "http://127.0.0.1:8000"


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """A database that nobody changes."""
    folder = tmp_path_factory.mktemp("web")
    write_texts(folder / "in", a=NORTH, b=CENTRAL, c=SOUTH, d=LATER, e=HOSTILE)
    with pytest.MonkeyPatch.context() as patch, open_store(folder / "k.db", create=True) as opened:
        stand_in(patch)
        build([folder / "in"], opened, Settings())
    return folder / "k.db"


@pytest.fixture
def store(built, tmp_path):
    shutil.copy(built, tmp_path / "k.db")
    with open_store(tmp_path / "k.db") as opened:
        yield opened


def visitor(store, **options):
    return TestClient(create_app(Bench(store, **options)), base_url=HOST, raise_server_exceptions=False, follow_redirects=False)


@pytest.fixture(scope="module")
def web(built):
    """A visitor who changes nothing."""
    with open_store(built) as opened:
        yield visitor(opened)


@pytest.fixture
def own(store):
    """A visitor to a database of the test's own."""
    return visitor(store)


def address(name, root="/", twin=""):
    return root + "/".join([name, *map(quote, ARGUMENTS.get(name, []))]) + twin


def page(web, url, status=200):
    answer = web.get(url)
    assert answer.status_code == status, answer.text
    return html.document_fromstring(answer.text)


def text_of(element):
    return " ".join(element.text_content().split())


# -- no question is missing

@pytest.mark.parametrize("name", NAMES)
def test_every_question_gives_the_json_of_the_command_line(name, web, built, capsys):
    answer = web.get(address(name, "/api/"))
    with pytest.raises(SystemExit):
        main(["query", name, *ARGUMENTS.get(name, []), "--db", str(built), "--json"])
    assert answer.text == capsys.readouterr().out
    assert answer.headers["content-type"] == "application/json"
    rows = json.loads(answer.text)
    assert answer.headers["x-total-count"] == str(rows["linked"] if QUESTIONS[name].single else len(rows))
    assert web.get(address(name, twin=".json")).text == answer.text
    if ARGUMENTS.get(name):
        asked = dict(zip((p.name for p in QUESTIONS[name].arguments), ARGUMENTS[name], strict=True))
        assert web.get(f"/api/{name}", params=asked).text == answer.text


@pytest.mark.parametrize("name", NAMES)
def test_every_question_has_a_page_with_a_form_and_its_twins(name, web):
    shown = page(web, address(name))
    question = QUESTIONS[name]
    assert question.title in text_of(shown) or question.single
    assert not re.search(r"\bNone\b|Traceback|jinja", text_of(shown))
    twins = {link.text: link.get("href") for link in shown.xpath("//*[@class='twins']/a")}
    assert {"JSON", "CSV"} <= set(twins)
    assert web.get(twins["JSON"]).status_code == web.get(twins["CSV"]).status_code == 200
    if not question.single:
        fields = set(shown.xpath("//form[@class='filters']//@name"))
        assert fields >= {p.name for p in (*question.arguments, *question.parameters)} - {"central"}
        labels = shown.xpath("//form[@class='filters']//label/span/text()")
        assert labels and not [label for label in labels if label.isascii()]


def test_every_question_is_in_the_menu_or_reached_by_the_page(web):
    listed = {name for _, names in menu() for name in names}
    assert listed | set(THINGS) == set(NAMES)
    links = set(page(web, "/").xpath("//@href | //@action"))
    assert {f"/{name}" for name in NAMES} - {"/task", "/measure"} <= links


def test_every_code_that_a_visitor_meets_has_a_chinese_word():
    parameters = [p for question in QUESTIONS.values() for p in question.parameters]
    assert {choice for p in parameters for choice in p.choices} <= set(CHOICES)
    assert {sort for question in QUESTIONS.values() for sort in question.sorts} <= set(SORTS)
    assert set(NOTES) == set(NAMES) and set(STATUS_LABELS) <= set(NAMES)


def test_the_description_names_every_parameter_and_the_rows(web):
    described = web.get("/openapi.json").json()
    for name, question in QUESTIONS.items():
        path = f"/api/{name}" + "".join(f"/{{{p.name}}}" for p in question.arguments)
        said = described["paths"][path]["get"]
        given = {p["name"]: p for p in said["parameters"]}
        assert set(given) == {p.name for p in question.arguments} | set(known_parameters(question)) | {"script"}
        schema = said["responses"]["200"]["content"]["application/json"]["schema"]
        row = schema if question.single else schema["items"]
        assert row["$ref"].split("/")[-1] in described["components"]["schemas"]
    assert given["status"]["schema"]["enum"] == ["disagreeing", "holding"]
    assert not [path for path in described["paths"] if not path.startswith("/api/")]
    assert web.get("/docs").status_code == web.get("/redoc").status_code == 404


# -- filters, orders, pages

def test_filters_are_those_of_the_question(web, store):
    assert web.get("/api/tasks", params={"region": "北山", "grade": "2"}).json() == query.tasks(store, region="北山", grade=2).to_dicts()
    shown = page(web, f"/tasks?region={quote('北山')}&grade=2")
    assert {cell.text_content() for cell in shown.xpath("//td[@class='name']") if N in cell.text_content()} == {f"{N}/一.1"}
    field = shown.xpath("//select[@name='grade']/option[@selected]")[0]
    assert (field.get("value"), field.text) == ("2", "落实")
    assert web.get("/api/states?by_region=0").json() == query.states(store).to_dicts()
    assert web.get("/api/states?by_region=1").json() == query.states(store, by_region=True).to_dicts()


def test_pages_are_linked_both_ways_and_keep_the_filters(web):
    seen, url = [], "/api/tasks?limit=3&level=provincial"
    while url:
        answer = web.get(url)
        seen += [row["ref"] for row in answer.json()]
        links = dict(re.findall(r'<([^>]*)>; rel="(\w+)"', answer.headers.get("link", "")))
        url = next((link for link, rel in links.items() if rel == "next"), None)
    assert len(seen) == len(set(seen)) == int(answer.headers["x-total-count"]) == 9
    assert "prev" in links.values() and "next" not in links.values()
    second = page(web, "/tasks?limit=3&level=provincial&offset=3")
    previous, following = second.xpath("//nav[@class='paging']/a/@href")
    assert "level=provincial" in previous and "offset=6" in following and "第 4–6 行，共 9 行" in text_of(second)
    assert len(page(web, following).xpath("//tbody/tr")) == 3 and "offset" not in previous


def test_headings_sort_and_turn(web):
    shown = page(web, "/documents?sort=tasks")
    link = shown.xpath("//th/a[contains(., '任务') and contains(., '▲')]")[0]
    assert "desc=1" in link.get("href")
    turned = page(web, link.get("href"))
    counts = [int(n) for n in turned.xpath("//tbody/tr/td[6]/text()")]
    assert counts == sorted(counts) and "▼" in text_of(turned.xpath("//thead")[0])


def test_a_document_that_only_speaks_of_a_plan_says_so(store):
    for kind in ("news", "plan"):
        store.put(made(NORTH.replace(" 2019", f" 2022 {kind}", 1), f"{kind}.txt"), fingerprint="f")
    client = visitor(store)
    told, plan = (client.get(f"/document/{quote(label)}").text for label in ("北山2022", "北山2022-2"))
    assert "新闻" in told and "K403" in told and "方案" in plan and "K403" not in plan
    listed = html.fromstring(client.get("/documents?kind=news").text)
    assert [text_of(cell) for cell in listed.xpath("//tbody/tr/td[3]")] == ["新闻"]


def test_an_empty_answer_is_said_in_words_with_a_way_back(web):
    shown = page(web, f"/gaps?text={quote('没有这样的文字')}")
    box = shown.xpath("//*[@class='nothing']")[0]
    assert "没有符合条件的内容" in text_of(box) and "/gaps" in box.xpath(".//a/@href")


def test_missing_arguments_give_the_form(web):
    shown = page(web, "/compare")
    assert {o.get("value") for o in shown.xpath("//select[@name='a']/option")} >= {N, L, S}
    answer = web.get("/compare", params={"a": N, "b": L, "status": "raised"})
    assert answer.status_code == 303 and unquote(answer.headers["location"]) == f"/compare/{N}/{L}?status=raised"
    assert web.get("/compare.json").status_code == 404 and web.get("/compare", params={"a": N}).status_code == 200


def test_many_columns_are_shown_in_windows(store, tmp_path, monkeypatch):
    stand_in(monkeypatch)
    write_texts(tmp_path / "in", **{f"z{n}": SOUTH.replace("南水省 2020", f"多{n}省 2021") for n in range(45)})
    build([tmp_path / "in"], store, Settings())
    web = visitor(store)
    shown = page(web, "/coverage")
    assert len(shown.xpath("//thead//th")) == 36 and "第 1–34 列，共 49 列" in text_of(shown)
    rest = page(web, "/coverage?columns=34")
    assert len(rest.xpath("//thead//th")) == 17
    matrix = page(web, "/states")
    assert "先按地区显示" in text_of(matrix) and "by_region=1" in matrix.xpath("//*[@class='twins']/a/@href")[0]
    assert f"/document/{quote(N)}" in page(web, "/states?by_region=0").xpath("//thead//a/@href")


# -- things

def test_a_task_with_what_was_found_and_both_sides(web):
    shown = page(web, f"/task/{N}/一.1")
    target = shown.xpath("//*[@class='raw text']/span[contains(@class, 'm-target')]")[0]
    assert target.text == "不少于40个" and "≥40个" in target.get("title")
    card = shown.xpath("//article")[0]
    assert [text_of(q)[:9] for q in card.xpath(".//blockquote")] == ["1.建设乡镇科协。"] * 2
    assert "更高" in text_of(card) and f"/measure/{quote(f'{C}/一.1')}" in card.xpath(".//a/@href")
    assert len(card.xpath(".//span[contains(@class, 'm-evidence')]")) == 2
    assert "其他候选（2）" in text_of(shown)


def test_a_central_task_with_who_does_not_and_one_measure(web):
    shown = page(web, f"/measure/{C}/二.1")
    states = {text_of(chip) for chip in shown.xpath("//ul[@class='chips']/li")}
    assert {f"{S}落实", f"{N}未见对应表述", "南水省落实"} <= states
    one = page(web, f"/measure/{quote(f'{C}/一.1#1')}")
    assert "推动乡镇建立科协" in text_of(one) and "省科协" in text_of(one)


def test_pages_mark_the_parts_of_bodies(own, store):
    plan = analyze("2024年工作要点\n一、重点任务\n1.修建道路。改造路口20处。（牵头单位：交通局；配合单位：财政局）")
    label = store.put(plan, fingerprint="made")
    for address in (f"/task/{label}/一.1", f"/measure/{quote(f'{label}/一.1#2')}"):
        assert "交通局（牵头）、财政局（配合）" in text_of(page(own, address))


def test_the_matrix_leads_to_both_sides_of_a_cell(web):
    shown = page(web, "/states")
    row = next(tr for tr in shown.xpath("//tbody/tr") if "建设乡镇科协" in text_of(tr))
    cells = {text_of(cell): cell.xpath("./a/@href")[0] for cell in row.xpath("./td[a]")}
    assert set(cells) == {"● 落实", "○ 未见对应表述"} or set(cells) == {"●落实", "○未见对应表述"}
    both = page(web, next(href for word, href in cells.items() if "●" in word))
    assert len(both.xpath("//article//blockquote")) == 2
    region = page(web, f"/pairs?ref={quote(f'{C}/一.1')}&region={quote('北山省')}")
    assert {text_of(title).split()[0] for title in region.xpath("//article//h3")} == {f"{N}/一.1", f"{L}/一.1"}
    nobody = page(web, next(href for word, href in cells.items() if "○" in word))
    assert "没有任务与这项中央任务对应" in text_of(nobody)


def test_a_document_with_its_outline_and_marked_text(web):
    shown = page(web, f"/document/{N}")
    rows = [text_of(tr) for tr in shown.xpath("//table[contains(@class, 'outline')]/tbody/tr")]
    assert any("建设乡镇科协" in row and "落实" in row and f"{C}/一.1" in row for row in rows)
    frame = shown.xpath("//iframe/@src")[0]
    marked = web.get(frame)
    assert "指标" in marked.text and "sandbox" in marked.headers["content-security-policy"]
    assert web.get(f"/document/{N}.json").json()["meta"]["region"] == "北山省"
    assert web.get("/document/a").headers["location"] == f"/document/{quote(N)}"


def test_hits_are_highlighted(web):
    shown = page(web, f"/search/{quote('大篷车')}")
    assert set(shown.xpath("//span[contains(@class, 'm-found')]/text()")) == {"大篷车"}


def test_the_start_page_counts(web, store):
    figures = {text_of(li)[-3:]: text_of(li) for li in page(web, "/").xpath("//ul[@class='figures']/li")}
    assert figures["份文档"] == "5份文档" and "3/3项中央任务有落实" in figures.values()
    with open_store(store.engine.url.database + "2", create=True) as empty:
        assert "没有中央方案" in text_of(page(visitor(empty), "/"))
        assert "没有中央方案" in text_of(page(visitor(empty), "/coverage", 404))


def test_downloads(web):
    csv = web.get("/targets.csv")
    assert csv.content.startswith("\ufeffref,indicator".encode()) and "attachment" in csv.headers["content-disposition"]
    links = page(web, f"/coverage?document={quote(N)}").xpath("//*[@class='twins']/a/@href")
    for form in ("xlsx", "docx"):
        answer = web.get(next(link for link in links if f"ledger.{form}" in link))
        assert answer.status_code == 200 and zipfile.ZipFile(BytesIO(answer.content)).testzip() is None
    assert web.get("/ledger.xlsx", params={"document": C}).status_code == 400


def test_charts_are_drawn_from_json_or_said_to_be_empty(web, store):
    shown = page(web, "/chart/coverage")
    assert web.get(shown.xpath("//*[@id='chart']/@data-figure")[0]).json()["data"]
    assert web.get("/static/plotly.min.js").status_code == 200 and web.get("/chart/nothing").status_code == 404
    with open_store(store.engine.url.database + "2", create=True) as empty:
        assert "没有可画的内容" in text_of(page(visitor(empty), "/chart/coverage"))


# -- safety

def test_errors_have_code_and_hint_and_no_inside(web, monkeypatch):
    wrong = ("nothing=1", "sort=x", "limit=x", "limit=-1", "year=1e9", f"year={'9' * 40}", f"text={'长' * 501}", "script=x", "grade=5")
    for url, status, code in (("/api/task/没有/一.1", 404, "K303"), ("/api/nothing", 404, "404"), ("/tasks.json?x=1", 400, "K306"),
                              *((f"/api/tasks?{asked}", 400, "K306") for asked in wrong)):
        answer = web.get(url)
        assert (answer.status_code, answer.json()["code"]) == (status, code), url
        assert set(answer.json()) == {"code", "message", "hint"} and answer.json()["hint"]
    assert "没有找到这个名称" in text_of(page(web, "/task/没有", 404))
    assert web.post("/api/tasks").status_code == 405

    def broken(*_, **__):
        raise RuntimeError("a secret of the inside")

    monkeypatch.setattr("kexie_nlp.query.provisions.tasks", broken)
    for url in ("/tasks", "/api/tasks"):
        answer = web.get(url)
        assert answer.status_code == 500 and "secret" not in answer.text and "Traceback" not in answer.text
        assert answer.headers["content-security-policy"]


def test_documents_cannot_write_markup(web, store):
    label = next(info.label for info in store.infos() if "坏" in info.label)
    urls = ["/", *(address(name) for name in NAMES), "/search?text=建立", f"/document/{quote(label)}", f"/marked/{quote(label)}",
            f"/task/{quote(label)}/一.1", f"/search/{quote('<script>alert(2)</script>')}", f"/tasks?text={quote(chr(34) + '><b>')}"]
    for url in urls:
        answer = web.get(url, follow_redirects=True)
        assert answer.status_code == 200, url
        assert not re.search(r"<script>|<img|<b>坏|49建立", answer.text), url
        shown = html.document_fromstring(answer.text)
        assert not shown.xpath("//@onerror | //@onclick | //*[@style][not(ancestor::*[@class='text'])]") or "/marked/" in url
    assert "'=1+1" in web.get("/tasks.csv").text and ",=1+1" not in web.get("/tasks.csv").text


@pytest.mark.parametrize("url", ["/", "/states", "/chart/coverage", f"/document/{N}", "/nothing", "/api/tasks", "/static/app.css",
                                 "/openapi.json"])
def test_every_answer_has_the_headers_and_asks_nothing_of_others(url, web):
    answer = web.get(url)
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy and "script-src 'self';" in policy
    assert ("'unsafe-inline'" in policy) == url.startswith("/chart/")
    assert answer.headers["x-content-type-options"] == "nosniff" and answer.headers["x-frame-options"] == "DENY"
    if answer.headers["content-type"].startswith("text/html"):
        shown = html.document_fromstring(answer.text)
        assert not shown.xpath("//@style | //style | //script[not(@src)]")
        assert not [u for u in shown.xpath("//@src | //@href | //@action") if re.match(r"\w+:|//", u)]


def test_no_file_of_ours_names_another_server():
    for path in [*HERE.glob("static/*"), *HERE.glob("templates/*")]:
        assert not re.search(r"https?://(?!www\.w3\.org/2000/svg)", path.read_text(encoding="utf-8")), path.name


def test_only_its_own_host_name_is_answered(web, store):
    assert web.get("/", headers={"host": "evil.example:8000"}).status_code == 421
    assert web.get("/", headers={"host": "localhost:8000"}).status_code == 200
    assert web.get("/", headers={"host": ""}).status_code == 421
    assert web.get("/", headers={"host": "192.168.1.9"}).status_code == 421
    opened = visitor(store, host="0.0.0.0")
    assert opened.get("/", headers={"host": "192.168.1.9:8000"}).status_code == 200
    assert opened.get("/", headers={"host": "evil.example"}).status_code == 421
    assert security.own_host("[::1]:8000", "::1") and not security.own_host("[::1", "127.0.0.1")


def test_other_sites_cannot_ask_in_the_background(web):
    cross = {"sec-fetch-site": "cross-site"}
    assert web.get("/api/similarity", headers={**cross, "sec-fetch-mode": "no-cors"}).status_code == 403
    assert web.get("/", headers={**cross, "sec-fetch-mode": "navigate"}).status_code == 200


def test_pages_are_bounded(web):
    assert "共" in text_of(page(web, "/tasks?limit=999999"))
    question = QUESTIONS["tasks"]
    assert read_asking(question, [], [("limit", "7"), ("text", " ")]).given == {"limit": "7"} and CAP == 10_000


# -- scripts

def test_labels_and_strings_in_traditional_characters_quotes_raw(store):
    web = visitor(store)
    shown = page(web, f"/task/{N}/一.1?script=tw")
    words = text_of(shown)
    assert shown.get("lang") == "zh-Hant-TW" and "對應的中央任務" in words and "建設鄉鎮科協" in words
    assert "推动乡镇建立科协" in text_of(shown.xpath("//*[@class='raw text']")[0])
    assert "落實狀態" in text_of(page(web, "/states"))  # the cookie holds it
    assert "落实状态" in text_of(page(web, "/states?script=simplified"))
    traditional = web.get("/api/tasks?script=tw").json()
    assert traditional[0]["title"] == "建設鄉鎮科協" and web.get("/api/tasks").json()[0]["title"] == "建设乡镇科协"
    assert page(visitor(store, script="hk"), "/").get("lang") == "zh-Hant-HK"


# -- reviews

def form_of(web, url=None, number=0):
    shown = page(web, url or f"/task/{N}/一.1")
    form = shown.xpath("//form[@class='say']")[number]
    return {field.get("name"): field.get("value") or "" for field in form.xpath(".//input")}


def say(web, form, **changed):
    return web.post("/review", data={**form, "who": "复核甲", "grade": "0", **changed})


def test_a_word_is_kept_shown_and_set_against_the_model(own, store):
    answer = say(own, form_of(own), note="仅用词相同")
    assert answer.status_code == 303 and unquote(answer.headers["location"]).startswith(f"/task/{N}/一.1#l-")
    said = query.reviews(store)[0]
    assert (said.who, said.grade, said.note, said.disagrees) == ("复核甲", 0, "仅用词相同", True)
    shown = page(own, answer.headers["location"].partition("#")[0])
    card = shown.xpath("//article")[0]
    assert "复核甲 已复核，与模型不一致" in text_of(card) and "仅用词相同" in text_of(card) and "模型：落实" in text_of(card)
    assert card.get("id") == unquote(answer.headers["location"].partition("#")[2])
    assert form_of(own)["who"] == "复核甲"  # asked once
    assert say(own, form_of(own), grade="2").status_code == 303  # undone by a new word
    assert [row.holds for row in query.reviews(store)] == [False, True] and "与模型一致" in text_of(page(own, f"/task/{N}/一.1"))
    assert "复核甲" in text_of(page(own, f"/measure/{C}/一.1")) and "复核甲" in text_of(page(own, "/reviews"))


def test_notes_and_partial_links(own, store):
    assert say(own, form_of(own), grade="note", note="待核实").status_code == 303
    assert say(own, form_of(own), grade="1").status_code == 303
    assert [row.grade for row in query.reviews(store)] == [None, 1]
    for wrong in ({"grade": "note", "note": ""}, {"grade": "7"}, {"who": " "}, {"note": "长" * 501}):
        assert say(own, form_of(own), **wrong).status_code == 400
    assert len(query.reviews(store)) == 2


def test_two_tabs_do_not_overwrite_each_other(own, store):
    first, second = form_of(own), form_of(own)
    assert say(own, first, grade="0", note="先说").status_code == 303
    answer = say(own, second, grade="2", note="后说")
    again = html.document_fromstring(answer.text)
    assert answer.status_code == 409 and "先说" in text_of(again) and again.xpath("//input[@name='note']/@value") == ["后说"]
    fields = {field.get("name"): field.get("value") or "" for field in again.xpath("//form[@class='say']//input")}
    assert say(own, fields, grade="2").status_code == 303
    assert [row.grade for row in query.reviews(store)] == [0, 2]


def test_a_word_needs_the_token_of_this_browser_and_a_page_of_ours(own, store):
    form = form_of(own)
    stranger = visitor(store)
    for headers, data in (({}, {**form, "token": ""}), ({}, {**form, "token": "x"}), ({"origin": "http://evil.example"}, form),
                          ({"origin": "null"}, form), ({"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate"}, form),
                          ({"sec-fetch-site": "same-site"}, form)):
        assert own.post("/review", data={**data, "who": "复核甲", "grade": "2"}, headers=headers).status_code == 403, headers
    assert say(stranger, form).status_code == 403
    assert own.post("/review", json=form).status_code == 403 and own.post("/review", content=b"x" * 20_000).status_code == 413
    assert own.get("/review").status_code == 405
    assert query.reviews(store) == []
    assert own.post("/review", data={**form, "who": "复核甲", "grade": "2"}, headers={"origin": HOST}).status_code == 303
    cookies = own.get("/").headers.get_list("set-cookie") + visitor(store).get("/").headers.get_list("set-cookie")
    assert cookies and all("HttpOnly" in cookie and "samesite=strict" in cookie.lower() for cookie in cookies)


def test_read_only_takes_no_words_and_by_names_the_reviewer(store):
    quiet = visitor(store, read_only=True)
    assert not page(quiet, f"/task/{N}/一.1").xpath("//form[@class='say']")
    assert say(quiet, form_of(visitor(store))).status_code == 403
    assert form_of(visitor(store, by="复核乙"))["who"] == "复核乙"
    assert say(visitor(store), {"task": "x"}).status_code == 403


def test_what_is_no_pair_is_refused(own):
    form = form_of(own)
    assert say(own, {**form, "task": "没有/一.1", "seen": "0"}).status_code == 404
    assert say(own, {**form, "back": "//evil.example"}).headers["location"].startswith("/task/")


# -- parts

def test_pieces_keep_every_character_and_overlap():
    found = pieces("建立科协十个", 10, [Mark(10, 14, "measure", "甲"), Mark(12, 99, "target", "乙"), Mark(0, 5, "time")])
    assert [(p.text, p.kinds) for p in found] == [("建立", ("measure",)), ("科协", ("measure", "target")), ("十个", ("target",))]
    assert "".join(p.text for p in pieces("建立科协", 3, [])) == "建立科协"


def test_help_of_serve_is_light_and_a_taken_port_is_a_coded_error(tmp_path, store, capsys, monkeypatch):
    done = run_python("import sys\nfrom kexie_nlp.cli import main\ntry: main(['serve', '--help'])\nexcept SystemExit: pass\n"
                      "print(*sys.modules, file=sys.stderr)")
    assert "--read-only" in done.stdout and not set(done.stderr.split()) & {"fastapi", "uvicorn", "jinja2", "starlette", "sqlalchemy"}
    from kexie_nlp.web.app import bound

    with bound("127.0.0.1", 0) as taken, pytest.raises(SystemExit) as end:
        main(["serve", "--db", str(tmp_path / "k.db"), "--port", str(taken.getsockname()[1])])
    assert end.value.code == 2 and "K330" in capsys.readouterr().err
