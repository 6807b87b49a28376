"""Exports: Cypher read back, chains of plans, and 100,000 nodes in bounded memory. All sentences are made up."""
import json
import re
import subprocess
import sys

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made_up import CENTRAL, NORTH, SOUTH, made, made_link
from test_graph import LINKS, PLAN, PROVINCE, contents, with_words

from kexie_nlp.errors import KexieError
from kexie_nlp.graph import build_graph, read_graph, write_graph, write_parts

STRING = r'"(?:[^"\\]|\\.)*"'
ROW = re.compile(r"UNWIND \[(.*)\] AS row (MERGE|MATCH) .*?(?:SET n:(\w+)|MERGE \(a\)-\[r:(\w+) ).*;")
KEY = re.compile(rf"({STRING})|`(\w+)`(?=: )|(?<=[{{ ])(\w+)(?=: )")


def read_cypher(path):
    """Nodes {id: properties} and edges {(a, b, key): properties} of a file of our statements."""
    nodes, edges = {}, {}
    first, *statements = path.read_text(encoding="utf-8").split("\n")[:-1]
    assert first.startswith("CREATE CONSTRAINT") and first.endswith(";")
    for statement in statements:
        found = ROW.fullmatch(statement)
        rows = json.loads("[" + KEY.sub(lambda m: m[1] or f'"{m[2] or m[3]}"', found[1]) + "]")
        assert len(rows) <= 500
        for row in rows:
            if found[2] == "MERGE":
                nodes[row["id"]] = row["props"]
                assert found[3] == row["props"]["type"].capitalize()
            else:
                edges[row["a"], row["b"], row["key"]] = row["props"]
                assert found[4] == row["props"]["type"].upper()
                assert row["a"] in nodes and row["b"] in nodes
    return nodes, edges


def as_read(graph):
    return dict(graph.nodes(data=True)), {(a, b, key): values for a, b, key, values in graph.edges(keys=True, data=True)}


def test_cypher_is_read_back(tmp_path):
    graph = build_graph([PLAN, PROVINCE], LINKS)
    write_graph(graph, tmp_path / "g.cypher", "cypher")
    assert read_cypher(tmp_path / "g.cypher") == as_read(graph)
    with pytest.raises(KexieError, match="K402"):
        read_graph(tmp_path / "g.cypher", "cypher")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30, deadline=None)
@given(words=st.text(min_size=1, max_size=20) | st.sampled_from(
    ['"', "'", "\\", '\\"', "`x`: ", "} ]) DETACH DELETE n;//", "{id: 1}", "\u2028", "$param", "\n"]))
def test_no_text_breaks_out_of_a_statement(tmp_path, words):
    graph = build_graph([PLAN, with_words(words)], LINKS)
    write_graph(graph, tmp_path / "g", "cypher")
    assert read_cypher(tmp_path / "g") == as_read(graph)


@pytest.mark.parametrize("format", ["graphml", "gexf", "json"])
def test_parts_make_the_same_file_content_as_the_graph(tmp_path, format):
    counts = write_parts(iter([PLAN, PROVINCE]), iter(LINKS), tmp_path / "g", format)
    graph = build_graph([PLAN, PROVINCE], LINKS)
    assert contents(read_graph(tmp_path / "g", format)) == contents(graph)
    assert counts == {"node": len(graph), "edge": graph.number_of_edges()}


# chains of plans

CITY = "municipal 北山市 2019\n一、工作\n1.落实《北山省科协强基层工作计划》。推动乡镇建立科协。\n"
COUNTY = "county 临河县 2020\n一、工作\n1.建设乡镇科协。推动乡镇建立科协。\n"


def titled(document, title):
    meta = document.record.meta.model_copy(update={"title": title})
    return type(document)(document.record.model_copy(update={"meta": meta}), document.text)


def follows(documents, links):
    names = {f"doc:{d.record.sha256[:12]}": d.record.meta.region for d in documents}
    graph = build_graph(documents, links)
    return {(names[a], names[b]): values["basis"] for a, b, values in graph.edges(data=True) if values["type"] == "follows"}


def test_central_provincial_municipal_and_county_plans_make_a_chain():
    province = titled(made(NORTH), "北山省科协强基层工作计划")
    plan, city, county = made(CENTRAL), made(CITY), made(COUNTY)
    links = [made_link(province, "一.1", plan, "一.1", 2, 0.9), made_link(county, "一.1", city, "一.1", 2, 0.8),
             made_link(county, "一.1", plan, "一.1", 2, 0.8)]
    assert follows([plan, province, city, county], links) == {
        ("北山省", None): "level", ("北山市", "北山省"): "cited", ("临河县", "北山市"): "level"}


def test_another_province_and_a_plan_without_links_are_no_family():
    south, north = made(SOUTH), made(NORTH)
    assert follows([made(CENTRAL), south], []) == {}
    assert follows([north, south], [made_link(south, "一.1", north, "一.1", 2, 0.9)]) == {}


# size

MEASURE = """
import resource, sys, hashlib
from pathlib import Path
from kexie_nlp.analysis import Document
from kexie_nlp.graph import write_parts
from kexie_nlp.model import DocumentRecord, Link, Meta, Place, Provision

def documents(count):
    for n in range(count):
        text = f"{n}推动乡镇建立科协。"
        provisions = [Provision.model_construct(id=f"{k}", parent=None, role="task", level=1, marker="1.", title=f"任务{k}",
                                                start=0, end=9) for k in range(100)]
        yield Document(DocumentRecord.model_construct(schema_=1, source=f"{n}.txt", sha256=hashlib.sha256(text.encode())
                       .hexdigest(), meta=Meta(level="provincial", region="北山省"), provisions=tuple(provisions), measures=(),
                       targets=(), times=()), text)

def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024

list(write_parts(documents(10), [], sys.argv[1], sys.argv[2]))
before = peak()
counts = write_parts(documents(int(sys.argv[3])), [], sys.argv[1], sys.argv[2])
print(counts["node"], peak() - before)
"""


@pytest.mark.parametrize(("format", "documents"), [("graphml", 1000), ("gexf", 100), ("json", 100), ("cypher", 100)])
def test_a_hundred_thousand_nodes_need_little_memory(tmp_path, format, documents):
    run = [sys.executable, "-c", MEASURE, str(tmp_path / "g"), format, str(documents)]
    nodes, megabytes = map(int, subprocess.run(run, capture_output=True, text=True, check=True).stdout.split())
    assert nodes > 100 * documents
    assert megabytes < 20 + documents / 20  # the names of provisions stay, to tell which links have both ends
