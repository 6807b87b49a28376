"""Sentences of our own around an expression: neutral clauses, clauses with words that only look like numbers or times, and layout.

An expression is written with joints: characters where a person may put a space or a converted page may break a line. `lay_out` writes
it in one script, width and spacing; `embed` puts it into a text and says where it stands.
"""
from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from random import Random

JOINT, BREAK, ROOM = "\x01", "\x02", "\x03"  # a space or a line break, a line break only, a space only
_ANY = re.compile("[\x01\x02\x03]")
SCRIPTS = ("simplified",) * 4 + ("s2t", "s2tw", "s2hk")
WIDTHS = ("half",) * 4 + ("full",)
GAPS = ("none",) * 4 + ("space", "wide space", "break")
_SPACES = {"space": " ", "wide space": "\u3000"}
_FULL = {ord(c): chr(ord(c) + 0xFEE0) for c in "0123456789.,%-"}
_WEEK = re.compile("周(?=[一二三四五六日末內])|(?<=[本上下個两兩三四五六七八九十0-9０-９])周")

LEADS = ("", "", "\n", "——", "其中：", "另外，")
SUBJECTS = ("全市", "本区", "各乡镇", "开发区管委会", "项目单位", "该中心", "县属企业", "联席会议", "主管部门", "牵头单位", "试点地区",
            "社区服务站", "省级平台", "承办机构", "示范园区", "行业协会")
PLAIN = ("各项工作稳步推进", "责任已落实到部门", "群众反映良好", "资金拨付及时", "有关情况已经公示", "要抓好组织实施", "现将进展报告如下",
         "坚持边改边查", "基础设施明显改善", "要加强宣传引导", "相关台账完整", "服务流程得到优化", "强化督促检查", "人员配备到位")
NAMES = ("统一标准、统一口径", "会议十分重视这项工作", "沿八一路和国道G318布点", "推广5G网络和4K超高清设备", "完善“1+4”工作体系",
         "组织赴四川、三亚等地学习", "材料用A4纸装订", "涉及三峡库区和九江沿岸", "扫描二维码即可办理", "服务百姓、便利群众", "关心一线职工",
         "做好H7N9防控", "对照表B12填报", "发扬千方百计的劲头", "千兆光网进园区", "做好“三农”文章", "推动零售企业转型",
         "加强队伍建设", "唯一标准是群众满意", "万众一心抓落实")
CODES = ("详见www.shili17.cn/a%20b%3Ahtm", "咨询电话为0570-8321456", "合同编号HT-077-21", "网址为http://x2.example.cn/n%E5%B8%82/35%25.html")
ORDINALS = ("按照第十二条的规定", "根据第3批名单", "第五次会议作出部署", "第二十一届年会闭幕", "列入第1类目录", "由第九工作组负责")
COUNTLESS = ("落实一批重点任务", "几个片区先行先试", "登记号为1,23,456", "选取数家单位试行")
CALENDAR = ("名单于2021年6月15日公布", "方案自2019年起实施", "二〇一八年曾作调整")
TIMELESS = ("按农历正月十五的习俗举办", "腊月二十三有集市", "2月30日不存在", "下午3点集中", "春季和暑假安排活动", "康熙年间修建",
            "几年工夫见成效", "代码为20150303", "比分为3-7", "版本为2013.03", "编号2018", "比例为12/1", "13月不在表内", "3050年的设想",
            "每年开展一次", "逐年提高", "定期通报", "汛期前完成检修", "换届前做好准备", "新增站点20个", "占比为35.5%", "投资3.2亿元",
            "共320人参加", "除夕正常值班")


@cache
def _converter(name: str):
    from opencc import OpenCC

    return OpenCC(name).convert


def in_script(text: str, script: str) -> str:
    """The text in a script: simplified, or what the named table of OpenCC makes of it."""
    if script == "simplified":
        return text
    text = _traditional(text, script)
    return _WEEK.sub("週", text) if script == "s2tw" else text


@cache
def _traditional(text: str, script: str) -> str:
    return _converter(script)(text).replace("年后", "年後").replace("月后", "月後").replace("日后", "日後").replace("號后", "號後")


def lay_out(r: Random, text: str, script: str, width: str, gap: str) -> str:
    """The expression with its joints opened or closed, in one script and width."""
    joints = [m.start() for m in _ANY.finditer(text) if not (gap == "break" and m[0] == ROOM or gap in _SPACES and m[0] == BREAK)]
    if gap == "none" or not joints:
        chosen: set[int] = set()
    elif gap == "break":
        chosen = {r.choice(joints)}
    else:
        chosen = {j for j in joints if r.random() < 0.5} or {r.choice(joints)}
    filler = "\n" if gap == "break" else _SPACES.get(gap, "")
    parts, position = [], 0
    plain = in_script(_ANY.sub("", text), script)
    if len(plain) != len(_ANY.sub("", text)):
        raise ValueError(f"{plain} has another length than {text!r}")
    for n, match in enumerate(_ANY.finditer(text)):
        parts.append(plain[position:match.start() - n])
        position = match.start() - n
        if match.start() in chosen:
            parts.append(filler)
    out = "".join([*parts, plain[position:]])
    return out.translate(_FULL) if width == "full" else out


def embed(r: Random, expression: str, contexts: Sequence[tuple[str, str]], distractors: Sequence[str], script: str,
          ) -> tuple[str, int, list[str]]:
    """A text that holds the expression once, the offset where it starts, and the distractors in it."""
    before, after = r.choice(contexts)
    head, tail = _clauses(r, distractors), _clauses(r, distractors)
    lead = "，".join(head) + r.choice("，。；\n") if head else r.choice(LEADS)
    rest = "".join(r.choice("，；。") + clause for clause in tail) + r.choice(("。", "；", "\n", ""))
    if after[-1:] in ("，", "。", "；", "\n", "\t"):
        rest = rest[1:]
    front = in_script(lead + before.replace("S", r.choice(SUBJECTS)), script)
    return front + expression + in_script(after + rest, script), len(front), sorted({*head, *tail} & {*distractors})


def _clauses(r: Random, distractors: Sequence[str]) -> list[str]:
    return [r.choice(SUBJECTS) + r.choice(PLAIN) if r.random() < 0.3 else r.choice(distractors) for _ in range(r.randint(0, 2))]
