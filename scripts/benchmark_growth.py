"""Measures how processor time grows with the size of the input: doubles each dimension of a text and fits the exponent.

    python scripts/benchmark_growth.py [--quick] [--only NAME ...] [--stage NAME ...] [--limit 1.15]
    python scripts/benchmark_growth.py --large [--megabytes 5]

Each dimension (one line, many lines, numbers of one sentence, brackets, quotes, table rows, …) is a text of n equal parts. n is doubled
until a stage takes about a second. The six largest sizes are printed, and the exponent is fitted by least squares on the logarithms of the
four largest: 1 is linear, 2 quadratic. A row above the limit is measured again (with --quick, at full length). A call that is stopped
after a multiple of the allowed time counts as above the limit. Exit code 1 if any row is above the limit.

--large analyses documents of 5 MB, each in its own process: processor time (at most 60 s) and peak memory (at most 1 GB).
"""
from __future__ import annotations

import argparse
import gc
import json
import logging
import math
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import cache
from itertools import cycle, islice
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from generated import document

DOUBLINGS, FITTED = 5, 4
BUDGET, QUICK = 0.8, 0.15  # seconds per call at the largest size
LONG = {"line", "lines", "generated documents"}  # grow with the length of the document; measured with LONGER times the budget
LONGER = 8
STOPPED = 12  # a call is stopped after this multiple of the budget
TICKS = 0.04  # minimum seconds per measurement, because the process clock may be coarse
LONGEST = 4_000_000  # maximum length of a text, in characters
SECONDS, GIGABYTES = 60, 1.0  # limits for a document of 5 MB
Make = Callable[[int], str]
Work = Callable[[str], object]

WORDS = ("科普", "学会", "人才", "青年", "智库", "基层", "组织", "高校", "企业", "园区", "服务", "创新", "平台", "项目", "活动", "培训")
SENTENCE = "推动学会与企业建立合作，2019年6月底前新建科协不少于40个，培训青年人才3.5万人次。"
SINGLE = ("一十百万亿零两廿半个第年月日时至到前后起每近约超不由以的和与及等为其各部市会把将在于"  # characters at which some rule starts
          "0１1aAé說①⑴⒈㈠〇○。，、；：！？.,;:!?-—–~～…·“”‘’「」《》〈〉（）()【】[]〔〕{}<>/\\|*#_+=×%‰％℃￥$&@'\"`^"
          " 　\t\n\r\f\v\xa0\u200b\ufeff\u0301\u3000\uf06c●■→")


def repeated(part: str, before: str = "", after: str = "") -> Make:
    """Returns a function that makes a text with n copies of a part."""
    def make(n: int) -> str:
        return before + part * n + after
    return make


def numbered(part: str, before: str = "", after: str = "") -> Make:
    """Returns a function that makes a text of n parts. {n} is the number of the part, {c} the same in Chinese (1 to 10), {w} and {v} are
    words."""
    def make(n: int) -> str:
        filled = zip(range(1, n + 1), cycle("一二三四五六七八九十"), cycle(WORDS), cycle(WORDS[::-1] + WORDS[::3]), strict=False)
        return before + "".join(part.format(n=i, c=c, w=w, v=v) for i, c, w, v in filled) + after
    return make


def nested(opening: str, closing: str, inside: str = "科普") -> Make:
    """Returns a function that makes a text with n nested brackets."""
    def make(n: int) -> str:
        return "开展" + opening * n + inside + closing * n + "。"
    return make


def stream(length: int) -> str:
    """Returns generated documents in sequence, cut at this length."""
    parts: list[str] = []
    while length > 0:
        parts.append(_document(len(parts))[:length])
        length -= len(parts[-1])
    return "".join(parts)


@cache
def _document(seed: int) -> str:
    return document(seed)


TEXTS: dict[str, Make] = {
    "line": numbered("推动{w}与{v}合作，2019年6月底前新建{w}不少于{n}个，培训{v}3.5万人次。", "一、"),
    "line without a stop": numbered("推动{w}{v}", "一、", "。"),
    "lines": numbered("推动{w}与{v}合作，新建{w}不少于{n}个。\n"),
    "lines of a heading": numbered("推动{w}与{v}合作，新建{w}不少于{n}个。\n", "一、工作\n1.任务。\n"),
    "wrapped lines": numbered("推动{w}与{v}合作，发展各类{w}和{v}，把{w}做\n"),
    "traditional lines": repeated("推動學會與企業建立長期合作，促成成果就地轉化。\n"),
    "numbers joined by 、": repeated("30个、"),
    "numbers joined by ，": repeated("30个，"),
    "numbers with indicators": numbered("{w}{v}{n}个、", "到2020年，建成", "。"),
    "numbers without joints": repeated("30个"),
    "bare numbers": repeated("30 "),
    "Chinese numbers": repeated("三十个、"),
    "shares": numbered("{w}占比达到{n}%，"),
    "changes": numbered("{w}由{n}%提高到9{n}%，"),
    "ranges": repeated("3至5个、"),
    "money": repeated("五元三毛、"),
    "digits": repeated("7", "建成", "个。"),
    "mail addresses": repeated("张三 san.zhang@example.org 电话010-12345678，"),
    "web addresses": repeated("见 https://www.example.org/a-b/c_d.html?x=1&y=2，"),
    "words of two verbs": repeated("深化改革，"),
    "titles with a basis": repeated("根据《深化改革实施方案》，"),
    "Chinese digits": repeated("三", "建成", "个。"),
    "vague numerals": repeated("几十", "建成", "个。"),
    "headings of two levels": numbered("一、{w}{v}\n1.推动{w}。发展{v}。\n（一）{w}。发展{v}。\n"),
    "headings of one level": numbered("{n}.推动{w}。发展{v}。\n"),
    "Chinese headings": numbered("{c}、推动{w}。发展{v}。\n"),
    "the same heading": repeated("一、推动学会。\n"),
    "articles": numbered("第{c}条 推动{w}，发展{v}。\n"),
    "parts of a document": numbered("{w}工作总结\n一、推动{w}\n1.发展{v}。\n{v}工作安排\n一、发展{w}\n1.推动{v}。\n"),
    "一是": numbered("{c}是推动{w}，发展{v}。", "1.任务。"),
    "markers (1)": numbered("（{n}）推动{w}；", "1.任务。"),
    "markers ①": repeated("①推动学会；②发展科普；", "1.任务。"),
    "bullets": numbered("——推动{w}，发展{v}。\n"),
    "nested （）": nested("（", "）"),
    "nested ()": nested("(", ")"),
    "nested 《》": nested("《", "》"),
    "nested “”": nested("“", "”"),
    "nested 【】": nested("【", "】"),
    "brackets": numbered("推动{w}（{v}）、"),
    "unclosed （": numbered("推动{w}（{v}，"),
    "unclosed （ alone": repeated("（科普"),
    "unclosed (": repeated("(科普"),
    "unclosed 《": repeated("《科普"),
    "unclosed “": repeated("“科普"),
    "unclosed 【": repeated("【责任单位：学会部"),
    "closing ）": repeated("科普）"),
    "letters in brackets": repeated("an", "科(", ")"),
    "toned letters in brackets": repeated("an", "科(", "ā)"),
    "notes of letters": repeated("科(an)"),
    "pinyin notes": repeated("工(gōng)作(zuò)"),
    "toneless notes": repeated("工(gong)作(zuo)"),
    "notes with spaces": repeated("科(gōng an zuò "),
    "、": numbered("{w}{v}、", "推动", "。"),
    "、 with 和": numbered("{w}、{v}和", "推动", "发展。"),
    "quotes": repeated("“科普”、", "推动"),
    "titles": numbered("《{w}{v}条例》、", "制定", "。"),
    "titles in clauses": numbered("制定《{w}{v}条例》，"),
    "titles without joints": repeated("《科普条例》"),
    "times joined by 、": repeated("6月底前、"),
    "times in clauses": numbered("2019年6月底前建成{w}，"),
    "times without joints": repeated("2019年6月"),
    "times and numbers": numbered("2019年6月底前建成{w}{n}个，"),
    "lengths of time": repeated("三年零两个月、"),
    "recurring": repeated("每年每月、"),
    "spaces inside a line": repeated(" ", "推动", "学会。"),
    "wide spaces": repeated("　", "推动", "学会。"),
    "spaces between characters": repeated("科 普 "),
    "spaces before lines": repeated("    　　推动学会。\n"),
    "empty lines": repeated("\n", "推动学会。", "发展科普。"),
    "lines of spaces": repeated("  \n", "推动学会。", "发展科普。"),
    "assignment lines": numbered("{n}.推动{w}。\n责任单位：学会部、科普部\n"),
    "assignments in brackets": numbered("推动{w}。（责任单位：学会部；完成时限：2019年6月底前）"),
    "bodies of an assignment": numbered("{w}部、", "推动学会。\n责任单位：", "\n"),
    "bodies in brackets": numbered("{w}部、", "推动学会。（责任单位：", "）"),
    "牵头": numbered("{w}部牵头，{v}部配合，", "推动学会（", "）"),
    "blank fields": repeated("责任单位 学会部 "),
    "subjects": numbered("由市{w}部会同市{v}部，推动{w}。"),
    "table rows": numbered("{n}\t{w}{v}数量\t个\t{n}\t9{n}\n", "序号\t指标\t单位\t2015年\t2020年\n"),
    "task table": numbered("{n}\t推动{w}{v}\t学会部\t2019年6月底前\n", "序号\t任务\t责任单位\t完成时限\n"),
    "table cells": repeated("3\t", "指标\t2015年\t", "\n"),
    "heads of a table": numbered("2{n:03}年\t", "指标\t", "\n学会数量\t" + "3\t" * 50),
    "markdown table": numbered("| {n} | {w}{v} | 个 |\n"),
    "markdown marks": repeated("**科普**"),
    "page marks": repeated("推动学会。\n- 1 -\n"),
    "web lines": repeated("浏览次数：100 发布时间：2019-01-01\n"),
    "redactions": repeated("***科普"),
    "repeated clause": repeated("推动学会，"),
    "的": numbered("{w}的", "推动", "发展。"),
    "verbs": repeated("推动发展建立", "", "学会。"),
    "predicates": numbered("{w}不断健全，"),
    "groups": numbered("面向{w}为{v}提供服务，"),
    "把": repeated("把学会", "", "纳入考核。"),
    "letters": repeated("abc "),
    "one word": repeated("a"),
    "ISO dates": repeated("2019-06-30 "),
    "dashes and digits": repeated("1-"),
    "points and digits": repeated("1."),
    "commas and digits": repeated("1,"),
    "generated documents": lambda n: stream(200 * n),
    **{f"character {c!r}" if not c.isprintable() or c.isspace() else f"character {c}": repeated(c) for c in dict.fromkeys(SINGLE)},
}

PAGES: dict[str, Make] = {
    "paragraphs": numbered("<p>推动{w}与{v}合作。</p>", "<body>", "</body>"),
    "nested blocks": lambda n: "<body>" + "<div>" * n + "<p>推动学会。</p>" + "</div>" * n,
    "nested inline": lambda n: "<body><p>" + "<b>" * n + "推动学会。" + "</b>" * n,
    "unclosed blocks": repeated("<div>推动学会。", "<body>"),
    "unclosed paragraphs": repeated("<p>推动学会。", "<body>"),
    "unclosed inline": repeated("<b>推动", "<body><p>"),
    "unopened ends": repeated("推动</b></p></div>", "<body>"),
    "nested lists": repeated("<ul><li>推动学会", "<body>"),
    "list items": numbered("<li>推动{w}", "<body><ol>"),
    "table rows": numbered("<tr><td>{n}<td>推动{w}", "<body><p>任务</p><table>", "</table>"),
    "table cells": numbered("<td>{n}", "<body><p>任务</p><table><tr>", "</table>"),
    "nested tables": repeated("<table><tr><td>推动学会", "<body>"),
    "tables": repeated("<table><tr><td>推动<td>学会</table>", "<body>"),
    "spans of cells": repeated("<tr><td rowspan=9>推动<td colspan=3>学会", "<body><p>任务</p><table>", "</table>"),
    "line breaks": repeated("推动学会。<br>", "<body><p>"),
    "links": repeated("<a href=x>推动</a>", "<body><p>推动学会。</p><div>"),
    "headings": repeated("<h2>推动学会</h2>", "<body>"),
    "attributes": repeated("a=b ", "<body><p ", ">推动学会。"),
    "style": repeated("color: red; ", "<body><p style='", "'>推动学会。"),
    "comments": repeated("<!-- x -->推动学会。", "<body><p>"),
    "unclosed comments": repeated("<!-- x ", "<body><p>推动学会。"),
    "character references": repeated("&amp;&#31185;&nbsp;", "<body><p>"),
    "opening marks": repeated("<", "<body><p>推动学会。"),
    "scripts": repeated("<script>x</script>推动学会。", "<body>"),
    "text of one paragraph": repeated("推动学会 与 企业。", "<body><p>"),
    "preformatted lines": repeated("推动学会\n", "<body><pre>", "</pre>"),
    "titles": repeated("推动 - ", "<title>", "</title><body><p>推动学会。"),
}


@cache
def _settings():
    from kexie_nlp.settings import load_settings

    return load_settings()


def _analyze(text: str):
    from kexie_nlp.analysis import analyze

    return analyze(text, settings=_settings())


def _text_stages() -> dict[str, Work]:
    from kexie_nlp import grammar
    from kexie_nlp.outline import parse_outline
    from kexie_nlp.text import normalize

    return {"normalize": normalize, "parse_outline": parse_outline, "find_numbers": lambda text: list(grammar.find_numbers(text)),
            "find_quantities": lambda text: list(grammar.find_quantities(text)),
            "find_times": lambda text: list(grammar.find_times(text, anchor=2019)), "analyze": _analyze}


def _page_stages() -> dict[str, Work]:
    from kexie_nlp.errors import KexieError
    from kexie_nlp.reading.html import read_html

    def html(page: str) -> object:
        try:
            return read_html(page, "page.html")
        except KexieError as error:  # a page without text is rejected, which also takes time
            return error

    return {"html": html}


def _plan(tasks: int, sentences: int = 2, numbers: int = 2, level: str = "省") -> str:
    """Returns a plan with this number of tasks, sentences per task and numbers per sentence."""
    words = cycle(WORDS)
    lines = [f"贵州{level}科协2019年工作计划"]
    for task in range(tasks):
        pair = "".join(islice(words, 2 + task % 3))
        counts = "、".join(f"{next(words)}{task + k}个" for k in range(numbers))
        body = "".join(f"推动{next(words)}与{next(words)}，2019年6月底前新建{counts}。" for _ in range(sentences))
        lines.append(f"{task % 90 + 1}.发展{pair}。{body}")
    return "\n".join(lines) + "\n"


ALIGNED: dict[str, tuple[Make, Make]] = {  # central and local plan of size n
    "tasks of a plan": (lambda n: _plan(25), lambda n: _plan(n)),
    "tasks of the reference": (lambda n: _plan(n), lambda n: _plan(25)),
    "sentences of a task": (lambda n: _plan(10, n), lambda n: _plan(10)),
    "sentences of a local task": (lambda n: _plan(10), lambda n: _plan(10, n)),
    "numbers of a task": (lambda n: _plan(10), lambda n: _plan(10, 1, n)),
    "numbers of a task on both sides": (lambda n: _plan(1, 1, math.isqrt(n)), lambda n: _plan(1, 1, math.isqrt(n), "县")),
}


def align_cases() -> Iterator[tuple[str, str, Callable[[int], tuple[int, Callable[[], object]]]]]:
    from kexie_nlp.alignment import Aligner

    for name, (central, local) in ALIGNED.items():
        def prepare(n: int, central: Make = central, local: Make = local) -> tuple[int, Callable[[], object]]:
            plans = _analyze(central(n)), _analyze(local(n))
            return len(plans[0].text) + len(plans[1].text), lambda: list(Aligner(plans[0]).align([plans[1]]))
        yield name, "align", prepare


def build_cases() -> Iterator[tuple[str, str, Callable[[int], tuple[int, Callable[[], object]]]]]:
    from kexie_nlp.batch import build
    from kexie_nlp.store import open_store

    central = _plan(25)

    def prepare(n: int) -> tuple[int, Callable[[], object]]:
        made = tempfile.TemporaryDirectory()
        folder = Path(made.name)
        (folder / "central.txt").write_text(central, encoding="utf-8")
        for k in range(n):
            (folder / f"{k}.txt").write_text(_plan(6) + f"{k}\n", encoding="utf-8")

        def run() -> object:
            with open_store(":memory:", create=True) as store:
                return build([made.name], store, _settings(), central=folder / "central.txt", jobs=1)
        return n * len(central), run

    yield "documents of a build", "build", prepare


def text_cases(makes: dict[str, Make], stages: dict[str, Work]) -> Iterator[
        tuple[str, str, Callable[[int], tuple[int, Callable[[], object]]]]]:
    for name, make in makes.items():
        for stage, work in stages.items():
            def prepare(n: int, make: Make = make, work: Work = work) -> tuple[int, Callable[[], object]]:
                text = make(n)
                return len(text), lambda: work(text)
            yield name, stage, prepare


class Stopped(Exception):
    """A call exceeded its time limit."""


def _stop(signum: int, frame: object) -> None:
    raise Stopped


def seconds(work: Callable[[], object], limit: float) -> float:
    """Returns the processor time of one call, averaged over several short calls; infinity if it was stopped at `limit` seconds."""
    gc.collect()
    signal.setitimer(signal.ITIMER_PROF, limit)
    start, spent, calls = time.process_time(), 0.0, 0
    try:
        while spent < TICKS:
            work()
            calls += 1
            spent = time.process_time() - start
        return spent / calls
    except Stopped:
        return math.inf
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def exponent(times: dict[int, float]) -> float:
    """Returns the slope of the logarithms over the four largest sizes; infinity if a call was stopped."""
    points = [(math.log(n), math.log(t) if t else -math.inf) for n, t in sorted(times.items())[-FITTED:]]
    if any(math.isinf(y) for _, y in points):
        return math.inf
    x0, y0 = (sum(values) / len(points) for values in zip(*points, strict=True))
    return sum((x - x0) * (y - y0) for x, y in points) / sum((x - x0) ** 2 for x, _ in points)


def grow(prepare: Callable[[int], tuple[int, Callable[[], object]]], budget: float, rounds: int, limit: float) -> dict[int, float]:
    """Returns the times of the six largest sizes, each the best of `rounds`. Rows above the limit are measured again."""
    times: dict[int, float] = {}
    n, length, last = 1, 0, 0.0
    seconds(prepare(1)[1], budget * STOPPED)
    while (last < budget or len(times) < FITTED) and not math.isinf(last) and length < LONGEST and n < 1 << 22:
        length, work = prepare(n)
        last = times[n] = seconds(work, budget * STOPPED)
        n *= 2
    times = dict(sorted(times.items())[-DOUBLINGS - 1:])
    for again in range(rounds + 2):
        if again >= rounds and exponent(times) <= limit or math.isinf(last):
            break
        for n in times:
            times[n] = min(times[n], seconds(prepare(n)[1], budget * STOPPED))
    return times


def table(options: argparse.Namespace) -> int:
    """Measures and prints every row. Returns 1 if a row is above the limit."""
    cases = [*text_cases(TEXTS, _text_stages()), *text_cases(PAGES, _page_stages()), *align_cases(), *build_cases()]
    if options.only:
        cases = [c for c in cases if any(word in c[0] for word in options.only)]
    if options.stage:
        cases = [c for c in cases if c[1] in options.stage]
    for work in _text_stages().values():  # loads dictionaries and fills caches
        work(SENTENCE)
    gc.collect()
    gc.freeze()
    signal.signal(signal.SIGPROF, _stop)
    budget, rounds = (QUICK, 1) if options.quick else (BUDGET, 2)
    print(f"{'dimension':34}{'stage':17}{'largest n':>10}  {'seconds at six sizes':>48}{'exponent':>10}")
    above = []
    for name, stage, prepare in cases:
        more = LONGER if name in LONG and stage == "analyze" or stage in ("align", "build") else 1
        times = grow(prepare, more * budget, rounds, options.limit)
        if options.quick and options.limit < exponent(times) < math.inf:  # for small texts, processor caches may affect the result
            times = grow(prepare, more * BUDGET, rounds, options.limit)
        slope = exponent(times)
        shown = "".join(f"{t:8.3f}" for t in times.values())
        flag = "  ABOVE" if slope > options.limit else ""
        above += [(name, stage, slope)] if flag else []
        if flag or not options.brief:
            width = 34 - sum(ord(c) > 0x2e80 for c in name)
            print(f"{name:{width}}{stage:17}{max(times):10}  {shown:>48}{slope:10.2f}{flag}", flush=True)
    print(f"{len(cases)} rows, {len(above)} above {options.limit}")
    return 1 if above else 0


LARGE: dict[str, Make] = {
    "generated documents": TEXTS["generated documents"], "one line": TEXTS["line"], "lines": TEXTS["lines"],
    "headings": TEXTS["headings of two levels"], "numbers of one sentence": TEXTS["numbers joined by 、"],
    "table rows": TEXTS["table rows"], "assignments": TEXTS["assignments in brackets"], "titles": TEXTS["titles in clauses"],
}


def child(name: str, megabytes: float) -> None:
    """Analyses one large document and prints its time and memory."""
    sample = LARGE[name](20)
    wanted = megabytes * 1e6
    text = LARGE[name](math.ceil(20 * wanted / len(sample.encode())))
    text = text.encode()[:round(wanted)].decode("utf-8", "ignore")
    start = time.process_time()
    record = _analyze(text).record
    spent = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    print(json.dumps({"seconds": spent, "gigabytes": peak, "characters": len(text), "targets": len(record.targets)}))


def large(options: argparse.Namespace) -> int:
    """Measures documents of some megabytes, one process each. Returns 1 if one exceeds the limits."""
    bad = 0
    print(f"{'document':28}{'MB':>5}{'seconds':>10}{'peak GB':>9}")
    for name in LARGE:
        if options.only and not any(word in name for word in options.only):
            continue
        command = [sys.executable, __file__, "--child", name, "--megabytes", str(options.megabytes)]
        try:
            done = subprocess.run(command, capture_output=True, text=True, timeout=10 * SECONDS, check=True)
            found = json.loads(done.stdout.splitlines()[-1])
            broken = found["seconds"] > SECONDS or found["gigabytes"] > GIGABYTES
            print(f"{name:28}{options.megabytes:5g}{found['seconds']:10.1f}{found['gigabytes']:9.2f}"
                  f"{'  ABOVE' if broken else ''}", flush=True)
        except (subprocess.TimeoutExpired, subprocess.CalledProcessError) as error:
            broken = True
            print(f"{name:28}{options.megabytes:5g}  {type(error).__name__}  ABOVE", flush=True)
        bad += broken
    return 1 if bad else 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--limit", type=float, default=1.15, help="largest exponent allowed")
    parser.add_argument("--only", nargs="+", metavar="NAME", help="dimensions whose name contains one of these")
    parser.add_argument("--stage", nargs="+", metavar="NAME", help="normalize, parse_outline, analyze, html, align, build …")
    parser.add_argument("--quick", action="store_true", help="shorter texts, one round")
    parser.add_argument("--brief", action="store_true", help="print only what is above the limit")
    parser.add_argument("--large", action="store_true", help="documents of some megabytes instead")
    parser.add_argument("--megabytes", type=float, default=5)
    parser.add_argument("--child", choices=sorted(LARGE), help=argparse.SUPPRESS)
    options = parser.parse_args()
    import jieba

    jieba.setLogLevel(logging.WARNING)
    if options.child:
        child(options.child, options.megabytes)
        return 0
    return large(options) if options.large else table(options)


if __name__ == "__main__":
    sys.exit(main())
