"""The workbench in a real browser: from the start page to a review, with no errors and nothing asked of other servers.

Needs chromium and chromedriver; skipped without them, or failing where KEXIE_REQUIRE_BROWSER is set. All texts are made up.
"""
import json
import os
import shutil
import threading
from urllib.parse import unquote, urlsplit

import pytest
import uvicorn
from made_up import CENTRAL, NORTH, SOUTH, stand_in, write_texts

from kexie_nlp import query
from kexie_nlp.batch import build
from kexie_nlp.settings import Settings
from kexie_nlp.store import open_store
from kexie_nlp.web.app import bound, create_app
from kexie_nlp.web.workbench import Bench

C, N = "中央2016", "北山2019"
PROGRAMS = ("chromium", "chromedriver")


@pytest.fixture(scope="module")
def browser():
    missing = [name for name in PROGRAMS if shutil.which(name) is None]
    if missing:
        reason = f"not installed: {', '.join(missing)}"
        pytest.fail(reason) if os.environ.get("KEXIE_REQUIRE_BROWSER") else pytest.skip(reason)
    from selenium import webdriver
    from selenium.webdriver.chrome.options import Options
    from selenium.webdriver.chrome.service import Service

    options = Options()
    options.binary_location = shutil.which(PROGRAMS[0])
    for argument in ("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--window-size=1300,900"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service(shutil.which(PROGRAMS[1])))
    driver.implicitly_wait(8)
    yield driver
    driver.quit()


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """A server on a free port over a small database: its address and its store."""
    folder = tmp_path_factory.mktemp("browser")
    write_texts(folder / "in", a=NORTH, b=CENTRAL, c=SOUTH)
    with pytest.MonkeyPatch.context() as patch, open_store(folder / "k.db", create=True) as made:
        stand_in(patch)
        build([folder / "in"], made, Settings())
    with open_store(folder / "k.db") as store:
        socket = bound("127.0.0.1", 0)
        server = uvicorn.Server(uvicorn.Config(create_app(Bench(store)), log_level="error", lifespan="off"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [socket]})
        thread.start()
        yield f"http://127.0.0.1:{socket.getsockname()[1]}", store
        server.should_exit = True
        thread.join(10)


@pytest.fixture(autouse=True)
def quiet(browser, site):
    """After every test: no message on the console, no request to another server."""
    yield
    assert [entry["message"] for entry in browser.get_log("browser")] == []
    asked = {json.loads(entry["message"])["message"]["params"].get("request", {}).get("url", "") for entry in browser.get_log("performance")
             if "Network.requestWillBeSent\"" in entry["message"]}
    assert asked and {urlsplit(url).netloc for url in asked if not url.startswith(("data:", "blob:"))} == {urlsplit(site[0]).netloc}


def find(browser, css):
    return browser.find_element("css selector", css)


def click(browser, css):
    found = find(browser, css)
    browser.execute_script("arguments[0].scrollIntoView({block: 'center'})", found)
    found.click()


def arrives(browser, part):
    """Wait for the page whose address holds ``part``: a form is sent after the click has returned."""
    from selenium.webdriver.support.ui import WebDriverWait

    WebDriverWait(browser, 8).until(lambda seen: part in unquote(seen.current_url))


def test_from_the_start_page_to_a_word_that_is_shown(browser, site):
    address, store = site
    browser.get(address)
    assert "3份文档" in find(browser, ".figures").text.replace("\n", "").replace(" ", "")
    click(browser, ".menu:nth-of-type(3) summary")
    click(browser, ".menu[open] a[href='/tasks']")
    find(browser, "select[name=grade] option[value='2']").click()
    click(browser, ".buttons button")
    arrives(browser, "grade=2")
    assert "text=" not in browser.current_url  # empty fields stay out
    click(browser, f"td.name a[href$='/{browser.execute_script('return encodeURIComponent(arguments[0])', '一.1')}']")
    arrives(browser, f"/task/{N}/一.1")
    click(browser, ".card .review summary")
    find(browser, ".card input[name=who]").send_keys("复核甲")
    find(browser, ".card input[name=note]").send_keys("<b>逐字核对</b>")
    click(browser, ".card button[value='2']")
    said = find(browser, ".card .said")
    assert "复核甲" in said.text and "与模型一致" in said.text and "<b>逐字核对</b>" in said.text
    assert [(row.who, row.grade) for row in query.reviews(store)] == [("复核甲", 2)]
    click(browser, ".card button[value='0']")
    assert "与模型不一致" in find(browser, ".card .against").text
    assert [row.grade for row in query.reviews(store)] == [2, 0]


def test_a_search_is_highlighted_and_leads_to_the_place(browser, site):
    browser.get(site[0])
    find(browser, ".find.big input").send_keys("大篷車")
    click(browser, ".find.big button")
    assert find(browser, ".hits .m-found").text == "大篷车"
    click(browser, ".hits h3 a")
    assert "大篷车" in find(browser, "h1").text


def test_a_cell_of_the_matrix_shows_both_sides(browser, site):
    browser.get(f"{site[0]}/states")
    click(browser, "td.s-covered a")
    assert len(browser.find_elements("css selector", ".card blockquote")) == 2
    browser.get(f"{site[0]}/states?script=tw")
    assert "落實狀態" in find(browser, "h1").text
    browser.get(f"{site[0]}/states?script=simplified")


def test_charts_and_the_marked_text_are_drawn_under_the_policy(browser, site):
    browser.get(f"{site[0]}/chart/coverage")
    assert find(browser, "#chart[data-drawn] .main-svg").is_displayed()
    browser.get(f"{site[0]}/document/{N}")
    frame = find(browser, "iframe.marked")
    browser.execute_script("arguments[0].scrollIntoView()", frame)
    browser.switch_to.frame(frame)
    assert "指标" in find(browser, ".t b.targets").text
    browser.switch_to.default_content()


def test_a_phone_shows_no_page_wider_than_itself(browser, site):
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {"width": 400, "height": 800, "deviceScaleFactor": 1, "mobile": True})
    for path in ("/", "/states", f"/task/{N}/一.1", f"/document/{N}", "/deadlines", "/search/科协"):
        browser.get(site[0] + path)
        assert browser.execute_script("return document.documentElement.scrollWidth") <= 400, path
    browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
