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


LABELLED = [
    ("索引号：0144-X/2023-007 主题分类：科技\n发文机构：临江县人民政府办公室\n发文字号：临政办发〔2023〕6号\n成文日期：2023年4月16日\n"
     "发布日期：2023-04-18 09:30\n临江县人民政府办公室关于印发《临江县居家养老提升方案（2023—2025年）》的通知\n各乡镇人民政府：",
     {"title": "临江县居家养老提升方案（2023—2025年）", "issuer": "临江县人民政府办公室", "doc_number": "临政办发〔2023〕6号",
      "issued": "2023-04-16"}),
    ("标 题 | 平川县2022年科普工作要点 |\n文 号 | 平科协发〔2022〕3 号 | 成文日期： | 2022年03月28日 |\n---|---|---|---|\n"
     "平川县2022年科普工作要点\n各乡镇科协：",
     {"title": "平川县2022年科普工作要点", "doc_number": "平科协发〔2022〕3号", "issued": "2022-03-28"}),
    ("云岭省科学技术场馆条例\n【发布部门】 云岭省人民代表大会常务委员会  \n【发文字号】 云岭省人民代表大会常务委员会公告第十一号\n"
     "【公布日期】 2013-05-30\n【效力级别】 地方性法规\n\n云岭省科学技术场馆条例\n",
     {"title": "云岭省科学技术场馆条例", "issuer": "云岭省人民代表大会常务委员会", "issued": "2013-05-30",
      "doc_number": "云岭省人民代表大会常务委员会公告第十一号"}),
    ("  • 发文机构：\n\n    石桥县人民政府\n  • 发文字号：\n\n    石政发〔2024〕5号\n  • 发文日期：\n\n    2024年03月28日 16:40\n\n"
     "石桥县人民政府关于做好防汛工作的通知\n\n各镇人民政府：",
     {"issuer": "石桥县人民政府", "issued": "2024-03-28"}),
]


@pytest.mark.parametrize(("text", "wanted"), LABELLED)
def test_labels_of_pages_and_law_databases(text, wanted):
    meta = meta_of(text + BODY)
    assert {name: getattr(meta, name) for name in wanted} == wanted


def test_a_web_date_never_beats_the_year_of_the_number():
    meta = meta_of("发布时间：2019-08-21\n云政发〔2017〕15号\n云岭省科普工作实施意见\n各市人民政府：" + BODY)
    assert (meta.doc_number, meta.issued) == ("云政发〔2017〕15号", "2017")


def test_numbers_beside_the_title_are_no_part_of_it():
    meta = meta_of("关于做好科普场所开放工作的通知（云教函〔2019〕15号）\n各市教育局：" + BODY)
    assert (meta.title, meta.doc_number) == ("关于做好科普场所开放工作的通知", "云教函〔2019〕15号")


def test_joint_signatures_keep_their_bodies_apart():
    meta = meta_of("科学教育行动方案\n各单位：" + BODY + "\n平川市科协  平川市教育局\n2023年5月6日\n")
    assert meta.issuer == "平川市科协、平川市教育局"


def test_a_town_issues_at_its_own_level():
    meta = meta_of("柳河镇人民政府2022年工作总结\n" + BODY)
    assert (meta.level, meta.region) == ("township", "柳河镇")


def test_navigation_is_no_title_and_a_page_has_the_line_above_its_date():
    meta = meta_of("首页 > 基层科协 > 详细内容\n\n平川市科协召开七届四次全委会议\n\n2015-03-20 来源：平川日报\n会议总结了去年工作。" + BODY)
    assert (meta.title, meta.issued) == ("平川市科协召开七届四次全委会议", "2015-03-20")


@pytest.mark.parametrize(("text", "wanted"), [
    # labels that run on into their values, or stand on one line
    ("索引号0144X2023007\n发文字号清政办发〔2023〕24号发布机构清河县人民政府办公室\n成文日期2023年5月6日发布日期2023年5月9日\n"
     "主题分类科技教育\n清河县素质提升方案\n各乡镇人民政府：",
     {"title": "清河县素质提升方案", "issuer": "清河县人民政府办公室", "doc_number": "清政办发〔2023〕24号", "issued": "2023-05-06"}),
    ("索引号：0144X/2023-007 发布机构：清河县林业局 发文日期：2023年5月6日\n清河县造林方案\n各乡镇：",
     {"title": "清河县造林方案", "issuer": "清河县林业局", "issued": "2023-05-06"}),
    ("索引号 0144X 文号 清林发〔2022〕8号 发布机构 清河县林业局\n清河县造林方案\n",
     {"title": "清河县造林方案", "issuer": "清河县林业局", "doc_number": "清林发〔2022〕8号"}),
    ("发文机关：清河县林业局\n发文字号：\n成文日期：2022年3月25日\n清河县造林方案\n各乡镇：",
     {"issuer": "清河县林业局", "doc_number": None, "issued": "2022-03-25"}),
    # the day of the paper itself, whatever stands beside it
    ("发文日期：2023年5月9日\n成文日期：2023年5月6日\n清河县造林方案\n各乡镇：", {"issued": "2023-05-06"}),
    ("发布机构：清河县科协 发布日期：2023-03-02\n文号：清科发〔2021〕3号\n清河县科普规划\n", {"issuer": "清河县科协", "issued": "2021"}),
    # sources
    ("科学素质提升方案\n信息来源：清河县科协\n发布时间：2022-03-02", {"issuer": "清河县科协", "region": "清河县", "issued": "2022-03-02"}),
    ("清河县造林方案\n时间：2022-03-25 来源：清河县林业局 点击：20", {"issuer": "清河县林业局", "issued": "2022-03-25"}),
    ("清河县造林方案\n来源：清河日报\n发布时间：2022-03-02", {"issuer": None, "region": "清河县"}),
    # mirror pages
    ("下面是小编为大家整理的清河县造林工作方案（精选），供参考。\n2022-03-02", {"title": "清河县造林工作方案", "issued": "2022-03-02"}),
    ("清河县造林工作要点 2021-06-08\n", {"title": "清河县造林工作要点", "issued": "2021-06-08"}),
    ("清河县造林工作方案\n2022.3.25 阅读：120", {"title": "清河县造林工作方案", "issued": "2022-03-25"}),
    ("清河县造林工作方案\n25.3.2022", {"title": "清河县造林工作方案", "issued": "2022-03-25"}),
    # decrees of Taiwan
    ("清河县造林工作方案\n113年3月25日府林造字第1130012345号令\n", {"doc_number": "府林造字第1130012345号", "issued": "2024-03-25"})])
def test_headers_of_pages(text, wanted):
    meta = meta_of(text + BODY)
    assert {name: getattr(meta, name) for name in wanted} == wanted


@pytest.mark.parametrize(("title", "period"), [
    ("清河县科协2022年上半年工作总结", ("2022-01-01", "2022-06-30")), ("清河县科协2022年下半年工作安排", ("2022-07-01", "2022-12-31")),
    ("清河县科协2022年一季度工作总结", ("2022-01-01", "2022-03-31")), ("清河县科协2022年二季度重点任务", ("2022-04-01", "2022-06-30")),
    ("清河县科协2022年第三季度工作总结", ("2022-07-01", "2022-09-30")), ("清河县科协2022年四季度工作安排", ("2022-10-01", "2022-12-31")),
    ("清河县科协2022年前三季度工作情况", ("2022-01-01", "2022-09-30")), ("清河县科协2022年前两季度工作情况", ("2022-01-01", "2022-06-30")),
    ("清河县科协2022年1—6月工作总结", ("2022-01-01", "2022-06-30")), ("清河县科协2022年11至13月工作总结", ("2022-01-01", "2022-12-31")),
    ("清河县科协2022年上半年工作总结和下半年工作安排", ("2022-01-01", "2022-12-31")),
    ("清河县科协2022年三季度工作总结及四季度工作安排", ("2022-07-01", "2022-12-31")),
    ("清河县科协2021年工作总结和2022年上半年工作计划", ("2022-01-01", "2022-12-31")),
    ("清河县科协二〇二二年上半年工作总结", ("2022-01-01", "2022-06-30")),
    ("2022年第二季度清河县科协工作安排", ("2022-04-01", "2022-06-30")),
    ("清河县113年度科学教育工作计划", ("2024-01-01", "2024-12-31"))])
def test_parts_of_a_year_and_years_of_taiwan_as_periods(title, period):
    assert meta_of(title + BODY).period == period


@pytest.mark.parametrize(("text", "wanted"), [
    ("清河县科普方案\n（清科协发〔2022〕8号 2022年3月5日）", {"doc_number": "清科协发〔2022〕8号", "issued": "2022-03-05"}),
    ("清河县科普方案（清科协发〔2022〕8号）", {"title": "清河县科普方案", "doc_number": "清科协发〔2022〕8号"}),
    ("清河县科普方案\n（2022年3月）", {"title": "清河县科普方案", "issued": "2022-03"}),
    ("清河县科普管理办法\n（2022年3月修订）", {"title": "清河县科普管理办法", "issued": "2022-03"}),
    ("清河县科普方案\n（2022年3月5日清河县科协印发）", {"issuer": "清河县科协", "issued": "2022-03-05"}),
    ("清河县科普方案\n（2022年征求意见稿）", {"title": "清河县科普方案（2022年征求意见稿）"})])
def test_brackets_below_and_behind_a_title(text, wanted):
    meta = meta_of(text + BODY)
    assert {name: getattr(meta, name) for name in wanted} == wanted


@pytest.mark.parametrize(("text", "issuer"), [
    ("清河县造林工作汇报\n受清河县人民政府委托，现报告如下。", "清河县人民政府"),
    ("清河县造林工作汇报\n受县人民政府委托，现报告如下。", None),
    ("清河县造林工作意见\n本意见已经清河县人民政府研究同意，请遵照执行。", "清河县人民政府"),
    ("清河县第一中学2022年科技教育工作计划", "清河县第一中学"), ("清河县图书馆2023年工作总结", "清河县图书馆"),
    ("云岭省农业农村厅关于做好造林工作的通知\n各市：", "云岭省农业农村厅"),
    ("清河县人民政府办公室关于转发清河县林业局造林实施方案的通知\n各乡镇：", "清河县人民政府办公室")])
def test_bodies_that_act_approve_and_issue(text, issuer):
    assert meta_of(text + BODY).issuer == issuer


def test_a_title_broken_behind_the_verb_of_a_notice_is_joined():
    assert meta_of("关于印发清河县科普\n实施方案的通知\n各乡镇人民政府：" + BODY).title == "清河县科普实施方案"


def test_evidence_of_labels_that_run_into_their_values():
    text = ("主题分类科技教育\n发文字号清政办发〔2023〕24号发布机构清河县人民政府办公室\n成文日期2023年5月6日\n"
            "清河县素质提升方案\n各乡镇：" + BODY)
    evidence = meta_evidence(text, parse_outline(text))
    assert {name: text[evidence[name].start:evidence[name].end] for name in ("issuer", "issued", "title")} == {
        "issuer": "清河县人民政府办公室", "issued": "2023年5月6日", "title": "清河县素质提升方案"}
    assert "清政办发〔2023〕24号" in text[evidence["doc_number"].start:evidence["doc_number"].end]
