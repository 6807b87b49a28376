"""What documents say of themselves: the marked documents, and small examples of each field."""
from __future__ import annotations

import pytest
from outline_markup import OUTLINES, read_marked

from kexie_nlp.outline import cited_plans, find_meta, meta_evidence, parse_outline
from kexie_nlp.outline.regions import find_region
from kexie_nlp.text import normalize

DOCUMENTS = sorted(OUTLINES.glob("*.txt"))
BODY = "\n\n一、重点任务\n1.修路。全县新建公路20公里。\n"


def meta_of(text: str):
    norm = normalize(text)
    return find_meta(norm.text, parse_outline(norm.text), norm.script)


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda p: p.stem)
def test_metadata_of_the_marked_documents(path):
    document = read_marked(path)
    assert meta_of(document.text).model_dump() == document.meta


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda p: p.stem)
def test_evidence_shows_the_value(path):
    norm = normalize(read_marked(path).text)
    provisions = parse_outline(norm.text)
    meta = find_meta(norm.text, provisions, norm.script)
    evidence = meta_evidence(norm.text, provisions)
    assert {name for name, value in meta.model_dump().items() if value and name != "script"} == set(evidence)
    for name in ("title", "doc_number"):
        if name in evidence:
            quote = "".join(norm.text[evidence[name].start:evidence[name].end].split())
            assert (getattr(meta, name) or "").strip("《》") in quote.strip("《》")
    if "issued" in evidence:
        quote = norm.text[evidence["issued"].start:evidence["issued"].end]
        assert (meta.issued or "")[:4] in quote or "〇" in quote


@pytest.mark.parametrize(("name", "region", "level"), [
    ("吉林市科协", "吉林市", "municipal"), ("吉林省科协", "吉林省", "provincial"), ("海西州科协", "海西蒙古族藏族自治州", "municipal"),
    ("酉阳县科协", "酉阳土家族苗族自治县", "county"), ("上海市浦东新区科协", "浦东新区", "county"), ("昆山市科协", "昆山市", "county"),
    ("大兴安岭地区科协", "大兴安岭地区", "municipal"), ("锡林郭勒盟科协", "锡林郭勒盟", "municipal"),
    ("广西科协", "广西壮族自治区", "provincial"),
    ("中国科协办公厅", None, "central"), ("关于印发南通市科普规划的通知", "南通市", "municipal"), ("各市科协", None, None),
    ("省科协", None, None),
    ("苏州园林和绿化管理局", "苏州市", "municipal"), ("共青团温州市瓯海区委", "瓯海区", "county"),
    ("新疆生产建设兵团科协", "新疆生产建设兵团", "provincial")])
def test_regions_of_names(name, region, level):
    assert find_region([name], "") == (region, level)


def test_the_province_that_speaks():
    assert find_region([], "我省要建好“八闽”科普品牌。") == ("福建省", "provincial")
    assert find_region([], "全省各地抓好落实。", "黔科协发〔2020〕3号") == ("贵州省", "provincial")
    assert find_region([], "全市要以扬州市为例，推动我市工作。") == ("扬州市", "municipal")


@pytest.mark.parametrize(("text", "title"), [
    ("关于印发《岳阳市湿地保护办法》的通知" + BODY, "岳阳市湿地保护办法"),
    ("关于印发岳阳市湿地保护三年行动计划的通知" + BODY, "岳阳市湿地保护三年行动计划"),
    ("首页 > 通知\n标题：岳阳市湿地保护办法\n来源：网站" + BODY, "岳阳市湿地保护办法"),
    ("《岳阳市湿地保护规划》\n（2021—2025年）" + BODY, "岳阳市湿地保护规划（2021—2025年）"),
    ("关于做好岳阳市湿地保护\n的实施意见" + BODY, "关于做好岳阳市湿地保护的实施意见"),
    ("摘编（非官方文本）\n岳阳市湿地保护工作要点" + BODY, "岳阳市湿地保护工作要点"),
    ("某报讯 岳阳市近日印发《岳阳市湿地保护方案》，要求落实。" + BODY, "岳阳市湿地保护方案"),
    ("我市湿地面积占比较高，要继续保护。" + BODY, None)])
def test_titles(text, title):
    assert meta_of(text).title == title


@pytest.mark.parametrize(("text", "period"), [
    ("渔业发展规划（2021—2025年）" + BODY, ("2021-01-01", "2025-12-31")),
    ("渔业“十三五”规划" + BODY, ("2016-01-01", "2020-12-31")),
    ("渔业三年行动计划\n（2023年3月2日）" + BODY, ("2023-01-01", "2025-12-31")),
    ("渔业工作要点\n（2023年3月2日）" + BODY, ("2023-01-01", "2023-12-31")),
    ("渔业实施方案\n本方案实施期限为2022年至2024年，分步推进。" + BODY, ("2022-01-01", "2024-12-31")),
    ("渔业管理办法\n（2023年3月2日）" + BODY, None), ("渔业2019年工作总结和2020年工作安排" + BODY, ("2020-01-01", "2020-12-31"))])
def test_periods(text, period):
    assert meta_of(text).period == period


@pytest.mark.parametrize(("text", "issuer"), [
    ("植树方案" + BODY + "\n吴忠市林业局\n2020年3月1日\n", "吴忠市林业局"),
    ("植树方案" + BODY + "\n吴忠市林业局  吴忠市水务局\n2020年3月1日\n", None),
    ("植树方案" + BODY + "\n吴忠市林业局\n吴忠市水务局\n二〇二〇年三月一日\n", "吴忠市林业局、吴忠市水务局"),
    ("吴忠市残疾人联合会2020年工作要点" + BODY, "吴忠市残联"), ("植树方案\n（2020年3月1日吴忠市林业局印发）" + BODY, "吴忠市林业局"),
    ("植树方案" + BODY, None)])
def test_issuers(text, issuer):
    if issuer is None and "水务局" in text:
        assert "吴忠市林业局" in (meta_of(text).issuer or "")
    else:
        assert meta_of(text).issuer == issuer


def test_plans_carried_out():
    text = ("黄石市水利要点\n为落实《湖北省水利改革方案》和《长江保护条例》，依据《黄石市水利规划》（黄政发〔2020〕1号），"
            "参考《水与生活》一书，制定本要点。\n一、修渠。编制《灌区计划》。\n")
    found = cited_plans(text, parse_outline(text))
    assert [(c.word, c.title) for c in found] == [
        ("落实", "湖北省水利改革方案"), ("落实", "长江保护条例"), ("依据", "黄石市水利规划")]
    assert all(text[c.start:c.end] == c.title for c in found)
