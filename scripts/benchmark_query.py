"""Measures the processor time of every question on many generated documents, in ms: first page, next page, first page again.

    python scripts/benchmark_query.py --documents 2000        # the database is created once, in build/
"""
from __future__ import annotations

import argparse
import random
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from made_up import made, made_link  # noqa: E402

from kexie_nlp import query  # noqa: E402
from kexie_nlp.store import Store, open_store  # noqa: E402

WORDS = ["科普", "学会", "人才", "青年", "智库", "基层", "组织", "高校", "企业", "园区", "服务", "创新", "平台", "项目", "活动", "培训",
         "志愿", "信息", "宣传", "评价", "改革", "代表", "会员", "党建", "国际", "交流", "合作", "奖励", "讲座", "大赛", "展览", "乡镇",
         "社区", "资源", "评审", "试点"]
KINDS = {"provincial": "省", "municipal": "市", "county": "县"}
CHAPTERS, TASKS, CANDIDATES, PAGE = "一二三四五", 5, 5, 50


def words(number: int) -> str:
    return "".join(random.choices(WORDS, k=number))


def plan(level: str, region: str, year: int, titles: list[str]) -> str:
    """Returns a plan of 25 tasks, half of them with titles of the central plan."""
    lines = [f"{level} {region} {year}"]
    for c, chapter in enumerate(CHAPTERS):
        lines.append(f"{chapter}、{words(3)}")
        for t in range(TASKS):
            title = titles[c * TASKS + t] if level == "central" or random.random() < 0.5 else words(4)
            lines.append(f"{t + 1}.{title}。推动{words(4)}，{year}年{random.randint(1, 12)}月底前新建{words(1)}不少于"
                         f"{random.randint(5, 90)}个。开展{words(5)}，加强{words(4)}。每年举办{words(3)}。")
    return "\n".join(lines) + "\n"


def fill(store: Store, number: int) -> None:
    """Stores a central plan and `number` other plans with five candidates per task."""
    random.seed(1)
    titles = [words(4) for _ in range(len(CHAPTERS) * TASKS)]
    central = made(plan("central", "-", 2016, titles), "central.txt")
    store.put(central, fingerprint="made")
    store.set_fact("central", central.record.sha256)
    tasks = central.record.tasks()
    for n in range(number):
        level = random.choice(list(KINDS))
        document = made(plan(level, f"第{n % 400}{KINDS[level]}", 2016 + n % 7, titles), f"{n}.txt")
        store.put(document, fingerprint="made")
        links = []
        for task in document.record.tasks():
            same = [c for c in tasks if c.title == task.title]
            for candidate in dict.fromkeys([*same, *random.sample(tasks, CANDIDATES)]):
                grade = 2 if candidate in same else int(random.random() < 0.15)
                more = {"relation": "implements" if grade == 2 else "related", "evidence": [
                    {"task": (task.start, task.start + 20), "measure": (candidate.start, candidate.start + 20), "score": 0.8}]}
                ends = [t.id for d, p in ((document, task), (central, candidate)) for t in d.record.targets if t.provision == p.id]
                if grade == 2 and len(ends) == 2:
                    more["numbers"] = [{"task_target": ends[0], "measure_target": ends[1], "verdict": "stricter"}]
                links.append(made_link(document, task.id, central, candidate.id, grade, random.random(), **(more if grade else {})))
        store.set_links([document.record.sha256], links, "made")
    store.tidy()


def cases(store: Store) -> list[tuple[str, list[str], dict[str, object]]]:
    """Returns every question without filters, and some with filters and sort orders."""
    infos = store.infos()
    central, one, two = infos[0].label, infos[1].label, infos[2].label
    arguments = {"task": [f"{one}/一.1"], "measure": [f"{central}/一.1"], "compare": [one, two], "history": [f"{central}/一.1"],
                 "search": ["学会 改革"]}
    plain = [(name, arguments.get(name, []), dict[str, object]()) for name in query.QUESTIONS]
    return [*plain, ("search", ["评"], {}), ("search", ['"基层组织"'], {}), ("history", [f"{one}/一.1"], {}),
            ("targets", [], {"chapter": "二"}), ("targets", [], {"region": "第7", "text": "学会"}),
            ("targets", [], {"actor": "市科协", "grade": 2}), ("targets", [], {"sort": "value", "desc": True}),
            ("deadlines", [], {"year": 2018, "status": "planned"}), ("tasks", [], {"grade": 0}), ("tasks", [], {"sort": "score"}),
            ("measures", [], {"text": "志愿"}), ("novel", [], {"status": "local"}), ("links", [], {"grade": 2, "sort": "score"}),
            ("links", [], {"chapter": "二"}), ("states", [], {"by_region": True}), ("similarity", [], {"sort": "both"})]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=2000)
    number = parser.parse_args().documents
    path = ROOT / "build" / f"made-{number}.db"
    path.parent.mkdir(exist_ok=True)
    if not path.exists():
        with open_store(path, create=True) as store:
            fill(store, number)
    with open_store(path) as store:
        print(f"{'question':12}{'arguments':40}{'first':>8}{'next':>8}{'again':>8}  rows in all")
        for name, arguments, filters in cases(store):
            took = []
            for offset in (0, PAGE, 0):
                start = time.process_time()
                rows = query.QUESTIONS[name].function(store, *arguments, **filters, limit=PAGE, offset=offset)
                _ = rows.model_dump_json() if query.QUESTIONS[name].single else rows.to_json()
                took.append((time.process_time() - start) * 1000)
            said = " ".join([*arguments, *(f"{key}={value}" for key, value in filters.items())])
            print(f"{name:12}{said[:39]:40}{took[0]:8.0f}{took[1]:8.0f}{took[2]:8.0f}  {getattr(rows, 'total', '')}", flush=True)


if __name__ == "__main__":
    main()
