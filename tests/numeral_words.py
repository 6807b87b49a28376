"""The words around numerals: comparators, joints of ranges, units, currencies, and sentences for them."""
from __future__ import annotations

from generated_prose import CALENDAR, CODES, COUNTLESS, JOINT, NAMES, ORDINALS

BEFORE = {
    "ge": ("不少于", "不低于", "不小于", "不得少于", "不得低于", "至少", "最少", "起码", "大于等于", "大于或等于", "≥"),
    "gt": ("超过", "突破", "高于", "多于", "大于", "逾", "超", "＞"),
    "le": ("不超过", "不高于", "不多于", "不大于", "不得超过", "至多", "最多", "小于等于", "小于或等于", "≤"),
    "lt": ("低于", "少于", "小于", "不足", "不到", "近", "将近", "接近", "＜"),
    "approx": ("约", "大约", "大概", "约为"),
    "eq": ("达到", "达", "等于")}
AFTER = {"ge": ("以上", "及以上", "（含）以上"), "le": ("以下", "及以下", "以内", "之内"), "approx": ("左右", "上下")}
BOTH = tuple((*pair.split(), name) for name, pairs in (
    ("ge", ("至少 以上", "达到 以上", "保持在 以上", "稳定在 以上")), ("le", ("控制在 以内", "控制在 以下")),
    ("approx", ("约 左右", "大约 左右", "达到 左右", "保持在 左右", "维持在 上下"))) for pair in pairs)
VAGUE_BOUNDS = (("不超过", "le"), ("至多", "le"), ("不足", "lt"), ("少于", "lt"), ("以内", "le"), ("以下", "le"), ("不少于", "ge"),
                ("至少", "ge"), ("超过", "gt"), ("以上", "ge"))
SIGNED = (("低于", "", "lt"), ("不低于", "", "ge"), ("高于", "", "gt"), ("不高于", "", "le"), ("约为", "", "approx"),
          ("", "左右", "approx"))
DASHES = ("-", "—", "——", "–", "~", "～", "至", "到")
BETWEEN = ("A与B之间", "A和B之间", "A与B间", "介于A和B之间", "介于A与B之间", "A至B之间", "A到B之间")
REPEATED = ("A至B之间", "A到B之间")  # the range stands without 之间, which is not in its span
BOUNDS = ("A以上B以下", "大于等于A并小于B", "大于等于A且小于B", "大于A且小于B", "不低于A且不超过B", "不少于A且不多于B",
          "高于A且低于B", "不小于A并不大于B")


def _units(table: str, decimals: bool) -> tuple[tuple[str, str, bool, tuple[str, ...]], ...]:
    rows = (line.split(":") for line in table.split())
    return tuple((unit, canonical or unit, decimals, tuple(nouns.split("/"))) for unit, canonical, nouns in rows)


# written, canonical, whether decimals are written with it, nouns behind it
UNITS = _units("""
    个::示范项目/网点/社区 家::企业/单位/商户 名::干部/教师/学员 人::/参保 项::任务/制度 件::提案/专利 次::检查/ 场::讲座/演练 座::桥梁/水库
    处::隐患/管网 户::居民/农户 套::设备/住房 台::电梯/机组 辆::公交车/ 份::材料/ 所::幼儿园/高校 册::图书/ 人次:: 张::床位/
    个工作日:工作日: 学时::/课程 周岁:岁:""", False) + _units("""
    亩::耕地/ 公顷::林地/ 平方米::用房/ 平米:平方米:用房/ 公里::道路/管线 吨::粮食/ 公斤:: 立方米:: 千瓦时:: 吨标准煤:: 小时::/培训
    个小时:小时: 分钟:: 元/吨:: 件/万人:: 微克/立方米:: 倍:: 个百分点:百分点: 百分点::""", True)
COUNTED = tuple(unit for unit, _, decimals, _ in UNITS if not decimals)
SMALL = frozenset(("倍", "百分点", "岁", "小时", "分钟", "工作日", "学时", "件/万人", "微克/立方米", "元/吨", "张"))  # units that count few
HALVES = (("个半", "个"), ("倍半", "倍"), ("亩半", "亩"), ("公里半", "公里"), ("个半小时", "小时"), ("吨半", "吨"), ("斤半", "斤"))
CURRENCIES = (("元", "元"),) * 6 + (
    ("元人民币", "元"), ("美元", "美元"), ("欧元", "欧元"), ("港元", "港元"), ("港币", "港元"), ("日元", "日元"), ("英镑", "英镑"),
    ("新台币", "新台币"), ("澳元", "澳元"), ("韩元", "韩元"))
SIGNS = (("￥", "元"), ("¥", "元"), ("$", "美元"), ("US$", "美元"), ("RMB" + JOINT, "元"), ("人民币", "元"), ("港币", "港元"),
         ("新台币", "新台币"))

CONTEXTS = (
    ("S新增", ""), ("S共有", ""), ("S计划安排", ""), ("核定规模为", "，"), ("实际数量：", "；"), ("办结数量\t", "\t"),
    ("S登记在册的有", "，"), ("合计", "。"), ("上报数据为", "，"), ("S预计完成", "，"), ("增幅为", "，"), ("S下达指标", "，"), ("（", "）"),
    ("S累计办理", "，"), ("目标值（", "）"), ("缺口是", "。"), ("年度任务\t", "；\n"), ("S另需", "，"), ("其中，S占", "，"),
    ("S配备", "，"), ("标准定为", "，"))
ENDED = tuple(c for c in CONTEXTS if c[1])
DISTRACTORS = (*NAMES, *CODES, *ORDINALS, *COUNTLESS, *CALENDAR)
BARE_DISTRACTORS = (  # nothing in them is a number, or it is an ordinal
    "统一标准、统一口径", "会议十分重视这项工作", "组织赴四川、三亚等地学习", "关心一线职工", "按照第十二条的规定", "根据第3批名单",
    "唯一标准是群众满意", "加强队伍建设", "第五次会议作出部署", "服务百姓、便利群众", "推动零售企业转型", "几个片区先行先试")
