"""What documents say of themselves: the marked documents, and small examples of each field."""
from __future__ import annotations

import pytest
from outline_markup import OUTLINES, read_marked

import kexie_nlp
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
    assert meta_of(document.text).model_dump(exclude={"conversion"}) == document.meta


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda p: p.stem)
def test_evidence_shows_the_value(path):
    norm = normalize(read_marked(path).text)
    provisions = parse_outline(norm.text)
    meta = find_meta(norm.text, provisions, norm.script)
    evidence = meta_evidence(norm.text, provisions)
    assert {name for name, value in meta.model_dump().items() if value and name not in ("script", "conversion")} == set(evidence)
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


@pytest.mark.parametrize(("name", "region", "level"), [
    ("老旧小区改造实施方案", None, None), ("湿地保护区管理办法", None, None), ("革命老区振兴规划", None, None),
    ("知识产权强区任务表", None, None),
    ("襄阳市樊城区科协", "樊城区", "county"), ("成都市科协", "成都市", "municipal"), ("今天全县造林", None, None),
    ("乡镇和县区科协", None, None)])
def test_words_that_end_like_places_are_no_regions_and_listed_places_are(name, region, level):
    assert find_region([name], "") == (region, level)


def test_a_long_title_that_names_several_papers_has_its_region():
    title = ("关于平远县2022年国民经济和社会发展计划执行情况与2023年国民经济和社会发展计划草案、"
             "2022年财政预算执行情况和2023年财政预算草案的报告")
    meta = meta_of(title + "\n各位代表：" + BODY)
    assert len(title) > 60 and (meta.title, meta.region, meta.kind) == (title, "平远县", "report")


@pytest.mark.parametrize(("text", "number"), [
    ("清河县造林条例\n【字号：大 中 小】\n【字号】 清人发〔2019〕3号\n【颁布部门】 清河县人大常委会\n", "清人发〔2019〕3号"),
    ("法规库 > 清河县造林条例\n  • 【发布单位】清河县\n  • 【字号】清河县人大常委会公告第3号\n  • 【发布日期】2019-03-05\n\n"
     "清河县造林条例\n",
     "清河县人大常委会公告第3号"),
    ("清河县造林方案\n发布时间：2022-03-25 字号：大 中 小\n", None)])
def test_the_numbers_of_law_databases_and_the_size_of_letters(text, number):
    assert meta_of(text + BODY).doc_number == number


@pytest.mark.parametrize(("lines", "title"), [
    ("关于印发\n平远县造林\n实施方案的通知", "平远县造林实施方案"),
    ("平远县人民政府办公室印发《关于加强\n造林工作的实施意见》的通知", "关于加强造林工作的实施意见"),
    ("平远县林业局文件\n关于印发《平远县造林\n工作要点》的\n通知", "平远县造林工作要点"),
    ("平远县全民造林行动\n实施方案", "平远县全民造林行动实施方案"),
    ("平远县全民造林\n行动规划纲要实施方案\n（2021—2025年）", "平远县全民造林行动规划纲要实施方案（2021—2025年）"),
    ("关于做好2024年\n平远县植树节\n活动的通知", "关于做好2024年平远县植树节活动的通知"),
    ("平远县林业信息网\n造林实施方案", "造林实施方案"), ("平远县林业局\n2024年造林工作要点", "平远县林业局2024年造林工作要点"),
    ("平远县林业局\n平远县水务局\n关于做好造林工作的通知", "关于做好造林工作的通知"),
    ("平远县造林实施方案平远县造林实施方案", "平远县造林实施方案"), ("平远县造林实施方案_平远县造林实施方案", "平远县造林实施方案"),
    ("关于做好造林工作的通知 关于做好造林工作的通知", "关于做好造林工作的通知")])
def test_titles_over_several_lines_and_doubled_ones(lines, title):
    assert meta_of(lines + "\n各乡镇人民政府：" + BODY).title == title


@pytest.mark.parametrize(("text", "issuers"), [
    ("清河县科学技术协会\n清河县教育局文件\n清河县财政局\n\n清科协联〔2024〕1号\n\n关于开展造林活动的通知\n各乡镇：" + BODY,
     ("清河县科协", "清河县教育局", "清河县财政局")),
    ("清 河 县 科 学 技 术 协 会\n清  河  县  教  育  局\n文件\n─────\n清科协联〔2024〕1号\n关于开展造林活动的通知\n各乡镇：" + BODY,
     ("清河县科协", "清河县教育局")),
    ("清河县科协 清河县教育局\n关于开展造林活动的通知\n各乡镇：" + BODY, ("清河县科协", "清河县教育局")),
    ("清河县科协\n清河县教育局\n清科协联〔2024〕1号\n清河县造林方案\n" + BODY + "\n清河县教育局\n2024年3月5日\n",
     ("清河县科协", "清河县教育局")),
    ("清河县造林方案\n" + BODY + "\n清河县教育局\n2024年3月5日\n", ("清河县教育局",)),
    ("索引号 0144X 发布机构 清河县政府办;清河县科协 发布日期 2024-03-05\n清河县造林方案\n" + BODY, ("清河县政府办", "清河县科协")),
    ("清河县人民政府\n政务公开 > 造林\n清河县造林方案\n" + BODY, ()), ("造林方案" + BODY, ())])
def test_all_issuers_in_the_order_of_the_page(text, issuers):
    meta = meta_of(text)
    assert (meta.issuers, meta.issuer) == (issuers, "、".join(issuers) or None)


def test_many_joint_bodies_over_several_lines_of_a_signature():
    fields = ("教育", "财政", "农业农村", "文化和旅游", "自然资源", "卫生健康", "生态环境", "住房和城乡建设", "市场监督管理")
    bodies = [f"清河县{field}局" for field in fields]
    signature = "\n".join("  ".join(bodies[n:n + 2]) for n in range(0, len(bodies), 2))
    assert meta_of("造林方案\n" + BODY + f"\n{signature}\n2024年3月5日\n").issuers == tuple(bodies)


@pytest.mark.parametrize(("title", "kind"), [
    ("清河县造林实施方案（2023—2025年）", "plan"), ("关于加强造林工作的实施意见", "plan"), ("清河县2024年重点任务", "plan"),
    ("森林火灾应急预案", "plan"),
    ("关于印发《清河县造林方案》的通知", "plan"), ("关于印发清河县造林管理办法的通知", "law"),
    ("关于印发清河县《造林规划》《造林方案》的通知", "plan"),
    ("关于组织申报造林项目的通知", "notice"), ("关于征求《清河县造林方案》意见的通知", "notice"),
    ("清河县造林示范户名单的公示", "notice"),
    ("清河县2024年造林任务分解表", "breakdown"), ("清河县造林重点任务分工方案", "breakdown"), ("清河县民生实事项目清单", "breakdown"),
    ("清河县林业局2023年工作总结", "review"), ("清河县林业局2023年工作总结和2024年工作打算", "review"),
    ("2023年工作情况和2024年打算", "review"),
    ("清河县造林工作情况", "review"), ("清河县林业工作情况汇报", "review"), ("清河县造林规划中期评估报告", "review"),
    ("清河县人民政府工作报告", "report"), ("关于2022年预算执行情况和2023年预算草案的报告", "report"), ("清河县统计公报", "report"),
    ("清河县造林条例", "law"), ("清河县林业协会章程", "law"), ("关于修改《清河县造林办法》的决定", "law"),
    ("《清河县造林实施方案》政策解读", "interpretation"), ("一图读懂清河县造林实施方案", "interpretation"),
    ("清河县政府印发《清河县造林实施方案》", "news"), ("清河县出台造林措施", "news"), ("清河县林业大会隆重召开", "news"),
    ("在全县造林大会上的讲话", "report"), ("对第46号提案的答复", None), ("关于研究造林问题的会议纪要", None)])
def test_the_kind_of_a_paper_by_its_title(title, kind):
    assert meta_of(f"{title}\n2024-03-05 来源：林业局\n{'全县造林连年增加，' * 9}超过往年。\n" + BODY).kind == kind


@pytest.mark.parametrize(("text", "kind"), [
    # pages that explain or report on the plan which their title names
    ("清河县造林实施方案\n发布日期：2023-06-08\n县林业局印发了《清河县造林实施方案》。现就有关内容解读如下。" + BODY, "interpretation"),
    ("清河县造林实施方案\n一、出台背景\n县里林少。\n二、主要内容\n方案共四个部分。\n", "interpretation"),
    ("清河县林业局 > 政务公开 > 政策解读 > 正文\n清河县造林实施方案\n2023-06-08" + BODY, "interpretation"),
    ("清河县造林实施方案\n信息类别：政策解读\n发布日期：2023-06-08" + BODY, "interpretation"),
    ("清河县造林实施方案发布\n清河日报讯（记者 某某）县政府印发《清河县造林实施方案》。" + BODY, "news"),
    # the plan itself, wherever it stands
    ("清河新闻网 > 要闻 > 正文\n清河县造林实施方案\n2023-06-08 来源：清河日报" + BODY, "plan"),
    ("关于印发《清河县造林实施方案》的通知\n各乡镇：记者节前后开展宣传。" + BODY, "plan"),
    ("清河日报讯（记者 某某）县政府近日印发《清河县造林实施方案》。《清河县造林实施方案》全文如下。" + BODY, "plan"),
    ("据清河日报讯（记者 某某）县政府印发《清河县造林实施方案》。\n县里林少。结合实际，提出以下安排。" + BODY, "plan"),
    ("据清河日报讯（记者 某某）县政府印发《清河县造林实施方案》。\n一、总体要求\n1.指导思想。绿化全县。\n" + BODY, "plan"),
    # titles that name no kind of paper
    ("我县新增林地九千亩\n2023-06-08 来源：清河日报\n全县林地连年增加，超过往年。\n", "news"),
    ("我县新增林地九千亩\n2023-06-08 来源：林业局\n近日，县林业局完成验收，林地连年增加。\n", "news"),
    ("清河县林业网 > 新闻中心 > 部门动态\n我县新增林地九千亩\n2023-06-08 来源：林业局\n全县林地连年增加。\n", "news"),
    ("各乡镇人民政府：\n根据安排，现将有关事项通知如下：" + BODY, "notice"),
    ("各位委员：我受县科协常委会委托，向大会报告工作，请予审议。" + BODY, "report"),
    ("为绿化全县，结合实际，制定本实施方案。" + BODY, "plan"), ("为规范造林，制定本办法。" + BODY, "law"),
    ("您提出的建议收悉，现答复如下：我局将现场公示结果。" + BODY, None), ("全县造林九千亩。" + BODY, None)])
def test_the_kind_of_a_page_by_its_opening_and_labels(text, kind):
    assert meta_of(text).kind == kind


@pytest.mark.parametrize(("text", "title", "issuer"), [
    ("清河县水务局\n2024年防汛工作要点\n各乡镇：", "清河县水务局2024年防汛工作要点", "清河县水务局"),
    ("通知公告\n清河县水务局\n2024年防汛工作要点\n各乡镇：", "清河县水务局2024年防汛工作要点", "清河县水务局"),
    ("清河县水务局\n防汛工作要点\n各乡镇：", "防汛工作要点", "清河县水务局"),  # does not begin with a time
    ("关于印发《关于落实〈防汛条例〉的实施方案》的通知\n各乡镇：", "关于落实《防汛条例》的实施方案", None),
    ("本报记者 某某\n清河县防汛工作方案\n各乡镇：", "清河县防汛工作方案", None),
    ("• 清河县防汛工作方案\n来源：本站\n发布时间：2024-03-05\n", "清河县防汛工作方案", None)])
def test_titles_below_bodies_inside_quotes_and_behind_bullets(text, title, issuer):
    meta = meta_of(text + BODY)
    assert (meta.title, meta.issuer) == (title, issuer)


@pytest.mark.parametrize(("text", "issuers"), [
    ("中共中央办公厅 国务院办公厅关于加强防汛工作的意见\n（2024年3月5日）", ("中共中央办公厅", "国务院办公厅")),
    ("中共清河县委办公室 清河县人民政府办公室关于加强防汛工作的意见\n", ("中共清河县委办公室", "清河县人民政府办公室")),
    ("清河县水务局 清河县教育局关于开展防汛演练的通知\n各乡镇：", ("清河县水务局", "清河县教育局")),
    ("清河县水务局　清河县教育局　清河县科协关于开展防汛演练的通知\n各乡镇：", ("清河县水务局", "清河县教育局", "清河县科协")),
    ("清河县水务局关于开展防汛演练的通知\n各乡镇：", ("清河县水务局",)),
    # red heads
    ("清河县人民政府令\n第12号\n清河县防汛管理办法\n", ("清河县人民政府",)),
    ("首页 > 政策\n网站首页\n清河县人民政府令\n第12号\n清河县防汛管理办法\n", ("清河县人民政府",)),
    ("清河县人民政府公告\n关于封闭河道的通告\n", ("清河县人民政府",)),
    ("清河县人民政府文件\n清政发〔2024〕3号\n关于加强防汛的意见\n各乡镇：", ("清河县人民政府",)),
    ("清河县水务局\n清河县人民政府令\n关于封闭河道的决定\n", ("清河县水务局", "清河县人民政府")),
    ("清河县水务令\n第12号\n清河县防汛管理办法\n", ()),  # no body
    # sessions of an association
    ("清河市科协第七届委员会2024年工作要点\n", ("清河市科协",)),
    ("清河市科学技术协会第七届常务委员会关于做好科普工作的意见\n", ("清河市科协",)),
    ("防汛方案" + BODY + "\n清河市科学技术协会第十届委员会\n2024年3月5日\n", ("清河市科协",)),
    ("防汛方案" + BODY + "\n中共清河市委第七届委员会\n2024年3月5日\n", ("中共清河市委第七届委员会",)),
    # offices of streets
    ("发布机构：柳林街道办事处\n柳林街道2024年防汛工作要点\n", ("柳林街道办事处",)),
    ("来源：柳林街道办事处\n柳林街道2024年防汛工作要点\n", ("柳林街道办事处",)),
    ("柳林街道2024年防汛工作要点\n", ("柳林街道",)),
    ("来源：杨桥街道办事处\n柳林街道2024年防汛工作要点\n", ("柳林街道",)),  # of another street
    # sources
    ("防汛工作方案\n来源：清河县水务局\n发布时间：2024-03-05", ("清河县水务局",)),
    ("我县开展防汛演练\n来源：清河县水务局\n发布时间：2024-03-05\n近日，全县开展演练。", ("清河县水务局",)),
    ("防汛工作方案\n来源：清河县水务局\n" + BODY + "\n清河县教育局\n2024年3月5日\n", ("清河县教育局",)),
    ("防汛工作方案\n来源：县科协\n发布时间：2024-03-05", ("县科协",)),
    ("防汛工作方案\n来源：县人民政府\n发布时间：2024-03-05", ("县人民政府",)),
    ("防汛工作方案\n颁布机构：清河县水务局\n", ("清河县水务局",))])
def test_joint_titles_red_heads_sessions_streets_and_sources(text, issuers):
    assert meta_of(text + ("" if BODY in text else BODY)).issuers == issuers


@pytest.mark.parametrize("line", [
    "[2024-03-05]", "（2024-03-05）", "• 2024-03-05", "发表于 2024-03-05", "发表于：2024-03-05 10:20", "2024年03月05日 星期二",
    "2024年03月05日 星期二 来源：本站", "2024-03-05 香港", "（清河县科学技术协会2024年3月5日印发）", "（清河县水务局 2024年3月5日发布）"])
def test_dates_below_a_title(line):
    assert meta_of(f"清河县防汛工作方案\n{line}\n" + BODY).issued == "2024-03-05"


@pytest.mark.parametrize(("line", "issuer"), [
    ("（清河县科学技术协会2024年3月5日印发）", "清河县科协"), ("（清河县水务局 2024年3月5日发布）", "清河县水务局"),
    ("（清河县水务局2024年3月5日）", "清河县水务局")])
def test_the_body_and_the_day_in_a_bracket(line, issuer):
    assert meta_of(f"防汛工作方案\n{line}\n" + BODY).issuer == issuer


@pytest.mark.parametrize("signature", ["清河县水务局2024年3月5日", "清河县水务局二〇二四年三月五日", " 清河县水务局 2024年3月5日"])
def test_a_signature_glued_to_the_last_sentence(signature):
    meta = meta_of(f"防汛工作方案\n各乡镇：{BODY}2.护岸。护岸6公里。{signature}\n")
    assert (meta.issuer, meta.issued) == ("清河县水务局", "2024-03-05")


@pytest.mark.parametrize("last", ["护岸6公里，由清河县水务局2024年3月5日验收。", "清河县水务局2024年3月5日验收。"])
def test_a_sentence_with_a_body_and_a_day_is_no_signature(last):
    meta = meta_of(f"防汛工作方案\n各乡镇：{BODY}2.护岸。护岸6公里。{last}\n")
    assert (meta.issuer, meta.issued) == (None, None)


@pytest.mark.parametrize(("text", "period"), [
    ("清河县防汛专项行动方案\n决定自2022年9月1日至12月10日开展排查。", ("2022-09-01", "2022-12-10")),
    ("清河县防汛集中整治方案\n从2022年9月至2023年2月开展整治。", ("2022-09-01", "2023-02-28")),
    ("清河县防汛攻坚方案\n时间：2024年3月开始至6月，分三步进行。", ("2024-03-01", "2024-06-30")),
    ("清河县防汛工作方案\n决定自2022年9月1日至12月10日开展排查。", None),  # no campaign
    ("清河县防汛专项行动方案\n自2022年13月1日至14月10日开展排查。", None),
    ("清河县防汛专项行动方案\n自2022年12月1日至2月10日开展排查。", None),
    ("清河县防汛专项行动方案（2024—2026年）\n自2022年9月1日至12月10日开展排查。", ("2024-01-01", "2026-12-31")),
    # parts of the year of a title
    ("清河县2024年全县防汛工作上半年总结", ("2024-01-01", "2024-06-30")),
    ("2024年清河县水务局第三季度重点任务", ("2024-07-01", "2024-09-30")),
    ("清河县2024年度水务系统前三季度工作情况", ("2024-01-01", "2024-09-30")),
    ("清河县2024年防汛工作上半年总结和下半年安排", ("2024-01-01", "2024-12-31"))])
def test_campaigns_and_parts_of_a_year_behind_its_subject(text, period):
    assert meta_of(text + BODY).period == period


@pytest.mark.parametrize(("title", "kind"), [
    ("关于2024年防汛工作落实情况的通报", "review"), ("清河县2024年水利项目进展情况通报", "review"), ("清河县防汛督查通报", "review"),
    ("关于全县防汛督办事项的通报", "review"), ("关于防汛检查情况的通报", "review"), ("关于表彰防汛先进单位的通报", None),
    ("关于给予表扬的通报", None)])
def test_which_circulars_report(title, kind):
    assert meta_of(f"{title}\n各乡镇人民政府：\n" + BODY).kind == kind


def test_records_without_later_fields_are_read():
    from kexie_nlp.model import Meta

    meta = Meta.model_validate({"title": "造林方案", "issuer": "清河县林业局", "level": "county", "region": "清河县", "doc_number": None,
                                "issued": None, "period": None, "script": "simplified"})
    assert (meta.kind, meta.issuers, meta.conversion) == (None, (), "t2s")


@pytest.mark.parametrize(("text", "wanted"), [
    ("近日，清河市医疗保障局会同市财政局印发了《清河市护理保险细则》。\n", {"issuer": "清河市医疗保障局"}),
    ("石门坎乡人民政府\n工作报告\n（2018年1月26日在石门坎乡第十八届人民代表大会第三次会议上）\n各位代表：\n",
     {"title": "石门坎乡人民政府工作报告", "issuer": "石门坎乡人民政府", "level": "township"}),
    ("松岭市人民政府令\n第 27 号\n《松岭市绿化办法》已经通过，现予公布。\n松岭市绿化办法\n", {"doc_number": "松岭市人民政府令第27号"}),
    ("和林区人民政府办公室\n关于2020年第三季度检查情况的通报\n各街道办事处：\n", {"region": "和林区", "level": "county", "kind": "review"}),
    ("银溪市人民政府关于印发《银溪市残疾人规划》的通知\n各乡镇人民政府、街道办事处，市政府各部门：\n",
     {"region": "银溪市", "level": "county"}),
    ("银溪市人民政府关于印发《银溪市残疾人规划》的通知\n各县（区）人民政府，市政府各部门：\n", {"region": "银溪市", "level": "municipal"}),
    ("清河县人民政府关于发展设施蔬菜的意见\n（二〇一四年一月二十日）\n", {"title": "清河县人民政府关于发展设施蔬菜的意见", "period": None}),
    ("时间：2024-06-18 09:22\n【发布单位】清河市人民代表大会常务委员会\n【发布日期】2018-12-10\n清河市古树条例\n",
     {"issued": "2018-12-10"})])
def test_headers_of_more_kinds(text, wanted):
    meta = meta_of(text + BODY)
    assert {name: getattr(meta, name) for name in wanted} == wanted


@pytest.mark.parametrize(("text", "wanted"), [
    ("清河县人民政府办公室关于印发2019年造林绿化任务责任到人安排一览的通知\n清府办〔2019〕8号　　2019年2月13日\n各乡镇：",
     {"title": "2019年造林绿化任务责任到人安排一览", "doc_number": "清府办〔2019〕8号", "issued": "2019-02-13"}),
    ("清河县林业局关于做好造林工作的通知 清林发〔2021〕6号\n各乡镇林业站：\n现就造林工作通知如下：", {"doc_number": "清林发〔2021〕6号"}),
    ("清河县林业局文件\n清林发〔2021〕6号　　　签发：\n关于做好造林工作的通知\n各乡镇：", {"doc_number": "清林发〔2021〕6号"}),
    ("清林发〔2021〕6号　　2021-03-09 10:18　　来源：清河县林业局\n各乡镇林业站：", {"doc_number": "清林发〔2021〕6号"}),
    ("清河县人民代表大会常务委员会公告\n《清河县造林条例》已由清河县第五届人民代表大会常务委员会第三次会议于2020年8月28日通过，现予公布，"
     "自2021年1月1日起施行。", {"title": "清河县造林条例", "kind": "law"}),
    ("清河县造林条例\n（2017年2月16日清河县第六届人民代表大会第二次会议通过　2017年7月28日清河县人民代表大会常务委员会公布　"
     "自2017年10月1日起施行）", {"issuer": "清河县人民代表大会常务委员会", "issued": "2017-07-28"}),
    ("清河县造林条例\n（2016年1月21日清河县第六届人民代表大会第五次会议通过　2016年3月30日省人民代表大会常务委员会批准）",
     {"issuer": "清河县人民代表大会", "level": "county"}),
    ("清河县造林办法\n（2018年9月12日清河县人民政府第11次常务会议通过　2018年9月30日清河县人民政府令第3号公布　自2018年11月1日起施行）",
     {"issuer": "清河县人民政府", "doc_number": "清河县人民政府令第3号", "issued": "2018-09-30"}),
    ("清河县林业局\n今天是 2026年1月8日 星期四\n首页 | 林业要闻\n清河县春季造林现场会召开\n发布时间：2021-03-15　信息来源：清河县林业局",
     {"title": "清河县春季造林现场会召开", "issued": "2021-03-15"}),
    ("信息公开 / 街道 / 望山街道 / 规划计划\n发布机构 望山街道办事处 | 发文日期 2021-12-23\n望山街道2021年造林工作总结",
     {"title": "望山街道2021年造林工作总结", "issuer": "望山街道办事处", "kind": "review"}),
    ("清河县林业局门户网站\n2023年12月1日 星期五\n清河县林业局\n造林问题整改责任清单", {"title": "清河县林业局造林问题整改责任清单"}),
    ("清河县总工会文件\n清工发〔2013〕12号\n清河县总工会\n关于加强造林劳动保护的意见", {"title": "清河县总工会关于加强造林劳动保护的意见"}),
    ("云山县农牧民造林增收\n工作实施方案\n（2024—2026 年）\n云山县林业局\n2024 年 3 月",
     {"title": "云山县农牧民造林增收工作实施方案（2024—2026年）", "issued": "2024-03",
      "issuer": "云山县林业局"}),
    ("标题：国家林业局办公室关于做好造林工作的通知\n文号：林造发〔2026〕4号\n成文日期：2026年02月",
     {"issued": "2026-02", "level": "central"}),
    ("清河县林业局\n通知公告 | 造林绿化\n\n清河县造林问题整改台账\n\n2020-07-09 10:12　作者：县林业局　点击数：204\n我局梳理了问题。",
     {"issuer": "清河县林业局", "region": "清河县", "level": "county"}),
    ("清河县造林管理办法（征求意见稿）\n发布日期：2022-05-17　　征集单位：清河县林业局　　状态：已结束\n第一条 为了造林。",
     {"issuer": "清河县林业局"}),
    ("福岭省林业厅\n福岭省财政厅　文件\n福林造〔2019〕46号\n关于印发《关于造林补贴的意见》的通知\n"
     "福岭省林业厅　福岭省财政厅\n2019年6月28日", {"region": "福岭省", "level": "provincial"})])
def test_headers_of_decrees_sites_and_papers_without_a_kind(text, wanted):
    found = meta_of(text + BODY)
    assert {name: getattr(found, name) for name in wanted} == wanted


@pytest.mark.parametrize(("page", "issuer"), [
    ("清河区市场监管局关于开展检查的通知\n各所：\n{}\n江泽市清河区市场监督管理局\n2019年3月5日", "清河区市场监管局"),
    ("住房城乡建设部关于做好检查的通知\n各省：\n{}\n中华人民共和国住房和城乡建设部\n2014年9月26日", "住房城乡建设部"),
    ("清河区市场监督管理局关于开展检查的通知\n各所：\n{}\n清河区市场监督管理局\n2019年3月5日", "清河区市场监督管理局")])
def test_an_office_is_called_as_its_page_calls_it(page, issuer):
    assert meta_of(page.format("一、检查。检查商店30家。")).issuer == issuer


@pytest.mark.parametrize(("text", "region", "level"), [
    ("在全旗造林会上的讲话\n（2018年5月22日）\n同志们：\n这次会议是经云塔拉旗委、旗政府研究决定召开的。", "云塔拉旗", "county"),
    ("在全市造林会上的讲话\n（2014年7月18日）\n同志们：\n上半年，淮岭市各级各部门主动作为。", "淮岭市", "municipal"),
    ("云岭州林业局举办培训班\n来源：云岭州林业局\n云岭苗族侗族自治州林业局举办培训班，我州16个县参加。",
     "云岭苗族侗族自治州", "municipal")])
def test_places_that_no_table_knows_are_named_by_their_authorities(text, region, level):
    found = meta_of(text + BODY)
    assert (found.region, found.level) == (region, level)


@pytest.mark.parametrize(("text", "wanted"), [
    ("中华人民共和国林业部令\n\n2016年第87号\n\n《渡船管理规定》已于2016年11月3日通过，现予公布。\n2016年12月6日\n渡船管理规定\n",
     {"doc_number": "林业部令2016年第87号", "issued": "2016-12-06"}),
    ("清河县水务局\n清水通〔2026〕7号\n关于做好防汛工作的通知\n各乡镇：\n现将有关事项通知如下。\n一、检查。检查河道30公里。\n"
     "二、巡查。每日巡查河道。\n清河县水务局办公室\n2026年2月24日印发\n",
     {"issuer": "清河县水务局", "issued": "2026-02-24"}),
    ("清河县水务局\n首页 > 工作动态\n县水务局召开防汛推进会\n日期：2024年06月25日　信息来源：清河县水务局　阅读：97次\n"
     "6月24日，县水务局召开推进会。\n",
     {"title": "县水务局召开防汛推进会", "issuer": "清河县水务局", "region": "清河县"}),
    ("清河市人民政府督查室\n督查通报\n第6期\n关于2015年上半年防汛项目推进情况的通报\n各县：\n现将有关情况通报如下：\n二〇一五年七月十三日\n",
     {"issuer": "清河市人民政府督查室", "issued": "2015-07-13"}),
    ("清河市水务局\n“十四五”防汛重点任务分工方案\n各处室：\n", {"period": ("2021-01-01", "2025-12-31")}),
    ("云林县水务局 > 政务公开 > 领导讲话\n在全县防汛工作会议上的讲话\n（2021年4月9日）\n同志们：\n刚才，三个乡镇作了发言。\n",
     {"region": "云林县", "level": "county", "kind": "report"})])
def test_headers_of_imprints_news_and_speeches(text, wanted):
    found = meta_of(text + BODY)
    assert {name: getattr(found, name) for name in wanted} == wanted


@pytest.mark.parametrize(("text", "wanted"), [
    ("政务服务丨清河市人民政府关于深化改革的实施意见\n各县（市、区）人民政府：\n为深化改革，提出以下意见。\n",
     {"title": "清河市人民政府关于深化改革的实施意见", "issuer": "清河市人民政府", "region": "清河市"}),
    ("关于印发《柳湾街道防汛专项应急预案》(2022年版)的通知\n各居民区：\n现发给你们。\n",
     {"title": "柳湾街道防汛专项应急预案(2022年版)"}),
    ("各镇人民政府：\n为完成全年任务，现把《2021年重点任务分解表》发给你们。\n清河县人民政府办公室\n2021年1月25日\n",
     {"title": "2021年重点任务分解表", "issuer": "清河县人民政府办公室", "issued": "2021-01-25", "kind": "breakdown"}),
    ("2016年团市委工作总结\n一年来，团市委围绕中心做好工作。\n", {"issuer": "团市委", "level": "municipal", "region": None}),
    ("市残联2025年度工作总结\n清河市残疾人联合会（以下简称“市残联”）做了以下工作。\n", {"issuer": "市残联", "region": "清河市"}),
    ("各位委员、同志们：\n今天开会，商定今年怎么做。\n一、认清形势\n", {"kind": "report"}),
    ("關於印發《清河縣科普基地管理辦法(試行)》的通知\n各鄉鎮：\n現印發。\n", {"title": "清河县科普基地管理办法(试行)"})])
def test_headers_with_columns_states_and_short_names(text, wanted):
    meta = kexie_nlp.analyze(text).record.meta
    assert {name: getattr(meta, name) for name in wanted} == wanted


@pytest.mark.parametrize(("text", "kind"), [
    ("《关于构建公共服务体系的意见》全文如下。\n为构建公共服务体系，现提出如下意见。\n一、主要任务\n（一）建设平台。\n", "plan"),
    ("意见提出九项举措，受到关注。\n", "news")])
def test_a_page_that_prints_the_paper_it_tells_of_is_that_paper(text, kind):
    page = ("中共中央办公厅 国务院办公厅印发《关于构建公共服务体系的意见》\n来源：新华社 2023-06-13 18:00\n"
            "新华社北京6月13日电 近日，中共中央办公厅、国务院办公厅印发了《关于构建公共服务体系的意见》。\n")
    assert kexie_nlp.analyze(page + text).record.meta.kind == kind
