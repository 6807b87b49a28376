"""Regional words become mainland ones on request, and every character of theirs leads back to the whole word of the source."""
import json
import re

import opencc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_up import command_line, stand_in, write_texts

import kexie_nlp
from kexie_nlp.batch import build
from kexie_nlp.errors import KexieError
from kexie_nlp.query import search
from kexie_nlp.settings import Settings, load_settings
from kexie_nlp.store import open_store
from kexie_nlp.text import CONVERSIONS, apply_edits, normalize, regional, registry, scripts
from kexie_nlp.text.convert import to_simplified

pytestmark = pytest.mark.skipif("hk2sp.json" not in opencc.CONFIGS, reason="OpenCC 1.2 and older has no hk2sp")
TAIWAN = "計程車司機在車裡用軟體連上網路，資訊由程式設計師維護。"
HONG_KONG = "搭的士或巴士時搜尋硬碟裏的資料夾，私隱權受衞生署保障。"
MAINLAND = "建立核心指标，支援农村，公布文件。"
# words of the source with the mainland word, by conversion
WORDS = {"tw2sp": {"計程車": "出租车", "軟體": "软件", "網路": "网络", "資訊": "信息", "程式設計師": "程序员", "部落格": "博客",
                   "伺服器": "服务器", "隨身碟": "U盘", "唐氏症": "唐氏综合征", "線上": "在线", "尼日": "尼日尔"},
         "hk2sp": {"搜尋": "搜索", "硬碟": "硬盘", "資料夾": "文件夹", "游標": "光标", "羅德島": "罗得岛", "奧利華·史東": "奥利弗·斯通"}}
PAIRS = [(name, *pair) for name, words in WORDS.items() for pair in words.items()]
OTHER = ["公車", "的士", "縣市", "衞生", "著名", "沿著", "說", "程序", "農村", "科普", "AI", "12%", "，", "。", "\n", " "]


@pytest.mark.parametrize(("name", "word", "mainland"), PAIRS)
def test_a_word_is_replaced_and_each_character_leads_to_the_whole_of_it(name, word, mainland):
    raw = f"說明{word}的費用。"
    norm = normalize(raw, conversion=name)
    assert norm.text == f"说明{mainland}的费用。" and norm.conversion == name
    start = norm.text.index(mainland)
    assert norm.quote(start, start + len(mainland)) == word
    assert {norm.quote(i, i + 1) for i in range(start, start + len(mainland))} == {word}
    assert norm.to_text(2, 2 + len(word)) == norm.to_text(2, 3) == (start, start + len(mainland))
    assert norm.quote(0, start) == "說明" and norm.quote(start + len(mainland), len(norm.text)) == "的費用。"


def test_by_default_letters_change_and_words_stay():
    norm = normalize(TAIWAN)
    assert norm.text == "计程车司机在车里用软体连上网路，资讯由程式设计师维护。" and norm.conversion == "t2s"
    assert norm.map.segments == []
    assert normalize(HONG_KONG).text == "搭的士或巴士时搜寻硬碟里的资料夹，私隐权受卫生署保障。"


def test_whole_sentences():
    assert normalize(TAIWAN, conversion="tw2sp").text == "出租车司机在车里用软件连上网络，信息由程序员维护。"
    assert normalize(HONG_KONG, conversion="hk2sp").text == "搭的士或巴士时搜索硬盘里的文件夹，隐私权受卫生署保障。"


def test_words_that_no_list_has_stay_and_a_step_of_ones_own_replaces_them(monkeypatch):
    assert normalize("公車與的士、巴士都裝設電郵系統。", conversion="tw2sp").text == "公车与的士、巴士都装设电邮系统。"
    monkeypatch.setitem(registry._registered, "buses",
                        lambda text: apply_edits(text, [(*m.span(), "公交車") for m in re.finditer("公車", text)]))
    norm = normalize("搭公車上網路。", steps=["buses", *registry.STEPS], conversion="tw2sp")
    assert norm.text == "搭公交车上网络。" and norm.quote(1, 4) == "公車"


def test_words_are_replaced_once():
    # 程式 becomes 程序, which in Taiwan is what the mainland calls 进程
    for raw in ("撰寫程式", "程式", "檔案", "資料夾"):
        assert normalize(raw, conversion="tw2sp").text == opencc.OpenCC("tw2sp").convert(raw)


def test_simplified_text_keeps_its_words():
    for name in CONVERSIONS:
        norm = normalize(MAINLAND, conversion=name)
        assert (norm.text, norm.conversion) == (MAINLAND, "t2s")
    mixed = normalize(f"{TAIWAN}\n{MAINLAND}\n", conversion="tw2sp")
    assert mixed.text.split("\n")[1] == MAINLAND and "出租车" in mixed.text


@pytest.mark.parametrize(("raw", "used"), [
    (TAIWAN, "tw2sp"), (HONG_KONG, "hk2sp"), (MAINLAND, "t2s"), ("說明經費。", "t2s"), ("程式", "t2s"), ("", "t2s"),
    ("澳門元、公帑與樓宇維修。", "hk2sp"), ("新台幣三百元，搭捷運。", "tw2sp"), ("網路與電郵", "t2s")])
def test_auto_decides_by_the_text(raw, used):
    norm = normalize(raw, conversion="auto")
    assert norm.conversion == used and norm.text == normalize(raw, conversion=used).text


@pytest.mark.parametrize("name", WORDS)
@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_every_character_has_its_span(name, data):
    pieces = data.draw(st.lists(st.sampled_from([*WORDS[name], *OTHER]) | st.text("網路程式序的士A1，說", max_size=4), max_size=12))
    raw = "說" + "".join(pieces)
    text, offsets = to_simplified(raw, name)
    if not {"著", "衞"} & set(raw):  # decided by neighbours, or by the standard table where the configuration keeps them
        assert text == "".join(opencc.OpenCC(name).convert(part) for part in cut(raw))
    assert (offsets.source_length, offsets.text_length) == (len(raw), len(text))
    covered, before = set(), (0, 0)
    for i in range(len(text)):
        span = offsets.to_source(i, i + 1)
        assert span[0] < span[1] and before[0] <= span[0] and before[1] <= span[1]
        assert span[1] - span[0] > 1 or offsets.to_text(*span) == (i, i + 1) or opencc.OpenCC(name).convert(raw[slice(*span)]) != text[i]
        covered.update(range(*span))
        before = span
    assert covered == set(range(len(raw)))
    for start, end, a, b in offsets.segments:
        assert opencc.OpenCC(name).convert(raw[start:end]) == text[a:b]


def cut(raw):
    """The clauses of a text with the marks between them."""
    done = 0
    for match in regional._CLAUSE.finditer(raw):
        yield raw[done:match.start()]
        yield match[0]
        done = match.end()
    yield raw[done:]


@given(st.text(st.characters(min_codepoint=1, max_codepoint=127), max_size=60), st.sampled_from(CONVERSIONS))
def test_ascii_stays(raw, name):
    text, offsets = to_simplified(raw, regional.conversion_for(raw, name))
    assert text == raw and offsets.segments == [] and normalize(raw, conversion=name).text == normalize(raw).text


def test_an_endless_clause_keeps_every_word():
    raw = "計程車軟體" * 400
    norm = normalize(raw, conversion="tw2sp")
    assert norm.text == "出租车软件" * 400
    assert all(norm.quote(i, i + 1) == ("計程車" if i % 5 < 3 else "軟體") for i in range(0, len(raw), 7))


def test_the_trace_names_words():
    changes = [(c.raw, c.text) for c in normalize(TAIWAN, conversion="tw2sp", trace=True).changes()]
    assert ("計程車", "出租车") in changes and ("程式設計師", "程序员") in changes


# -- what is refused

def refused(*args, **options):
    with pytest.raises(KexieError) as error:
        normalize(*args, **options)
    assert error.value.code == "K113"
    return str(error.value)


def test_an_unknown_conversion_is_refused_with_those_that_exist():
    for raw in (TAIWAN, MAINLAND, ""):
        assert "t2s, tw2sp, hk2sp, auto" in refused(raw, conversion="tw2s")
    with pytest.raises(KexieError, match="K113"):
        kexie_nlp.analyze(TAIWAN, conversion="s2t")


def test_an_opencc_without_a_configuration_is_named(monkeypatch):
    def without(config):
        if config == "hk2sp":
            raise RuntimeError("hk2sp.json not found or not accessible.")
        return scripts.converter(config)

    regional._available.cache_clear()
    monkeypatch.setattr(regional, "converter", without)
    try:
        for name in ("hk2sp", "auto"):
            message = refused(TAIWAN, conversion=name)
            assert f"OpenCC {opencc.__version__} has no configuration hk2sp" in message and "conversions: t2s, tw2sp)" in message
        assert "软件" in normalize(TAIWAN, conversion="tw2sp").text
    finally:
        regional._available.cache_clear()


# -- through the doors

PLAN = f"""某縣資訊工作要點
一、充實設備
1.推動網路建設。{TAIWAN}2025年12月底前建置伺服器不少於40臺。
"""


def test_a_record_has_mainland_words_the_raw_quote_and_the_conversion():
    for options in ({"conversion": "tw2sp"}, {"settings": load_settings(options={"text": {"conversion": "auto"}})}):
        document = kexie_nlp.analyze(PLAN, **options)
        assert document.record.meta.conversion == "tw2sp"
        target, = document.record.targets
        assert "服务器" in target.indicator and document.quote(target) == target.text and document.plain(document.record.provisions[0])
        assert "网络" in document.record.tasks()[0].title
        document.__dict__.pop("norm")  # made anew, as in another process
        assert "服务器" in document.plain(document.record.tasks()[0])
    assert kexie_nlp.analyze(PLAN).record.meta.conversion == "t2s"


def test_a_build_reads_again_when_the_conversion_changes_and_a_search_takes_either_word(tmp_path):
    folder = write_texts(tmp_path / "in", a=PLAN)
    with open_store(tmp_path / "k.db", create=True) as store:
        for name, found in (("t2s", {"網路": 1, "网络": 0}), ("tw2sp", {"網路": 1, "网络": 1, "網路 -軟體": 0}), ("t2s", {"网络": 0})):
            options = load_settings(options={"text": {"conversion": name}})
            assert not build([folder], store, options).nothing_to_do
            assert build([folder], store, options).nothing_to_do
            assert [info.conversion for info in store.infos()] == [name]
            document, = store.documents()
            assert ("网络" in document.norm.text) == (name == "tw2sp")
            for word, count in found.items():
                hits = search(store, word, kind="provision")
                assert min(hits.total, 1) == count, (name, word)
                for hit in hits:
                    assert {document.text[slice(*span)] for span in hit.highlights} == {"網路"}


@pytest.fixture
def kexie(capsys, monkeypatch, tmp_path):
    stand_in(monkeypatch)
    return command_line(tmp_path, monkeypatch, capsys)


def test_the_option_and_the_setting_mean_the_same(kexie, tmp_path):
    write_texts(tmp_path, a=TAIWAN + "\n")
    plain = "出租车司机在车里用软件连上网络，信息由程序员维护。\n"
    assert kexie("normalize", "a.txt", "--conversion", "tw2sp")[1] == plain
    edits = [json.loads(line) for line in kexie("normalize", "a.txt", "--conversion", "auto", "--map")[1].splitlines()]
    assert {"step": "simplified", "start": 0, "end": 3, "raw": "計程車", "text": "出租车"} in edits
    (tmp_path / "kexie.toml").write_text("[text]\nconversion = 'tw2sp'\n")
    assert kexie("normalize", "a.txt")[1] == plain
    assert "计程车" in kexie("normalize", "a.txt", "--conversion", "t2s")[1]


@pytest.mark.parametrize("command", ["normalize", "extract", "build"])
def test_a_wrong_name_is_one_line_that_lists_the_names(kexie, tmp_path, command):
    write_texts(tmp_path, a=TAIWAN)
    code, _, err = kexie(command, "a.txt", "--conversion", "tw2s")
    assert code == 2 and err.startswith("错误 K202: ") and len(err.splitlines()) == 1
    assert "text.conversion" in err and all(f"'{name}'" in err for name in CONVERSIONS)


def test_the_packaged_default_is_of_letters():
    assert Settings().text.conversion == "t2s"
