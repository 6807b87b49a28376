"""Regular expressions of points, edges, connectives and lengths of time. The text that they match is folded and without inner spaces."""
from __future__ import annotations

import re

from kexie_nlp.grammar.times.words import CN, CN_COUNT, CN_DIGIT, DAYS, ERAS, FESTIVALS, RELATIVE, SHORT_FESTIVALS, SPREADS


def _any(words: object) -> str:
    return "|".join(sorted(words, key=len, reverse=True))  # type: ignore[call-overload]


# Connectives. 和 and 与 connect the ends of a range only before 之间.
TO = "(?:[-—–~～]{1,2}|至|到)从?"
_JOIN = f"(?:{TO}|[和与跟])"
CONNECTIVE = re.compile(f"(?P<since>起|开始)?(?:{TO}|(?P<both>[和与跟及]))")
BETWEEN = re.compile("之?间(?!接|隔|距|断|谍|歇)")
AND_BEFORE = re.compile("[，、,]?(?:并且|且|并|而|至|到)?在?")
AND_NEXT = re.compile("(?:并且|且|并)?")

# Points: heads that name a period, and parts of the period before them.
_YEAR = (f"[12]\\d{{3}}|[一二][{CN_DIGIT}0Oo]{{3}}|[两二]千零[{CN}]{{1,3}}"
         f"|[两二]千(?=年[一二三四五六七八九十\\d]{{1,2}}月)|[3-9]\\d{{3}}(?=年年?[底末])")
_SHORT = f"\\d\\d|[{CN_DIGIT}]{{2}}"
_NUM2 = f"\\d{{1,2}}|[{CN}廿卅]{{1,3}}"
_NOT_DECADE = "(?!代(?!表|理|码|办|替|价|销|购|为|征|缴|建))"
WEEKDAY = "[一二三四五六日天](?![次场期回个节样直般些定体致遍趟轮圈系届])"
HEAD = re.compile(
    rf"(?P<listed_years>[12]\d{{3}}(?:、[12]\d{{3}}){{1,9}}(?:[和与及][12]\d{{3}})?)年(?!代|度?的?[上下前后第Q初底末年中\d{CN}])"
    rf"|(?P<year>{_YEAR})(?:年{_NOT_DECADE}(?:度(?!假))?|(?={_JOIN}(?:{_YEAR}|{_SHORT})年))"
    rf"|民国(?P<republic>\d{{1,3}}|元|[{CN}百零〇]{{1,5}})年"
    rf"|(?P<short>{_SHORT})(?:年{_NOT_DECADE}(?![级龄薪份])(?:度(?!假))?|(?={_JOIN}(?:{_SHORT})年))"
    rf"|(?:公元)?(?P<century>上个?|本|\d\d?|[{CN}]{{1,3}})世纪(?:(?P<tens>\d0|[{CN}]{{1,2}}十)年代)?"
    rf"|(?P<decade>(?:[12]\d|[一二][{CN_DIGIT}])?(?:\d0|[{CN}]{{1,2}}十|[{CN_DIGIT}][〇零○]))年代(?![表理码办替价销购为征缴建])"
    rf"|(?P<spread>{_any(SPREADS)})(?P<spread_count>[两二三23])(?P<spread_unit>年|天|日)(?![均产薪龄度])"
    rf"|(?P<relative>{_any(RELATIVE)})(?:度(?=的?(?:\d|[{CN}]{{1,3}}[月季]|[上下]半年|第|前|[初底末])))?(?!均|产|薪|龄|轻|货|检|审|青|会|度|级|画|味)"
    rf"|(?P<shift>本|当|这一?个?|上{{1,3}}一?个?|下{{1,3}}一?个?)(?P<unit>季度|月(?!球|薪|饼|嫂|均|租|供)"
    rf"|(?:周(?!期|边|围|年|岁|刊|报|恩|密|详|游|遍|折|旋|庄|村|易|均)|星期|礼拜)(?P<weekday>{WEEKDAY}|末)?)"
    rf"|(?P<day>{_any(DAYS)})(?!均|产|制|性|报|赋|津|本)"
    rf"|(?:周|星期|礼拜)(?P<bare_weekday>{WEEKDAY})(?![天百千万十家级岁一二三四五六七八九])"
    rf"|(?P<alone>年(?=初|中|[底末](?!考|评|总))|全年(?!龄)|(?:当|本)?年(?=之?内|以内)|岁末|月(?=初(?!一)|中(?!旬)|[底末])|季度?(?=初|[底末]))")
# a year of the Republic behind another one: 民国99年至105年
REPUBLIC = re.compile(HEAD.pattern.replace("民国(?P<republic>", "(?:民国)?(?P<republic>").replace("(?P<short>", "(?!)(?P<short>"))
SHORT_FESTIVAL = f"(?:{_any(SHORT_FESTIVALS)})(?=之?前|以前|之?后|以后|起(?!义)|至|到|期间|当天|$|[，。；、])"
_LARGE = (
    rf"(?P<half>[上下前后]半年)"
    rf"|第?(?P<listed_quarters>[{CN[:4]}1-4](?:[、和与及]第?[{CN[:4]}1-4]){{1,3}})季度"
    rf"|(?P<listed_months>(?:{_NUM2})(?:[、和与及](?:{_NUM2})){{1,11}})月份?"
    rf"|第?(?P<quarter>[{CN[:4]}1-4])(?:季度|(?={_JOIN}第?[{CN[:4]}1-4]季度))|(?:第(?P<season>[{CN[:4]}1-4])|(?P<edge_quarter>[首末]))个?季度?"
    rf"|Q(?P<letter_quarter>[1-4])(?![0-9A-Za-z])"
    rf"|(?P<quarters>一二|二三|三四)季度"
    rf"|(?P<month>{_NUM2})(?:月(?!薪|嫂|饼|球|革命)份?|(?={_JOIN}(?:{_NUM2})月))|")
_SMALL = (
    rf"(?P<tens>[上中下](?:{TO})?[中下]|[上中下])旬"
    rf"|(?P<half_month>[上下前后])半个?月"
    rf"|(?P<festival>{_any(FESTIVALS)}|“(?:{_any(SHORT_FESTIVALS)})”|{SHORT_FESTIVAL})"
    rf"|(?P<day>{_NUM2})(?:日|号(?!楼|院|线|文|令)|(?={_JOIN}(?:{_NUM2})[日号])|(?<=\d)(?P<open>(?=$|[，。；）]|{TO}\d)))"
    rf"|(?P<order>倒数第|最后|第|前|头|后|末|首)(?P<count>\d{{1,3}}|[{CN}两]{{1,3}})?(?P<classifier>个)?"
    rf"(?P<counted>季度|月份?|周(?!年|期|岁|边|末)|星期|礼拜|天|日)(?P<counted_day>[一二三四五六日天](?!次))?")
PART = re.compile(_LARGE + _SMALL)
SMALL_PART = re.compile(_SMALL)
NUMBER_FESTIVAL = f"{_any(name for name in FESTIVALS if name[0] in CN)}|{SHORT_FESTIVAL}"
BOTH_MONTHS = re.compile(f"(?P<a>[{CN[:9]}])(?P<b>[{CN[:9]}])")
TAIL = re.compile(
    r"(?P<echo>年度?|月|季度?)?(?:(?P<initial>初期?(?![步级始审评心衷创选赛试稿次访探诊见判夏秋春冬一二三四五六七八九十])|伊始|早期|前期)"
    r"|(?P<middle>(?<=年年)中(?![国央学])|(?<![0-9〇零一二三四五六七八九十今明去后前本当上下来两数年]年)(?<=年)中(?![国央学等期])|中(?:期|(?=[前后内起至到，。；、）\-—~]|之|以|$|完成|开始)))|(?P<leaves>中叶)"
    r"|(?P<end>[底末](?!线|层|部|板|数|价|色|气|图|盘|座|蕴|册|账|子|端|梢)期?|尾(?!款|水|矿|气|部)|终(?=前|之前|以前)|晚期|后期))")
CLOCK = re.compile(
    rf"(?:凌晨|清晨|早上|上午|中午|下午|傍晚|晚上|晚|早)?(?:[01]?\d|2[0-4]|零|[{CN}]{{1,3}})"
    rf"(?:[:：][0-5]\d(?:[:：][0-5]\d)?时?|[点时](?!间|期|代|候|段)(?:(?:[0-5]?\d|[{CN}]{{1,3}})分|半|整)?)")
AT_BEGINNING = ("后年", "后天", "后日", "前天", "前日", "大后", "大前", "次日", "翌日")  # elsewhere as often parts of other words
DAY_NAME = re.compile(r"(?:[，,]?(?:周|星期|礼拜)[一二三四五六日天](?![次场期回个节])|[（(](?:周|星期|礼拜)[一二三四五六日天][）)])")
SCHOOL_HOLIDAY = re.compile("(?:暑假|寒假|暑期|[春夏秋冬][天季](?!学期))")
CHINESE_DAY = re.compile(f"[{CN}]{{1,3}}(?=$|[，。；）至到])")
THIS_MONTH = re.compile("(?=[上下]半个?月|(?:[上中下](?:[-—–~～至到])?)?[上中下]旬)")
OUTSIDE_CALENDAR = re.compile(f"公元前|(?:{_any(ERAS)})(?=[元{CN}\\d]{{1,4}}年)")

# Edges behind a point, and the words before it that make it an edge.
EDGE = re.compile(
    r"(?P<included>[（(]含(?:当[天日])?[）)](?=[前后起]|之[前后]|以[前后]))?(?P<inside>之?内(?!容|部|涵|外|地|陆|蒙|需|在|河|科|控|审|设|置|生)|以内|期间|当[天日](?=之?前|以前))?"
    r"(?:(?P<before>[或及]?(?:之前|以前)|前(?!提(?:下|是|条|为|，)|[期后景沿列端瞻往款述置夕卫锋身辈茅来方不]|[\d一二两三四五六七八九十]+[个名位强批家项大]))"
    r"|(?P<stop>止(?!痛|于|损|血|跌|咳|步))"
    r"|(?P<since>[或及](?:之后|以后)|起?(?:至今|到现在|到目前|迄今)(?![年天日后])|起(?!草|点|步|来|诉|义|伏|飞|重|源|薪|底|动)|以来|开始)"
    r"|(?P<after>之后|以后|后(?![续期来者方勤备半劲台院面世代援缀果盾顾补疫评端]|[\d一二两三四五六七八九十]+[个年月天周])))?")
LEAD = re.compile("(?:力争到|(?:至迟|不迟|最迟|最晚)[于在]?|截至|截止到?|(?<![甚乃以升降增减涨跌扩缩])[到至])$"
                  "|(?P<since>自从|(?<![各独来亲出源发擅私暗])自)$")
LEAD_LENGTH = 4

# Between a time that names its year and one of the same year: a list, or the rest of a sentence that compares nothing.
SAME_YEAR = re.compile(r"[、，,]|[和与及或]|以及|或者")
SAME_SENTENCE = re.compile(r"[^。；;！？!?\n比较\d年]{0,60}(?:\d+(?:\.\d+)?[^。；;！？!?\n比较\d年]{1,20}){0,3}")

# Numeric dates.
DAY_DATE = re.compile(r"(?P<year>[12]\d{3})(?P<mark>[-./])(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})"
                      r"(?!\d|[./]\d|-\d(?!\d{3}[-./]))")
SINCE_MONTH = re.compile("(?:起)?(?:至今|到现在|迄今|以来)")
MONTH_DATE = re.compile(r"(?P<year>[12]\d{3})(?P<mark>[./])(?P<month>1[0-2]|0?[1-9])(?![\d./])")
YEAR_DATE = re.compile(r"(?P<year>[12]\d{3})(?![\d./%]|\.\d)年?")
FROM_YEARS = re.compile(r"(?P<year>[12]\d{3})年?(?:至|到|[-—–~]{1,2})(?P<last>[12]\d{3})(?![\d./%万亿元个])")

# The lunar calendar.
LUNAR = re.compile("农历|阴历|旧历|正月|腊月|冬月|[一二三四五六七八九十]月初[一二三四五六七八九十]|大年(?:初|三十)|除夕")
OTHER_DATE = re.compile(rf"的?(?:(?:元|[{CN_DIGIT}十]{{1,4}}|\d{{1,4}})年)?(?:(?:[{CN}正腊冬]{{1,2}}|\d\d?)月)?"
                        rf"(?:初?[{CN}廿]{{1,3}}|\d\d?)?[日号]?")
LUNAR_TAIL = re.compile("的?(?:农历|阴历|正月|腊月|冬月|初[一二三四五六七八九十]|大年|除夕"
                        "|春节|元宵节?|清明节?|端午节?|中秋节?|重阳节?)[一-十月初二三四五六七八九廿]*")

# Lengths.
COUNT = rf"(?:[几数]?(?:\d{{1,6}}(?:\.\d{{1,3}})?|[{CN_COUNT}]{{1,8}})几?)"
UNITS = {"年": "year", "载": "year", "月": "month", "季度": "quarter", "周": "week", "星期": "week", "礼拜": "week", "天": "day",
         "日": "day",
         "工作日": "workday", "交易日": "workday", "小时": "hour", "分钟": "minute", "届": "term"}
_WEEK = "周(?!年|期|岁|边|围|遭|遍|次|刊)"
_UNIT = f"(?:年(?![级代产薪龄轻])|载(?![人重货体入明荷着有客])|个月|个?季度|个?{_WEEK}|个?(?:星期|礼拜)|天|个?(?:工作日|交易日)|日|个?小时)"
LENGTH = re.compile(
    rf"(?P<count>{COUNT})(?P<more>[余多来])?(?:{TO}(?P<most>{COUNT}))?"
    rf"(?:个半(?P<half_unit>年|月|星期|礼拜|小时)|(?:个多(?P<more_unit>月|星期|礼拜|小时)|(?P<unit>{_UNIT}))(?P<half>半(?!径|数|年|月|载))?)"
    rf"(?P<more_behind>[多余](?![次种样个家项方部元渠年层]))?"
    rf"|(?P<half_of>个?半|半个)(?P<half_of_unit>年|月|天)")
MOST = re.compile(rf"{TO}(?P<count>{COUNT})(?P<unit>{_UNIT})")
REST = re.compile(rf"(?P<and>零|又|外加|加上?)?(?:(?P<count>{COUNT})(?P<unit>{_UNIT}|(?(and)月|(?!)))(?P<half>半)?"
                  r"|(?P<half_of>半个?)(?P<half_of_unit>年|月|天))")
