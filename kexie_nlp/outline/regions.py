"""Finds region and level of a document: its names and its text in, region name and `Level` out.

It uses tables of provinces, prefectures and counties; for unlisted names it uses their endings.
"""
from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache

from kexie_nlp.lexicon import load_table
from kexie_nlp.model.records import Level
from kexie_nlp.outline.preamble import HEAD, Found

# of the provinces in the order of their table, as the codes of regions begin (GB/T 2260)
_PROVINCE_CODES = tuple(map(str, (*range(11, 16), 21, 22, 23, *range(31, 38), *range(41, 47), *range(50, 55), *range(61, 67), 81, 82, 71)))
_COUNTY = re.compile("[一-龥]{2,4}?[县旗镇乡](?=[一-龥]{4})")
_PREFECTURE = 4  # digits of the code of a prefecture
COLUMNS = ("name", "short", "letter", "epithet", "source")
LONGEST = 15  # length of the longest name in the tables, in characters
_MINISTRIES = ("外交|国防|教育|科学技术|科技|工业和信息化|公安|民政|司法|财政|人力资源和?社会保障|自然资源|生态环境|住房和?城乡建设|"
               "交通运输|交通|水利|农业农村|农业|商务|文化和旅游|文化|卫生|退役军人事务|应急管理|国土资源|环境保护|铁道|信息产业|"
               "劳动和社会保障|人事|建设|国家发展改革委、[一-龥]{2,6}")
CENTRAL = re.compile("中共中央|国务院|中国科协|中国科学技术协会|全国人大|中央办公厅|中华全国|国家[一-龥]{2,8}(?:委|局|部)"
                      "|中国残联|中国红十字会|审计署|海关总署|税务总局|市场监管总局|体育总局|中国人民银行|最高人民法院|最高人民检察院"
                      f"|(?:{_MINISTRIES})部(?!门|长|署|分|队)")
_ENDINGS = "自治州|自治县|地区|自治旗|林区|[市盟县区旗]|州(?!市)"
_BY_ENDING = re.compile(rf"([一-龥]{{1,8}}?(?:{_ENDINGS}))")
_PROVINCE = re.compile("(?![一-龥]?[全各我本外跨])[一-龥]{2}省(?=[^一-龥]|[一-龥]{2,}(?:厅|局|委|院|府|会|办|部|协)|$)")
_NOT_LOCAL = re.compile("^(?:关于|对|转发|委)"
                        "|^(?:各|全|本|我|省|所|该|城|直辖|设区|社|园|地|校|小|老|山|景|库|灾|牧|林|辖|县|区|市|新|片|灌|自治|郊|矿)"
                        "[市州盟县区旗]|[级属辖直各全本个和与、及在]|关于|公署|政府|园区|社区|地区$|[小老校]区|保护区|保税区|[我等强][市州县区旗]$|年|名胜区|度假区|居住区|城区|城镇|开发区|高新区|示范|贫困|新区|乡村|都市")
# listed names that are also common words, or hide in them (昨天全县, 乡镇和县区)
_COMMON = re.compile("(?:[新老古]?城|新市|矿|郊)区|[和新]县|全州县|天全县")
_PEOPLES = ("蒙古|藏|回|维吾尔|哈萨克|苗|彝|壮|布依|朝鲜|侗|瑶|白|土家|哈尼|傣|傈僳|羌|柯尔克孜|景颇|满|畲|黎|水|仡佬|毛南|仫佬|拉祜|佤|"
            "纳西|布朗|裕固|东乡|保安|撒拉|土|锡伯|达斡尔|鄂温克|怒|独龙|普米|塔吉克|各")
_AUTONOMOUS = re.compile(f"^(.{{2,}}?)(?:(?:{_PEOPLES})族?)+自治(?=[州县]$)")
_TOWN = re.compile(r"(?:中共|中国共产党)?(?P<town>[一-龥]{2,14}?(?:镇|乡|街道|苏木))"
                   r"(?=人民政府|党委|党工委|委员会|办事处|政府|[12]\d{3}年|[：:]|$)")
_TITLE_TOWN = re.compile("(?P<town>(?![全各城乡村集建小特重示试强中边古名老新产卫本])[一-龥]{2,3}(?:镇|(?<!城)乡|苏木))"
                         "(?=[一-龥])(?<!乡(?=[村镇土贤]))")
_ABOVE_TOWN = re.compile("^.*[省市州盟县区旗](?=[一-龥]{2,}(?:镇|乡|街道|苏木)$)")
_SHORTEST_TOWN = 3
_ZONE = re.compile("(?P<core>[一-龥]{2,3})(?:经济|高新|工业|产业|现代|临空)[一-龥]{0,8}(?:开发区|园)")
_ZONE_BODY = re.compile("(?P<zone>[一-龥]{2,5}(?:国家级)?(?:经济技术|高新技术产业|经济|高新|工业|产业)[一-龥]{0,4}(?:开发区|园区))"
                        "(?=管委会|管理委员会)")
# a zone that a title begins with: 宁波国家高新区2007年工作总结
_ZONE_TITLE = re.compile("(?P<zone>[一-龥]{2,6}(?:国家级?)?(?:经济技术|高新技术产业|经济)?(?:开发区|高新区|经开区))"
                         "(?=(?:19|20)\\d\\d年|安全|党工委|工委|关于)")
_PREFIX = re.compile("(?:中共|共青团(?!中央)|中国共产党|中国国民党革命委员会|政协|国家税务总局|中国人民银行|国家金融监督管理总局"
                     "|国家统计局)")
# a body of the whole country
_NATIONAL = re.compile("(?:中国|全国|国家)[一-龥]{1,14}(?:会|局|委|部|署|联|院|协|办公[厅室])|共青团中央(?:委员会)?")
_EVENTS = re.compile("冬奥|奥运|时间|共识|宣言")  # behind the name of a place they tell of no region


@dataclass(frozen=True)
class Region:
    """A region of the tables, or a name that ends like one."""
    name: str
    level: Level


@cache
def provinces() -> dict[str, str]:
    """Returns the full and short names of the provinces, mapped to the full name."""
    rows = load_table("provinces", COLUMNS)
    return {key: row["name"] for row in rows for key in (row["name"], row["short"])}


@cache
def locals_() -> dict[str, Region]:
    """Returns prefectures, cities, counties and districts by full name.

    Cities (绵阳) and autonomous prefectures and counties (海西州) are also listed by short name.
    """
    out: dict[str, Region] = {}
    for row in load_table("regions", ("code", "name")):
        name, prefecture = row["name"], len(row["code"]) == 4
        if not _COMMON.fullmatch(name):
            out.setdefault(name, Region(name, "municipal" if prefecture else "county"))
        if prefecture and name.endswith("市") and len(name) > 2:
            out.setdefault(name[:-1], Region(name, "municipal"))
        if _AUTONOMOUS.match(name):
            out.setdefault(_AUTONOMOUS.sub(r"\1", name), Region(name, "municipal" if prefecture else "county"))
    return out


@cache
def _above() -> dict[str, tuple[str, ...]]:
    by_code = dict(zip(_PROVINCE_CODES, (row["name"] for row in load_table("provinces", COLUMNS)), strict=True))
    rows = [(row["code"], row["name"]) for row in load_table("regions", ("code", "name"))]
    by_code |= {code: name for code, name in rows if len(code) == _PREFECTURE}
    found: dict[str, tuple[str, ...]] = {}
    for code, name in rows:
        if not _COMMON.fullmatch(name):
            held = (by_code.get(code[:size]) for size in (_PREFECTURE, 2) if size < len(code))
            found.setdefault(name, tuple(filter(None, held)))
    return found


def ancestors(region: str | None) -> tuple[str, ...]:
    """Returns the regions that hold a region, the nearest first (柯桥区: 绍兴市, 浙江省); none for a province or an unlisted name."""
    return _above().get(region or "", ())


def region_of_names(names: list[str]) -> tuple[str | None, Level | None]:
    """Returns region and level of a document from its names (issuer, title …), in order of priority."""
    for name in names:
        town = _town(name)
        if town:
            return town, "township"
        zone = _ZONE_TITLE.match(name)
        if zone:
            return zone["zone"], "county"
        start = _PREFIX.match(name)
        if _NATIONAL.fullmatch(name) and (start is None or start.end() == len(name)) and _anywhere(name) is None:
            return None, "central"
        found = _at(name, start.end() if start else 0)
        if found:
            return found.name, found.level
        zone = _ZONE_BODY.match(name)
        if zone:
            return zone["zone"], "county"
        if CENTRAL.match(name):
            return None, "central"
        found = _anywhere(name)
        if found:
            return found.name, found.level
        if CENTRAL.search(name):
            return None, "central"
    return None, None


def begins_with_place(line: str) -> bool:
    """Whether a line begins with a province, with the full name of a listed place, or with a name that ends like that of a county."""
    local = _longest(line, 0, locals_())
    unlisted = _COUNTY.match(line)
    if unlisted and not _NOT_LOCAL.search(unlisted[0]):
        return True
    return _longest(line, 0, provinces()) is not None or local is not None and local[-1] in "州盟旗区县市"


def _town(name: str) -> str | None:
    """Returns the town, township or street whose authority a name begins with (昌宁县柯街镇人民政府 gives 柯街镇)."""
    match = _TOWN.match(name) or _TITLE_TOWN.match(name)
    town = _ABOVE_TOWN.sub("", match["town"]) if match else ""
    return town if len(town) > _SHORTEST_TOWN - 1 and not _NOT_LOCAL.search(town) else None


def region_evidence(region: str, text: str) -> Found[str] | None:
    """Returns the first mention of a region in a text, by full or short name."""
    short = next((s for s, full in provinces().items() if full == region and s != region), region.removesuffix("市"))
    match = re.search(f"{re.escape(region)}|{re.escape(short)}", text)
    return Found(region, *match.span(), "region.name") if match else None


def _at(name: str, start: int, *, full: bool = False) -> Region | None:
    """Returns the innermost region of a name at an offset: 浙江省温州市瓯海区 gives 瓯海区."""
    found: Region | None = None
    province = _longest(name, start, provinces())
    local = _longest(name, start, locals_())
    unlisted = None if province or local else _PROVINCE.match(name, start)
    if unlisted:
        found, start = Region(unlisted[0], "provincial"), unlisted.end()
    if province and not (local and len(local) > len(province)):
        found, start = Region(provinces()[province], "provincial"), start + len(province)
    zone = _ZONE.match(name, start) if found else None
    if zone:  # 四川仪陇经济开发区
        found = next((locals_()[key] for ending in "县市区" if (key := zone["core"] + ending) in locals_()), found)
    for _ in range(2):  # a prefecture and a county inside it
        key = _longest(name, start, locals_())
        if key and not (full and key[-1] != locals_()[key].name[-1]):
            found, start = locals_()[key], start + len(key)
            continue
        match = None if full else _BY_ENDING.match(name, start)
        if not match or len(match[1]) < 2 or _NOT_LOCAL.search(match[1], 1 if start == 0 and match[1][0] == "和" else 0):
            break
        level: Level = "municipal" if re.search("(?:市|州|盟|地区)$", match[1]) else "county"
        found, start = Region(match[1], level), match.end()
    return found


def _anywhere(name: str) -> Region | None:
    """Returns the first region in a name: a listed region by full name, or a province."""
    for start in range(1, len(name)):
        if name[start - 1] == "示" and name[start] == "范":
            continue
        if _longest(name, start, provinces()) or (key := _longest(name, start, locals_())) and key[-1] == locals_()[key].name[-1]:
            return _at(name, start, full=True)
    return None


def _longest(name: str, start: int, table: dict[str, object] | dict[str, str] | dict[str, Region]) -> str | None:
    for length in range(min(LONGEST, len(name) - start), 1, -1):
        if name[start:start + length] in table:
            return name[start:start + length]
    return None


SEEN = 20_000  # characters of running text that are searched for a region
_TOWNS_BELOW = re.compile("^[ \u3000]*各(?:乡镇?|镇乡?|街道)(?:人民政府|党委|党工委|办事处|、|（)[^\n]*：", re.M)
_SPEAKS = {"provincial": re.compile("我省|全省|省委|省政府|自治区(?:党委|人民政府)|我区|全区"),
           "municipal": re.compile("我市|全市|市委|市政府|我州|全州|州委|州政府"),
           "county": re.compile("我县|全县|县委|县政府|[我全]旗|旗委|旗政府")}
# a place that no table knows, in front of its authority, or in the name of a site or of its press
_AUTHORITY = "(?=人民政府|委、|[市县区旗]?政府|各级|门户|融媒|新闻网|[一-龥]{2,8}局 *[>＞»|\n])"
_STARTS = "(?:(?<![一-龥])|(?<=[在经为对自由受向给]))"
_TO_ALL = re.compile("各省、自治区、直辖市")  # only papers for the whole country are for all of them
_UNLISTED = {"municipal": re.compile(f"{_STARTS}(?P<name>(?![全各我本])[一-龥]{{2,4}}[市州盟]){_AUTHORITY}"),
             "county": re.compile(f"{_STARTS}(?P<name>(?![全各我本])[一-龥]{{2,5}}[县区旗]){_AUTHORITY}")}


def find_region(names: list[str], text: str, number: str | None = None) -> tuple[str | None, Level | None]:
    """Returns region and level of a document: from its names (issuer, title …) in order of priority, else from its text."""
    region, level = region_of_names(names)
    if level == "municipal" and region not in locals_() and _TOWNS_BELOW.search(text, 0, HEAD):
        return region, "county"  # a city of the rank of a county
    region, level = (region, level) if level else _spoken_of(text, number)
    return (_in_full(region, text) if region else None), level


def _in_full(region: str, text: str) -> str:
    """Returns the full name of an unlisted autonomous prefecture, if the head of the page shows it (黔岭州: 黔岭苗族侗族自治州)."""
    if not region.endswith("州") or region in locals_() or "自治" in region:
        return region
    full = re.search(f"{re.escape(region[:-1])}(?:(?:{_PEOPLES})族)+自治州", text[:HEAD])
    return full[0] if full else region


def _unlisted(text: str, level: str) -> Counter[str]:
    """Returns the places that no table knows, by mentions in front of an authority."""
    return Counter(m["name"] for m in _UNLISTED[level].finditer(text) if not _NOT_LOCAL.search(m["name"]))


def _spoken_of(text: str, number: str | None) -> tuple[str | None, Level | None]:
    """Returns the region that 我省, 全市 … refer to in a text: the one with most mentions, by name, epithet or letter of the document
    number."""
    if _TO_ALL.search(text, 0, HEAD) and not any(pattern.search(text, 0, HEAD) for pattern in _SPEAKS.values()):
        return None, "central"
    text = text[:SEEN]
    spoken = Counter({level: len(pattern.findall(text)) for level, pattern in _SPEAKS.items()})
    level, times = spoken.most_common(1)[0]
    counts = Counter(provinces()[m[0]] for m in _province_pattern().finditer(text) if not _EVENTS.match(text, m.end()))
    if times and level in ("municipal", "county"):
        named = Counter(m[0] for m in _local_pattern(level).finditer(text)) or _unlisted(text, level)
        city = next((p for p in counts if p.endswith("市")), None)
        if named:
            return named.most_common(1)[0][0], "municipal" if level == "municipal" else "county"
        return (city, "provincial") if city and level == "municipal" else (None, None)
    if counts and times:
        return counts.most_common(1)[0][0], "provincial"
    if times:
        for row in load_table("provinces", COLUMNS):
            if row["epithet"] and row["epithet"] in text or number and number.startswith(row["letter"]):
                return row["name"], "provincial"
    if CENTRAL.search(text) and not times and not counts:
        return None, "central"
    return (counts.most_common(1)[0][0], "provincial") if counts else (None, None)


@cache
def _province_pattern() -> re.Pattern[str]:
    return re.compile("|".join(sorted(provinces(), key=len, reverse=True)))


@cache
def _local_pattern(level: str) -> re.Pattern[str]:
    names = [key for key, region in locals_().items() if region.level == level and key == region.name]
    return re.compile("|".join(sorted(names, key=len, reverse=True)))
