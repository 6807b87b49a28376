"""Policy documents made by a seed: `document(seed)` returns the text of one, the same on every machine.

The texts are ours: templates filled with words of eight fields. They vary in level (central, provincial, municipal, county),
kind (plan, review, notice, review with plan, terse list, task table), numbering, script, line breaks, web furniture, numbers,
times, assignment lines, signature and length (300 to 6,000 characters). They are not annotated: they serve to show that a
change of the code leaves results as they were, and to measure time.
"""
from __future__ import annotations

from collections.abc import Callable
from functools import cache
from random import Random

LEVELS = ("central", "provincial", "provincial", "municipal", "municipal", "county")
KINDS = ("plan", "plan", "review", "notice", "both", "list", "table")
NUMBERINGS = ("classic", "classic", "flat", "legal", "decimal", "circled", "serial", "bullets", "ordinal")
SHORTEST, LONGEST = 200, 5800  # characters of the numbered part

REGIONS = {
    "provincial": ("黑龙江省", "安徽省", "贵州省", "河南省", "甘肃省", "福建省", "云南省", "广西壮族自治区", "重庆市", "青海省"),
    "municipal": ("绵阳市", "洛阳市", "芜湖市", "遵义市", "泉州市", "大庆市", "曲靖市", "桂林市", "天水市", "恩施土家族苗族自治州"),
    "county": ("桐庐县", "安吉县", "肥西县", "沙县区", "寿宁县", "云阳县", "民勤县", "罗平县"),
}
SHORT = {"provincial": "省", "municipal": "市", "county": "县"}
SIGNS = {"central": "国", "provincial": "黔皖豫闽陇滇", "municipal": "绵洛芜泉", "county": "桐安寿云"}

# field → bodies, things built, things done, people, indicators with units
FIELDS: dict[str, dict[str, tuple[str, ...]]] = {
    "科协": {
        "body": ("科协", "教育厅", "科技厅", "学会部", "科普部", "组织人事部"),
        "thing": ("基层科协组织", "科技馆", "学会联合体", "科普示范基地", "院士工作站", "科技志愿服务队", "企业科协", "科技工作者之家"),
        "deed": ("学术交流活动", "科普大篷车下乡", "青年科技人才托举", "科技决策咨询", "学会换届", "科学家精神宣讲", "会员日活动"),
        "people": ("一线科技工作者", "青年科技人才", "科技志愿者", "学会会员", "基层代表", "女性代表"),
        "share": ("公民具备科学素质的比例", "代表大会代表中一线科技工作者的比例", "学会党组织覆盖率", "常委会委员中企业代表的比例"),
        "paper": ("学会章程", "科学素质行动规划", "科协系统深化改革实施方案", "学会评估办法（试行）"),
    },
    "农业": {
        "body": ("农业农村厅", "自然资源厅", "种植业处", "农机中心", "供销社", "畜牧站"),
        "thing": ("高标准农田", "冷藏保鲜库", "良种繁育基地", "益农信息社", "粮食烘干中心", "设施大棚", "现代农业产业园"),
        "deed": ("测土配方施肥", "耕地质量提升", "农技人员培训", "品牌农产品推介", "秸秆综合利用", "撂荒地整治"),
        "people": ("高素质农民", "种粮大户", "农技推广人员", "家庭农场主", "返乡创业青年"),
        "share": ("主要农作物耕种收综合机械化率", "畜禽粪污资源化利用率", "良种覆盖率", "农产品质量安全监测合格率"),
        "paper": ("耕地保护条例", "粮食安全责任考核办法", "乡村产业发展规划", "种业振兴行动方案"),
    },
    "卫生": {
        "body": ("卫生健康委", "医保局", "疾控中心", "基层卫生处", "中医药管理局", "人民医院"),
        "thing": ("县域医共体", "村卫生室", "胸痛中心", "发热门诊", "托育机构", "区域检验中心", "家庭医生团队"),
        "deed": ("慢性病随访", "适龄女生疫苗接种", "远程会诊", "义诊活动", "健康素养监测", "老年人体检"),
        "people": ("全科医生", "乡村医生", "注册护士", "65岁以上老年人", "公共卫生医师"),
        "share": ("县域内就诊率", "居民健康素养水平", "电子健康档案建档率", "适龄儿童疫苗接种率"),
        "paper": ("基层卫生服务能力提升规划", "家庭医生签约服务规范", "医疗质量管理办法", "健康行动实施意见"),
    },
    "教育": {
        "body": ("教育局", "财政局", "人力资源和社会保障局", "职教中心", "教研室", "团委"),
        "thing": ("普惠性幼儿园", "标准化实验室", "名师工作室", "寄宿制学校", "产教融合基地", "智慧教室", "校外实践基地"),
        "deed": ("课后服务", "教师轮岗交流", "体质健康测试", "控辍保学", "心理健康筛查", "家校共育"),
        "people": ("骨干教师", "特岗教师", "随迁子女", "困难家庭学生", "校外辅导员"),
        "share": ("学前三年毛入园率", "九年义务教育巩固率", "专任教师本科以上学历比例", "公办幼儿园在园幼儿占比"),
        "paper": ("学前教育发展提升行动计划", "教师减负清单", "校园安全管理规定", "职业教育条例"),
    },
    "环保": {
        "body": ("生态环境厅", "水利厅", "住房和城乡建设厅", "监测站", "林业局", "执法总队"),
        "thing": ("污水处理厂", "空气质量监测站", "垃圾焚烧项目", "生态缓冲带", "饮用水水源保护区", "排污口规范化工程"),
        "deed": ("入河排污口排查", "扬尘专项整治", "挥发性有机物治理", "生态修复", "噪声污染防治", "碳排放核查"),
        "people": ("环境监测人员", "河湖长", "护林员", "环保志愿者", "执法人员"),
        "share": ("空气质量优良天数比率", "地表水国控断面优良比例", "城市生活污水集中收集率", "森林覆盖率"),
        "paper": ("水污染防治行动计划", "排污许可管理条例", "生态保护补偿办法", "碳达峰实施方案"),
    },
    "市场": {
        "body": ("市场监管局", "商务厅", "发展改革委", "标准化研究院", "知识产权局", "政务服务中心"),
        "thing": ("质量基础设施服务站", "放心消费示范街区", "食品快检室", "商标品牌指导站", "产业计量测试中心", "一站式服务窗口"),
        "deed": ("公平竞争审查", "电梯安全检查", "企业开办提速", "信用修复", "专利转化对接", "价格监测"),
        "people": ("首席质量官", "食品安全员", "专利代理师", "个体工商户", "窗口工作人员"),
        "share": ("食品评价性抽检合格率", "政务服务事项网办率", "制造业产品质量合格率", "消费投诉按时办结率"),
        "paper": ("优化营商环境条例", "质量强省建设纲要", "标准化发展行动方案", "市场主体登记管理细则"),
    },
    "水利": {
        "body": ("水利局", "应急管理局", "水文中心", "灌区管理处", "乡镇水管站", "气象局"),
        "thing": ("规模化供水工程", "病险水库除险加固工程", "小型泵站", "智能水表", "堤防达标工程", "蓄水池"),
        "deed": ("山洪灾害演练", "管网漏损治理", "节水型社会建设", "水库清淤", "农业水价改革", "用水定额管理"),
        "people": ("水库巡查员", "村级水管员", "灌区管理人员", "防汛责任人", "供水用户"),
        "share": ("农村自来水普及率", "供水管网漏损率", "灌溉水有效利用率", "规模化工程服务农村人口比例"),
        "paper": ("农村供水条例", "用水权交易办法", "水库运行管护规程", "水网建设规划"),
    },
    "文化": {
        "body": ("文化和旅游厅", "文物局", "广电局", "图书馆", "非遗保护中心", "体育局"),
        "thing": ("村级文化服务中心", "城市书房", "乡村大舞台", "非遗工坊", "体育公园", "数字文化馆", "文物安全巡查系统"),
        "deed": ("全民阅读活动", "戏曲进校园", "文物普查", "广场舞展演", "旅游厕所改造", "群众体育赛事"),
        "people": ("非遗传承人", "文化志愿者", "社会体育指导员", "文物保护员", "导游讲解员"),
        "share": ("经常参加体育锻炼人数比例", "公共图书馆总分馆覆盖率", "文物安全巡查率", "游客满意度"),
        "paper": ("公共文化服务保障条例", "文物保护利用规划", "全民健身实施计划", "非物质文化遗产保护办法"),
    },
}
BUILD = ("新建", "改造提升", "建成", "建设", "扩建", "命名", "培育", "布局建设", "认定")
RUN = ("开展", "组织", "推进", "深化", "规范", "做好", "常态化开展", "全面推行", "探索开展", "鼓励社会力量参与")
TRAIN = ("培训", "选派", "引进", "动员", "表彰", "慰问", "资助", "举荐")
WRITE = ("制定", "修订", "印发", "出台", "贯彻落实", "研究起草", "编制")
ADVERBS = ("", "", "", "大力", "进一步", "切实", "持续", "积极", "严格", "有序")
AIMS = ("补齐短板弱项", "提高服务能力", "压实各方责任", "健全长效机制", "让群众就近享有服务",
        "激发内生动力", "形成工作合力", "推动资源下沉")
MEANS = ("坚持问题导向", "以数字化为支撑", "围绕中心工作", "结合本地实际", "依托现有平台", "按照统一部署", "在各方支持下")
HEADS = ("加强组织建设", "提升服务水平", "健全工作机制", "强化要素保障", "深化重点改革", "夯实基层基础", "扩大社会参与", "推进数字赋能",
         "完善政策体系", "防范化解风险", "壮大人才队伍", "营造良好氛围")
PLACES = ("县域", "乡镇（街道）", "园区", "高校", "村（社区）", "重点企业", "边远地区", "城乡结合部", "各设区市", "14个乡镇")
SLOGANS = ("“四个意识”", "“放管服”改革", "“一主两翼”格局", "“1+4”工作体系", "“最后一公里”", "“三长”制度", "“五个一”工程", "‘互联网+’模式")
UNITS = {"thing": ("个", "家", "处", "座", "所"), "people": ("名", "人", "人次"), "deed": ("次", "场", "期", "项", "场次")}
FURNITURE = ("首页 > 信息公开 > 政策文件", "字号：[大 中 小]", "【打印】【关闭】", "分享到：微信 微博", "浏览次数：{n}",
             "来源：办公室  发布时间：{d} 10:{m}",
             "索引号：{n}-{m}/2021-0{m}", "扫一扫在手机打开当前页", "责任编辑：网站管理员", "版权所有 不得转载")


def document(seed: int) -> str:
    """The document of a seed, lines ended by a newline; wrapped, traditional and web texts among them."""
    return _Writer(seed).document()


class _Writer:
    """One document in the making; every choice comes from `self.r`."""

    def __init__(self, seed: int) -> None:
        self.r = r = Random(seed)
        self.level, self.kind = r.choice(LEVELS), r.choice(KINDS)
        self.field_name = r.choice(sorted(FIELDS))
        self.field = FIELDS[self.field_name]
        self.numbering = r.choice(NUMBERINGS)
        self.year = r.randint(2012, 2025)
        self.region = "" if self.level == "central" else r.choice(REGIONS[self.level])
        self.whole = "全国" if self.level == "central" else f"全{SHORT[self.level]}"
        self.size = round(SHORTEST * (LONGEST / SHORTEST) ** r.random())
        self.dated = r.random() < 0.8
        self.asides = r.choice(("brackets", "lines", "square", "none", "mixed"))

    # the whole

    def document(self) -> str:
        lines = [*self._head(), *self._lead()]
        parts = {"plan": ("plan",), "review": ("review",), "both": ("review", "plan")}.get(self.kind, (self.kind,))
        for part in parts:
            if len(parts) > 1:
                lines.append(f"{self.year - 1}年工作总结" if part == "review" else f"{self.year}年工作安排")
            lines += self._part(part, self.size // len(parts))
        lines += self._tail()
        return self._finish(lines)

    def _finish(self, lines: list[str]) -> str:
        r = self.r
        if r.random() < 0.3:
            lines = [self._furniture(), self._furniture(), *lines, self._furniture()]
        if r.random() < 0.25:
            lines = [f"　　{line}" if line and "\t" not in line else line for line in lines]
        gap = "\n\n" if r.random() < 0.2 else "\n"
        text = gap.join(lines) + "\n"
        if self.kind != "table" and r.random() < 0.15:
            text = self._wrap(text, r.choice((24, 30, 36)), pages=r.random() < 0.5)
        if r.random() < 0.2:
            text = _traditional().convert(text)
        elif r.random() < 0.15:
            text = text.replace("，", ",").replace("；", ";").replace("：", ":")
        return text

    def _wrap(self, text: str, width: int, *, pages: bool) -> str:
        out: list[str] = []
        for line in text.split("\n"):
            for i in range(0, max(len(line), 1), width):
                out.append(line[i:i + width])
                if pages and len(out) % 30 == 0:
                    out.append(f"- {len(out) // 30} -")
        return "\n".join(out)

    def _furniture(self) -> str:
        r = self.r
        day = f"{self.year}-{r.randint(1, 12):02}-{r.randint(1, 28):02}"
        return r.choice(FURNITURE).format(n=r.randint(100, 99999), m=r.randint(10, 59), d=day)

    # head and tail

    def _issuer(self) -> str:
        body = self.field["body"][0]
        if self.level == "central":
            return self.r.choice(("国务院办公厅", f"中国{body}" if body == "科协" else "国家有关部委联席会议办公室"))
        return f"{self.region}{body.replace('厅', '局') if self.level != 'provincial' else body}"

    def _title(self) -> str:
        r = self.r
        years = f"{self.year}—{self.year + r.choice((2, 4))}年"
        subject = r.choice((self.field_name, *self.field["deed"][:3]))
        who = self.region or r.choice(("", "全国"))
        return {
            "plan": r.choice((f"{who}{subject}三年行动计划（{years}）", f"{who}“十四五”{subject}发展规划",
                              f"关于加强{subject}工作的实施意见", f"{who}{subject}高质量发展实施方案")),
            "review": f"{who}{self.year - 1}年{subject}工作总结",
            "notice": f"{self._issuer()}关于做好{self.year}年{subject}工作的通知",
            "both": f"{who}{self.year - 1}年{subject}工作总结和{self.year}年工作安排",
            "list": f"{who}{self.year}年{subject}重点工作任务清单",
            "table": f"{who}{self.year}年{subject}工作要点任务分解表",
        }[self.kind]

    def _head(self) -> list[str]:
        r = self.r
        title = self._title()
        lines = [title]
        if len(title) > 18 and r.random() < 0.2:
            lines = [title[:len(title) // 2], title[len(title) // 2:]]
        if r.random() < 0.5:
            number = f"{r.choice(SIGNS[self.level])}{r.choice(('发', '政办发', '函', '科协发'))}〔{self.year}〕{r.randint(1, 99)}号"
            lines.insert(r.choice((0, len(lines))), number)
        if self.kind in ("notice", "plan") and r.random() < 0.4:
            lines.append(r.choice(("各市、县（区）人民政府，各有关部门：", "各省、自治区、直辖市有关部门：", "各级学会，机关各部室：")))
        if self.dated and r.random() < 0.4:
            lines.append(f"（{self.year}年{r.randint(1, 12)}月{r.randint(1, 28)}日）")
        return lines

    def _lead(self) -> list[str]:
        r, paper = self.r, self._paper()
        lead = r.choice((
            f"为贯彻落实{paper}，{r.choice(AIMS)}，结合{self.whole}实际，制定本方案。",
            f"根据{paper}和上级部署，现就有关工作通知如下。{self._result()}",
            f"{self.year}年，{self.whole}{self.field_name}工作要{r.choice(MEANS)}，{r.choice(AIMS)}，落实{r.choice(SLOGANS)}。",
            f"截至{self.year - 1}年底，{self._count_of('thing')}，{self._share(done=True)}。"))
        return [lead] if self.kind != "list" or r.random() < 0.5 else []

    def _tail(self) -> list[str]:
        r, lines = self.r, []
        if r.random() < 0.4:
            lines.append(r.choice((
                "各地各部门要高度重视，明确责任人和时间表，每季度末报送进展情况。", f"本方案自印发之日起施行，有效期{r.choice('三五')}年。",
                f"请于{r.randint(1, 12)}月{r.randint(1, 28)}日前将落实情况报办公室。联系电话：0000-{r.randint(1000000, 9999999)}")))
        if r.random() < 0.3:
            lines += [f"附件：1.{self.field['deed'][0]}任务分工表", f"2.{self.field['thing'][0]}建设清单"]
        if self.dated and r.random() < 0.6:
            lines += [self._issuer(), self._written_date()]
        return lines

    def _written_date(self) -> str:
        month, day = self.r.randint(1, 12), self.r.randint(1, 28)
        if self.r.random() < 0.25:
            return f"{''.join('〇一二三四五六七八九'[int(d)] for d in str(self.year))}年{_chinese(month)}月{_chinese(day)}日"
        return f"{self.year}年{month}月{day}日"

    # parts

    def _part(self, part: str, size: int) -> list[str]:
        if part == "table":
            return self._table(size)
        lines: list[str] = []
        k = 0
        while sum(map(len, lines)) < size and k < 40:
            k += 1
            lines += self._section(k, part)
        return lines

    def _section(self, k: int, part: str) -> list[str]:
        r = self.r
        head = "总体要求" if k == 1 and part == "plan" and r.random() < 0.5 else r.choice(HEADS)
        scheme = self.numbering
        if part == "list" or scheme == "flat":
            return [f"{k}.{head}。{self._item(part)}"]
        if scheme == "legal":
            article = [f"第{_chinese(3 * k - 2 + i)}条　{self._item(part)}" for i in range(3)]
            return [f"第{_chinese(k)}章　{head}", *article]
        if scheme == "decimal":
            return [f"{k} {head}", *(f"{k}.{i} {self._item(part)}" for i in range(1, r.randint(2, 5)))]
        if scheme == "circled":
            return [f"{k}. {head}", *(f"{'①②③④⑤⑥'[i]}{self._item(part)}" for i in range(r.randint(1, 5)))]
        if scheme == "bullets":
            mark = r.choice("——●■◆")
            mark = "——" if mark == "—" else mark
            return [f"（{_chinese(k)}）{head}", *(f"{mark}{self._item(part)}" for _ in range(r.randint(1, 4)))]
        if scheme == "ordinal":
            return [f"第{_chinese(k)}，{head}。" + self._item(part)]
        if scheme == "serial":
            said = r.choice(("是", "要"))
            return [f"{_chinese(k)}、{head}", "".join(f"{_chinese(i)}{said}{self._item(part)}" for i in range(1, r.randint(2, 5)))]
        lines = [f"{_chinese(k)}、{head}"]
        for i in range(1, r.randint(2, 5)):
            lines.append(f"（{_chinese(i)}）{r.choice(HEADS)}。{self._item(part)}")
            if r.random() < 0.25:
                lines += [f"{j}.{self._item(part)}" for j in range(1, r.randint(2, 4))]
            if r.random() < 0.15:
                lines.append("".join(f"（{j}）{self._sentence(part)}" for j in range(1, r.randint(2, 4))))
        return lines

    def _table(self, size: int) -> list[str]:
        r, lines = self.r, []
        if r.random() < 0.5:
            lines.append("序号\t重点任务\t责任单位\t完成时限")
            while sum(map(len, lines)) < size:
                lines.append(f"{len(lines)}\t{self._sentence('plan')}\t{self._bodies()}\t{self._by()}")
        else:
            base = self.year - 1
            lines.append(f"序号\t指标名称\t单位\t{base}年实际\t{self.year + 4}年目标")
            while sum(map(len, lines)) < size // 2:
                lines.append(f"{len(lines)}\t{r.choice(self.field['share'])}\t%\t{r.randint(20, 80)}.{r.randint(0, 9)}\t"
                             f"{r.choice(('≥', '', ''))}{r.randint(81, 99)}")
                lines.append(f"{len(lines)}\t{r.choice(self.field['thing'])}数量（{r.choice(('个', '万人', '家'))}）\t\t"
                             f"{r.randint(1, 500)}\t{r.randint(501, 2000)}{r.choice(('', '以上', '左右'))}")
            while sum(map(len, lines)) < size:
                lines.append(f"{_chinese(1 + len(lines) % 9)}、{r.choice(HEADS)}。{self._item('plan')}")
        return lines

    def _item(self, part: str) -> str:
        r = self.r
        text = "".join(self._sentence(part) for _ in range(r.randint(1, 4)))
        if part == "review" or r.random() > 0.4:
            return text
        return text + self._assignment()

    def _assignment(self) -> str:
        r, style = self.r, self.asides if self.asides != "mixed" else self.r.choice(("brackets", "lines", "square"))
        lead, support, time = self._bodies(2), self._bodies(2), self._by()
        if style == "brackets":
            return r.choice((f"（责任单位：{lead}；完成时限：{time}）", f"（{lead}牵头，{support}配合）",
                             f"（牵头单位：{lead}；配合单位：{support}）", f"（{lead}按职责分工负责）", f"（{time}完成）"))
        if style == "square":
            return f"【责任部门：{lead}、{support}；时限：{time}】"
        if style == "lines":
            return f"\n责任单位：{lead}。" if r.random() < 0.5 else f"\n牵头：{lead}；配合：{support}"
        return ""

    # sentences

    def _sentence(self, part: str) -> str:
        makers: list[Callable[[], str]]
        if part == "review":
            makers = [self._result, self._result, self._grown, self._background, self._odd]
        else:
            makers = [self._measure, self._measure, self._measure, self._goal, self._listed, self._drafting, self._rule,
                      self._shares, self._enumerated, self._background, self._odd]
        return self.r.choice(makers)()

    def _measure(self) -> str:
        r, f = self.r, self.field
        when = r.choice(("", "", f"{self._by()}，", f"{self._every()}", f"{r.choice(MEANS)}，"))
        return when + r.choice((
            f"{r.choice(ADVERBS)}{r.choice(RUN)}{r.choice(f['deed'])}，{r.choice(AIMS)}。",
            f"{r.choice(BUILD)}{r.choice(f['thing'])}{self._more()}{self._number()}{r.choice(UNITS['thing'])}，覆盖{r.choice(PLACES)}。",
            f"{r.choice(TRAIN)}{r.choice(f['people'])}{self._number()}{r.choice(UNITS['people'])}{r.choice(('', '以上', '左右'))}。",
            f"由{self._bodies(1)}会同{self._bodies(1)}，{r.choice(RUN)}{r.choice(f['deed'])}{self._number()}{r.choice(UNITS['deed'])}。",
            f"对{r.choice(f['people'])}给予{r.randint(1, 50)}00元补助，对新建的{r.choice(f['thing'])}每个奖补{r.randint(2, 50)}万元。",
            f"面向{r.choice(PLACES)}{r.choice(RUN)}{r.choice(f['deed'])}，不得层层加码，严禁弄虚作假。"))

    def _goal(self) -> str:
        return f"{self._to()}，{self._share()}；{self._count_of('thing')}。"

    def _listed(self) -> str:
        r, f = self.r, self.field
        things = "、".join(r.sample(f["thing"], r.randint(2, 4)))
        return r.choice((f"统筹{things}等建设，{r.choice(ADVERBS)}{r.choice(RUN)}{'、'.join(r.sample(f['deed'], 3))}。",
                         f"把{r.choice(f['deed'])}纳入考核，将{things}向{r.choice(PLACES)}延伸。",
                         f"落实{r.choice(SLOGANS)}，增强{r.choice(SLOGANS)}，{r.choice(RUN)}{r.choice(f['deed'])}。"))

    def _drafting(self) -> str:
        return f"{self._by()}{self.r.choice(WRITE)}{self._paper()}，明确{self.r.choice(self.field['people'])}的职责和待遇。"

    def _rule(self) -> str:
        r, f = self.r, self.field
        return r.choice((
            f"{r.choice(f['thing'])}应当在受理后{r.choice(('15个', '十个', '7个'))}工作日内办结，不得超过{r.randint(20, 60)}日。",
            f"符合条件的{r.choice(f['people'])}，年龄不超过{r.randint(35, 60)}周岁，任期{r.choice('三五')}年，可连任{r.choice('一两')}届。",
            f"凡{self._number()}人以上的单位，必须配备{r.choice(f['people'])}{r.choice('一两三')}名。"))

    def _shares(self) -> str:
        r = self.r
        return (f"{r.choice(self.field['people'])}占比不低于{self._percent()}，其中{r.choice(self.field['people'])}"
                f"不少于{r.choice(('三分之一', '四分之一', '两成', '20%', '百分之三十'))}，"
                f"力争{r.choice(('翻一番', '实现零的突破', '达到八成五'))}。")

    def _enumerated(self) -> str:
        r, f = self.r, self.field
        parts = [f"{r.choice(f['thing'])}{self._number()}{r.choice(UNITS['thing'])}" for _ in range(r.randint(2, 4))]
        return f"{self._to()}，{r.choice(BUILD)}{'、'.join(parts)}，{self._money()}。"

    def _result(self) -> str:
        r, f = self.r, self.field
        return r.choice((
            f"{self.year - 1}年，累计{r.choice(BUILD)}{r.choice(f['thing'])}{self._number()}{r.choice(UNITS['thing'])}，{self._money()}。",
            f"已{r.choice(TRAIN)}{r.choice(f['people'])}{self._number()}{r.choice(UNITS['people'])}，同比增长{self._percent()}。",
            f"近{r.choice('三五')}年来，{r.choice(f['deed'])}不断深入，{self._share(done=True)}。",
            f"成功举办第{_chinese(r.randint(2, 25))}届{r.choice(f['deed'])}，{self._number()}人次参加，位居全国第{r.randint(2, 9)}位。",
            f"{r.choice(f['thing'])}建设全面完成，{r.choice(f['deed'])}取得阶段性成效，{r.choice(SLOGANS)}深入人心。"))

    def _grown(self) -> str:
        r = self.r
        low = r.randint(10, 60)
        return (f"{r.choice(self.field['share'])}由{self.year - 2}年的{low}.{r.randint(0, 9)}%提高到{low + r.randint(2, 20)}%，"
                f"{r.choice(self.field['thing'])}从{r.randint(2, 20)}个增至{r.randint(21, 90)}个。")

    def _background(self) -> str:
        r = self.r
        return r.choice((
            f"随着事业发展，{r.choice(self.field['people'])}的需求持续增长，但{r.choice(self.field['thing'])}仍然不足。",
            f"当前，{r.choice(PLACES)}{r.choice(self.field['deed'])}基础薄弱，约{self._percent()}的{r.choice(self.field['thing'])}运行不稳定。",
            f"{r.choice(self.field['deed'])}是落实{self._paper()}的重要举措。"))

    def _odd(self) -> str:
        """What makes reading hard: notes of pronunciation, characters taken out, nested marks, ratios, ISO dates, money."""
        r, f, y = self.r, self.field, self.year
        return r.choice((
            f"通知(zhī)各地做好{r.choice(f['deed'])}工(gōng)作(zuò)。",
            f"搭好{'*' * r.randint(3, 9)}平台，为{'*' * 6}发展出力。",
            f"落实《关于贯彻〈{r.choice(f['paper'])}〉的若干措施》（{SIGNS[self.level][0]}办发〔{y - 1}〕{r.randint(1, 60)}号）要求。",
            f"{r.choice(f['thing'])}与{r.choice(f['people'])}之比达到1:{r.randint(2, 9)}，"
            f"其中：城市{self._percent()}、农村{self._percent()}。",
            f"{r.choice(f['deed'])}（含{r.choice(f['deed'])}）"
            f"自{y}-{r.randint(1, 9):02}-{r.randint(1, 28):02}起试行，{y + 1}.6.30止。",
            f"每万人拥有{r.choice(f['people'])}{r.randint(1, 9)}.{r.randint(10, 99)}人"
            f"（{y - 1}年：{r.randint(1, 9)}.{r.randint(10, 99)}人）。",
            f"奖励分{r.choice(('三', '两'))}档：一等{_chinese(r.randint(2, 9))}万元，二等{r.randint(1, 9)}万{r.randint(1, 9)}千元，"
            f"三等￥{r.randint(1, 9)}000。",
            f"建立“{r.choice(f['thing'])}+{r.choice(f['people'])}”联动机制，推广“{r.choice(f['body'])}吹哨、部门报到”做法；",
            f"①{r.choice(RUN)}{r.choice(f['deed'])}；②{r.choice(BUILD)}{r.choice(f['thing'])}{self._number()}个；"
            f"③{self._by()}完成评估。",
            f"力争覆盖{r.randint(2, 9)}～{r.randint(10, 20)}个县（市、区），"
            f"辐射半径≤{r.randint(2, 30)}公里，误差不超过±{r.randint(1, 5)}%。"))

    # pieces

    def _share(self, *, done: bool = False) -> str:
        r, name = self.r, self.r.choice(self.field["share"])
        if done:
            return f"{self.whole}{name}{r.choice(('达到', '达', '为', '超过'))}{self._percent()}"
        low = r.randint(10, 60)
        return r.choice((f"{name}达到{self._percent()}以上", f"{name}不低于{self._percent()}", f"{name}由目前的{low}%提高至{low + 9}%左右",
                         f"{name}控制在{self._percent()}以内", f"{name}提高{r.randint(1, 9)}个百分点",
                         f"{name}保持在{self._percent()}—99%",
                         f"每千人口{r.choice(self.field['people'])}数达到{r.randint(2, 9)}.{r.randint(1, 9)}人"))

    def _count_of(self, kind: str) -> str:
        r = self.r
        return (f"{self.whole}{r.choice(self.field[kind])}{r.choice(('达到', '超过', '突破', '总数达', '不少于'))}{self._number()}"
                f"{r.choice(UNITS[kind])}")

    def _more(self) -> str:
        return self.r.choice(("", "", "不少于", "超过", "近", "约", "至少"))

    def _number(self) -> str:
        r = self.r
        return r.choice((str(r.randint(2, 99)), str(r.randint(100, 9000)),
                         f"{r.randint(1, 9)}.{r.randint(1, 9)}万", f"{r.randint(1, 9)},{r.randint(100, 999)}",

                         _chinese(r.randint(2, 30)), f"{r.randint(2, 9)}0余",
                         f"{r.randint(2, 4)}至{r.randint(5, 9)}", f"{r.randint(10, 40)}-{r.randint(41, 90)}", "两三", "一百二十", "三千多"))

    def _percent(self) -> str:
        r = self.r
        return r.choice((f"{r.randint(5, 98)}%", f"{r.randint(5, 98)}.{r.randint(1, 9)}%", f"百分之{_chinese(r.randint(2, 95))}",
                         f"{r.choice('三六七八九')}成", "三分之二", f"{r.randint(2, 9)}‰", f"{r.randint(40, 90)}％"))

    def _money(self) -> str:
        r = self.r
        return r.choice((f"安排资金{r.randint(100, 9000)}万元", f"投入{r.randint(1, 90)}.{r.randint(1, 99)}亿元",
                         f"每人补助{r.randint(1, 9)}00元",
                         f"人均经费不低于{r.randint(2, 90)}元/年", f"带动投资{_chinese(r.randint(2, 20))}亿元"))

    def _by(self) -> str:
        r, y = self.r, self.year
        return r.choice((f"{y}年{r.randint(1, 12)}月底前", f"{r.randint(1, 12)}月底前", f"{y + 1}年底前", "年底前",
                         f"{r.choice('一二三四')}季度末", f"{y}年{r.randint(1, 12)}月{r.randint(1, 28)}日前",
                         "上半年", f"{y + 1}年上半年", f"{r.choice('两三')}年内",
                         "汛期前", f"{r.randint(1, 9)}月—{r.randint(10, 12)}月", f"{y}-{r.randint(10, 12)}-{r.randint(10, 28)}前",
                         "全年", "长期坚持"))

    def _to(self) -> str:
        r, y = self.r, self.year
        return r.choice((f"到{y + r.randint(1, 5)}年", f"到{y + 2}年底", f"力争到{y + 3}年末", "到“十四五”末", f"{y}—{y + 4}年",
                         f"用{r.choice('三五')}年时间", f"未来{r.choice('三五')}年", "“十三五”期间", "明年"))

    def _every(self) -> str:
        return self.r.choice(("每年", "每季度", "每半年", "每两年", "定期", "每月", "逐年", "全年"))

    def _bodies(self, most: int = 3) -> str:
        r = self.r
        names = r.sample(self.field["body"], r.randint(1, most))
        prefix = "" if self.level == "central" else SHORT[self.level]
        return "、".join(prefix + name for name in names) + r.choice(("", "", "", "，各市、县" if most > 2 else ""))

    def _paper(self) -> str:
        return f"{self.r.choice(('', '', '国家', self.region))}《{self.r.choice(self.field['paper'])}》"


def _chinese(number: int) -> str:
    """1 to 99 in Chinese numerals."""
    digits = "零一二三四五六七八九"
    tens, ones = divmod(number, 10)
    return ("" if not tens else "十" if tens == 1 else digits[tens] + "十") + (digits[ones] if ones or not tens else "")


@cache
def _traditional():
    from opencc import OpenCC

    return OpenCC("s2t")
