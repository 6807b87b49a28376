"""The parts of measures: objects, actors, documents, groups, firmness, status, continuity; own sentences of several fields."""
from __future__ import annotations

import pytest

from kexie_nlp.analysis import analyze


def measures(text: str):
    return analyze(text).record.measures


def only(text: str):
    found = measures(text)
    assert len(found) == 1, [m.text for m in found]
    return found[0]


@pytest.mark.parametrize(("text", "action"), [
    ("挖掘、举荐和宣传一线技师。", "挖掘、举荐和宣传"), ("修订完善渔港管理细则。", "修订完善"),
    ("密切关注、准确把握水质变化。", "关注、准确把握"),
    ("推动快递企业建立投诉热线。", "推动"), ("鼓励支持村集体盘活闲置农房。", "鼓励支持"), ("督促矿山企业限期治理扬尘。", "督促"),
    ("在夜间对噪声敏感区域开展巡查。", "开展"), ("为残疾儿童家庭提供康复器具。", "提供"), ("对逾期未整改的加油站给予停业处罚。", "给予"),
    ("围绕港口物流、冷链仓储等组织供需对接。", "组织"), ("通过微信、广播等宣传防火知识。", "宣传"),
    ("将养老床位纳入城市更新计划。", "纳入"),
    ("补建公共厕所。", "补建"), ("约谈排名末位的物业公司。", "约谈"), ("加挂质量监督所牌子。", "加挂"),
    ("区发展改革局牵头编制用能清单。", "编制"), ("认真履行监督管理职责。", "履行"), ("注重吸收青年渔民参加培训。", "吸收"),
    ("与高校深入推动教材共建。", "推动"),
    ("探索建立渔获追溯制度。", "探索建立"), ("研究解决职工住房问题。", "研究解决"), ("争取引进冷链企业2家。", "争取引进"),
    ("对工作滞后的乡镇进行约谈。", "进行约谈"), ("对长期停业的加油站予以注销。", "予以注销"),
    ("对养老机构进行消防检查12次。", "进行"), ("设立竞赛项目18个。", "设立"),
    ("公布评估结果。", "公布"), ("改造提升老旧管网。", "改造提升"),
    ("考评结果向社会公布。", "公布"), ("督查结果纳入年度考核。", "纳入"), ("培训质量稳步提高。", "提高"), ("检查情况及时通报。", "通报"),
    ("培训班由县渔业局举办。", "举办"), ("培训农民300人。", "培训"), ("宣传政策并解答疑问。", "宣传"),
    ("开工建设标准厂房。", "开工建设"), ("不得以科普名义推销保健品。", "不得推销"),
    ("不再审批新的砂场。", "不再审批"), ("对逾期未报的项目一律不予补贴。", "一律不予补贴"),
])
def test_heads(text, action):
    assert only(text).action == action


@pytest.mark.parametrize("text", [
    "待省级方案印发后，收到申请后，凡申请补助的。", "会议强调。经研究，初步核算。联系人：县渔业局办公室。",
    "工作目标。改进措施。下一步安排。",
    "为什么要推进医保改革？", "青川县总工会2024年职工培训工作总结\n全县共有职工3万人。",
    "按照上级统一部署和要求。", "围绕提升通关效率、降低物流成本等方面。", "在推进老旧小区改造过程中。", "特别是粮食安全、能源安全等领域。",
    "以数字赋能为主线。", "针对渔船分布零散的特点。", "2024年是交通强市的关键一年。", "主要包括以下内容。",
])
def test_frames_and_bases_commit_nobody(text):
    assert measures(text) == ()


@pytest.mark.parametrize(("text", "object_"), [
    ("将村医工资纳入县级预算。", "村医工资…县级预算"), ("把闲置校舍改造为养老驿站。", "闲置校舍…为养老驿站"),
    ("建设区域应急物资储备库。", "区域应急物资储备库"), ("推动公交线路进园区。", "公交线路进园区"),
])
def test_objects(text, object_):
    assert only(text).object == object_


@pytest.mark.parametrize(("text", "actors"), [
    ("市交通局每月通报超限车辆。", ("市交通局",)), ("县法院、县检察院联合发布典型案例。", ("县法院", "县检察院")),
    ("14个乡镇（街道）建成便民服务站。", ("14个乡镇（街道）",)), ("与市妇联共同举办家政培训班。", ("市妇联",)),
    ("会同气象部门开展人工增雨。", ("气象部门",)), ("到2025年各县（区）建成一座消防站。", ("各县（区）",)),
    ("对托育机构发放建设补贴。", ()), ("推动市属医院开设夜间门诊。", ()), ("全面开展安全检查。", ()),
    ("河道治理系统推进水系连通工程。", ()),
    ("普通高中应当开设劳动课程。", ("普通高中",)), ("科技系统领导干部要认真宣讲政策。", ("科技系统领导干部",)),
])
def test_actors(text, actors):
    assert only(text).actors == actors


@pytest.mark.parametrize(("text", "parts"), [
    ("市交通局通报超限车辆。", [("市交通局", "subject")]),
    ("市交通局会同市公安局整治超限车辆。", [("市交通局", "subject"), ("市公安局", "partner")]),
    ("市交通局协同市公安局整治超限车辆。", [("市交通局", "subject"), ("市公安局", "partner")]),
    ("市交通局牵头开展超限整治。", [("市交通局", "lead")]),
    ("由县畜牧局负责建立养殖档案。", [("县畜牧局", "responsible")]),
    ("由县畜牧局、县财政局按职责分工负责落实补贴。", [("县畜牧局", "responsible"), ("县财政局", "responsible")]),
    ("由各学校组织开展研学。", [("各学校", "subject")]),
    ("方案由县畜牧局编制。", [("县畜牧局", "subject")]),
    ("由分管副县长主持召开调度会。", [("分管副县长", "officer")]),
    ("由村委会转为居委会。", []), ("理由充分的予以支持。", []),
    ("牵头单位会同各协同单位制定工作方案。", [("牵头单位", "lead"), ("各协同单位", "partner")]),
    ("各协同单位要主动配合。", [("各协同单位", "support")]),
    ("市疾控中心牵头、各区疾控中心配合。", [("市疾控中心", "lead"), ("各区疾控中心", "support")]),
])
def test_parts_of_the_bodies(text, parts):
    found = only(text)
    assert [(b.name, b.part) for b in found.bodies] == parts
    assert found.actors == tuple(name for name, part in parts if part != "officer")


def test_who_leads_and_who_helps_both_go_on():
    found = measures("市教育局牵头，市财政局、市人社局配合，开展职业培训。")
    assert [(b.name, b.part) for b in found[-1].bodies] == [("市教育局", "lead"), ("市财政局", "support"), ("市人社局", "support")]


@pytest.mark.parametrize(("text", "actors"), [
    ("市教育局开展培训，各企业新增岗位，建成基地3个。", ("各企业",)),
    ("市教育局扩建校舍，职工收入增长10%。", ()), ("市教育局扩建校舍，由市财政局拨付资金。", ("市财政局",))])
def test_a_new_subject_ends_the_reach_of_the_body_before(text, actors):
    assert measures(text)[-1].actors == actors


def test_a_subject_is_carried_on_until_the_sentence_ends_or_the_issuer_speaks_again():
    found = measures("市图书馆延长开放时间，增设自习座位。新建社区书屋。市档案馆公布目录，鼓励市民捐赠老照片。")
    assert [m.actors for m in found] == [("市图书馆",), ("市图书馆",), (), ("市档案馆",), ()]


def test_a_modal_takes_up_the_subject_of_the_sentence_before():
    found = measures("各镇要落实巡查责任。要建立隐患台账。")
    assert [(m.modality, m.actors) for m in found] == [("must", ("各镇",)), ("must", ("各镇",))]


@pytest.mark.parametrize(("text", "titles", "role"), [
    ("制定《渔业资源保护办法》。", ("渔业资源保护办法",), "drafts"), ("印发《人才引进十条》。", ("人才引进十条",), "issues"),
    ("修订《旅游景区评审条件》。", ("旅游景区评审条件",), "revises"), ("贯彻落实《湿地保护条例》。", ("湿地保护条例",), "carries_out"),
    ("编制《抗旱预案》和《供水应急预案》。", ("抗旱预案", "供水应急预案"), "drafts"), ("组织学习《水利史话》。", (), None),
    ("依据《安全生产条例》开展油库检查。", (), None), ("开展《乡村志》读书活动。", (), None),
])
def test_instruments_and_what_is_done_with_them(text, titles, role):
    found = measures(text)[-1]
    assert (found.instruments, found.instrument_role) == (titles, role)


@pytest.mark.parametrize(("text", "groups"), [
    ("面向返乡青年开设电商课程。", ("返乡青年",)), ("为失能老人提供上门护理。", ("失能老人",)), ("对获奖选手给予奖金。", ("获奖选手",)),
    ("向困难家庭发放取暖补贴。", ("困难家庭",)), ("支持民营医院开展康复服务。", ("民营医院",)), ("面向南岸新区建立供水管网。", ()),
    ("改造老旧管网。", ()),
])
def test_groups(text, groups):
    assert only(text).groups == groups


@pytest.mark.parametrize(("text", "continuity"), [
    ("继续实施农机购置补贴。", "continuing"), ("进一步扩大免费开放范围。", "continuing"), ("首次设立首席技师岗位。", "new"),
    ("新建换电站十座。", "new"), ("开展碳普惠试点。", "pilot"), ("清理占道经营。", None),
])
def test_continuity(text, continuity):
    assert only(text).continuity == continuity


def test_reports_inside_a_plan_are_done_and_plans_inside_a_report_are_planned():
    plan = ("2024年工作安排\n一、重点任务\n1.交通建设。2023年，新建公路80公里，改造桥梁6座。今年开工绕城高速。"
            "已累计建成驿站9个。总结已完成的项目。")
    assert [(m.action, m.status) for m in measures(plan) if m.action != "建设"] == [
        ("新建", "done"), ("改造", "done"), ("开工", "planned"), ("建成", "done"), ("总结", "planned")]
    report = "一、2022年工作回顾\n1.夯实基础。新建校舍12栋。下一步，扩建食堂。\n二、2023年工作安排\n1.提升质量。改造操场6个。"
    assert [m.status for m in measures(report) if m.action in ("新建", "扩建", "改造")] == ["done", "planned", "planned"]


def test_one_measure_spans_the_commas_of_a_governed_frame():
    found = measures("引导渔民结合休渔期安排，参加技能培训。鼓励企业依托园区建立实训基地，吸纳周边劳动力就业。")
    assert [m.text for m in found] == ["引导渔民结合休渔期安排，参加技能培训", "鼓励企业依托园区建立实训基地", "吸纳周边劳动力就业"]


def test_two_partners_with_verbs_of_their_own_are_two_measures():
    found = measures("与市电视台联合打造问政栏目、与市日报社共同推出民生专版。")
    assert [(m.action, m.actors) for m in found] == [("打造", ("市电视台",)), ("推出", ("市日报社",))]


@pytest.mark.parametrize(("text", "action"), [
    ("不得虚报活动场次。", "不得虚报"), ("学校一律不摊派参观任务。", "一律不摊派"), ("严禁截留挪用专项资金。", "严禁截留挪用"),
    ("任何单位不得擅自改变用途。", "不得擅自改变"), ("活动经费不得挤占。", "不得挤占")])
def test_prohibitions_keep_their_negation(text, action):
    (found,) = measures(f"工作方案\n一、要求\n1.纪律。{text}")
    assert (found.action, found.modality) == (action, "must")


@pytest.mark.parametrize(("text", "actions"), [
    ("为基层医院配备设备。", ["配备"]), ("为乡镇卫生院招聘全科医生30名。", ["招聘"]), ("为推进改革，制定实施细则。", ["制定"]),
    ("复核不合格的，取消资格。", ["取消"]), ("各牵头单位要细化工作方案。", ["细化"]),
    ("县政府督查室每季度通报任务进展。", ["通报"])])
def test_whom_an_action_serves_conditions_and_names_of_bodies(text, actions):
    found = [m.action for m in measures(f"工作方案\n一、要求\n1.事项。{text}")]
    assert [action for action in found if action != "事项"] == actions


@pytest.mark.parametrize(("text", "action", "object_"), [
    ("各站不得迟报、瞒报水情。", "不得迟报、瞒报", "水情"), ("严禁截留、挪用、套取补助资金。", "严禁截留、挪用、套取", "补助资金"),
    ("不得以公益讲座名义推销净水设备。", "不得推销", "净水设备"), ("不得以搬迁为由拒收学生。", "不得拒收", "学生"),
    ("不得以考核为由增加台账。", "不得增加", "台账"), ("不得借换届之机更换账册。", "不得更换", "账册"),
    ("不得借职务之便承揽工程。", "不得承揽", "工程"), ("不得因检修而停水。", "不得停水", ""),
    ("不得向企业摊派费用。", "不得摊派", "费用"), ("不得向农户收取押金。", "不得收取", "押金"),
    ("禁止任何单位和个人围垦河道。", "禁止", "任何单位和个人围垦河道"), ("严禁一切非法采砂。", "严禁", "一切非法采砂"),
    ("对过期证照一律不再受理。", "一律不再受理", ""), ("新建小水电一律不再审批。", "一律不再审批", ""),
    ("不得突击花钱。", "不得花钱", ""), ("不得强行征收。", "不得征收", ""), ("不再重复检查。", "不再检查", ""),
    ("暂停审批新的砂场。", "暂停审批", "新的砂场"), ("暂停户外作业。", "暂停作业", "")])  # a place is not what is forbidden
def test_what_a_prohibition_forbids(text, action, object_):
    found = only(text)
    assert (found.action, found.object, found.modality) == (action, object_, "must")


@pytest.mark.parametrize(("text", "action"), [
    ("不得向企业摊派宣传费用。", "不得摊派"), ("不得将仓库出租用于与造林无关的经营。", "不得出租"),
    ("不得将罚没收入与执法经费挂钩。", "不得挂钩"), ("不得将苗圃对外承包经营。", "不得承包经营"), ("不得向改造对象收取费用。", "不得收取"),
    ("不得向未经批准的机井供电。", "不得供电"), ("严禁在河道管理范围内倾倒垃圾。", "严禁倾倒垃圾"),
    ("严禁在河道管理范围内倾倒建筑垃圾。", "严禁倾倒"), ("不得以欺诈手段骗取补贴资金。", "不得骗取"),
    ("严禁洗车、餐饮单位向雨水口倾倒污水。", "严禁倾倒"), ("严禁干警违规过问案件。", "严禁过问"), ("严禁非法开垦草原。", "严禁开垦"),
    ("严禁向农户强行推销树苗。", "严禁推销")])
def test_a_prohibition_behind_a_phrase_a_party_or_a_way(text, action):
    assert only(text).action == action


@pytest.mark.parametrize(("text", "action"), [
    ("自受理之日起7个工作日内答复。", "答复"), ("竣工后十五日内提交成井资料。", "提交"), ("在评审结束后10个工作日内公示结果。", "公示"),
    ("应当在休牧开始30日前公告。", "公告"), ("发现重大险情立即报告。", "报告"), ("应当严格按照批准的方案施工。", "施工"),
    ("统一购置防护装备。", "购置"), ("公开招聘教练员10名。", "招聘"), ("公开举报电话。", "公开"), ("投资126万元建成林业站。", "建成"),
    ("采取轮岗、弹性工时等办法稳定岗位。", "稳定"), ("采取断电、封井等措施。", "采取"), ("会同公安部门查处盗伐行为。", "查处"),
    ("配合省人大开展立法调研。", "配合"), ("县农牧局负责推广节水技术。", "负责推广"), ("明确专人负责日常管理。", "明确"),
    ("5月20日前报省总工会备案。", "报"), ("由项目单位报原批准机关审批。", "报")])
def test_the_verb_that_a_clause_is_about_among_verbs_in_a_series(text, action):
    assert only(text).action == action


@pytest.mark.parametrize(("text", "action", "modality", "actors"), [
    ("各校要提前介入。", "介入", "must", ("各校",)), ("各村要逐户登记造册。", "登记", "must", ("各村",)),
    ("各站要就近调度。", "调度", "must", ("各站",)),
    ("对隐患车辆立即停用。", "停用", "will", ()), ("对破损护栏及时修缮。", "修缮", "will", ()),
    ("对积水路段随时抽排。", "抽排", "will", ()),
    ("由县财政局多渠道筹措。", "筹措", "will", ("县财政局",)), ("由各镇自行筹措。", "筹措", "will", ("各镇",)),
    ("由县文旅局统一配送。", "统一配送", "will", ("县文旅局",))])
def test_unlisted_verbs_behind_a_modal_an_adverb_or_a_phrase(text, action, modality, actors):
    found = only(text)
    assert (found.action, found.modality, found.actors) == (action, modality, actors)


@pytest.mark.parametrize("text", [
    "人均不低于2元。", "日均不少于3次。", "年龄不超过45岁。",  # bounds
    "少数同志还存在畏难情绪。", "有的站点也存在漏报。", "部分站点仍有积水。", "个别村庄尚未通水。",  # states
    "凡符合条件的。", "对暂未移交的。", "对失联渔船搜救后。", "由村民推选的。"])
def test_bounds_states_and_open_ends_are_no_unlisted_verbs(text):
    assert measures(text) == ()


@pytest.mark.parametrize(("text", "actions"), [
    ("对暂未移交的工程，明确管护单位。", ["明确"]), ("对尚未验收的泵站，落实巡查人员。", ["落实"]),
    ("因道路施工停水的小区，提供送水服务。", ["提供"]), ("涉及占用耕地的项目，严格审查。", ["审查"]),
    ("出现漏报瞒报的单位，取消评优资格。", ["取消"]), ("逾期未整改的，责令停业。", ["责令"]),
    ("对验收合格的堤防，办理移交手续。", ["办理"]), ("对纳入改造的小区，设立临时停车点。", ["设立"]),
    ("涉及新增占地的项目，严格审查。", ["审查"]), ("出现推诿的单位，取消评优资格。", ["取消"]),
    ("对隐患突出的渡口逐一排查，公布结果。", ["排查", "公布"])])  # has a verb of its own
def test_a_topic_before_the_comma_is_no_measure(text, actions):
    assert [m.action[:2] for m in measures(text)] == actions


@pytest.mark.parametrize(("text", "wanted"), [
    ("各县要在保证水质的前提下，允许农户自建水窖，开放旧井。", [("允许", ("各县",)), ("开放", ("各县",))]),
    ("各站应在确保安全的基础上，延长供水时间。", [("延长", ("各站",))]),
    ("各镇应在防汛期间，清理河滩。", [("清理", ("各镇",))]),
    ("要在保证水质的前提下，开放旧井。", [("开放", ())])])
def test_the_body_before_a_frame_behind_a_modal_carries_over(text, wanted):
    found = measures(text)
    assert [(m.action, m.actors) for m in found] == wanted and {m.modality for m in found} == {"must"}


@pytest.mark.parametrize(("text", "actions"), [
    ("一旦发现管涌等险情，立即上报。", ["上报"]), ("如遇台风，立即撤离船上人员。", ["撤离"]), ("遇有停电，启用备用电源。", ["启用"]),
    ("一旦出现渗漏，立即上报。", ["上报"]), ("如遇发布暴雨预警，停止作业。", ["停止"]),
    ("若需更换水泵，提前报备。", ["报备"]),
    ("倘若发生溃口，启动预案。", ["启动"]), ("若水位回落，恢复通航。", ["恢复通航"]), ("如有变动，及时更新名册。", ["更新"]),
    ("一旦发现管涌等险情要立即上报。", ["上报"])])
def test_what_must_be_done_when_something_happens(text, actions):
    assert [m.action for m in measures(text)] == actions


@pytest.mark.xfail(reason="会同县 is the name of a county, too", strict=True)
def test_together_with_a_body_of_the_county():
    assert only("会同县科协开展防溺水检查。").actors == ("县科协",)


@pytest.mark.xfail(reason="a verb in the attribute of what a clause is about opens it, so that the ranker is not asked", strict=True)
def test_what_a_clause_is_about_may_begin_with_a_verb():
    assert only("参加培训的渔民由县渔业局发放补贴。").action == "发放"


@pytest.mark.parametrize(("text", "actions"), [
    ("鼓励村集体利用闲置地建设公园，引导公众认养古树。", ["鼓励", "引导"]),
    ("支持农民利用庭院开办民宿，引导合作社开发商品。", ["支持", "引导"]),
    ("村民委员会应当按照实际需要设置护林岗位。", ["设置"]), ("使用部门应当按照申请用途使用数据。", ["使用"]),
    ("为其购买意外伤害保险。", ["购买"]), ("为困难儿童免费适配矫形器。", ["适配"]),
    ("要按照上级部署要求。", []), ("应当按照国家有关规定。", [])])
def test_verbs_behind_what_is_used_and_behind_a_basis_that_a_modal_demands(text, actions):
    assert [measure.action for measure in measures(text)] == actions
