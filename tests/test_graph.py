"""Graphs: what stands in them, and that every format gives them back whole. All sentences are made up."""
import subprocess
import sys
from pathlib import Path

import networkx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made_up import CENTRAL, NORTH, made, made_link

from kexie_nlp.alignment import align
from kexie_nlp.alignment.training import load_gold
from kexie_nlp.analysis import Document
from kexie_nlp.errors import KexieError
from kexie_nlp.graph import EDGES, NODES, build_graph, read_graph, statistics, write_graph
from kexie_nlp.model import Measure

GOLD = Path(__file__).resolve().parents[2] / "shared" / "eval" / "gold"
FORMATS = ["graphml", "gexf", "json"]
PLAN, PROVINCE = made(CENTRAL, "plan.txt"), made(NORTH, "north.txt")
LINKS = [made_link(PROVINCE, "一.1", PLAN, "一.1", 2, 0.9, relation="implements"),
         made_link(PROVINCE, "一.2", PLAN, "一.2", 1, 0.3, relation="related"),
         made_link(PROVINCE, "一.2", PLAN, "二.1", 0, 0.1)]


def name(kind, document, item=None):
    """A node's id."""
    return f"{kind}:{document.record.sha256[:12]}" + (f"/{item}" if item else "")


def contents(graph):
    """Nodes and edges with keys and attributes, and the types of the attributes."""
    nodes = {node: {k: (v, type(v)) for k, v in values.items()} for node, values in graph.nodes(data=True)}
    edges = {(a, b, key): {k: (v, type(v)) for k, v in values.items()}
             for a, b, key, values in graph.edges(keys=True, data=True)}
    return nodes, edges


def with_words(words):
    """The province, with a measure, actor, instrument and region of the given words."""
    record = PROVINCE.record
    measure = Measure(id="own", provision="一.1", start=0, end=3, text=words, action=words, object="", actors=(words,),
                      instruments=(words,), rule="made")
    return Document(record.model_copy(update={
        "measures": (*record.measures, measure), "meta": record.meta.model_copy(update={"region": words}),
        "source": words}), PROVINCE.text)


@pytest.fixture
def graph():
    return build_graph([PLAN, PROVINCE], LINKS)


def test_importing_stays_cheap():
    code = "import sys, kexie_nlp.graph; print([m for m in ('networkx', 'scipy', 'spacy') if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


def test_the_graph_follows_the_schema(graph):
    for _, values in graph.nodes(data=True):
        assert set(values) - {"type", "label"} <= set(NODES[values["type"]])
        assert values["label"]
    for start, end, values in graph.edges(data=True):
        starts, ends, names = EDGES[values["type"]]
        assert graph.nodes[start]["type"] in starts
        assert graph.nodes[end]["type"] in ends
        assert set(values) - {"type"} <= set(names)


def test_nothing_unknown_is_written_as_a_value(graph):
    holders = [d for _, d in graph.nodes(data=True)] + [d for *_, d in graph.edges(data=True)]
    values = [value for holder in holders for value in holder.values()]
    assert {type(v) for v in values} <= {str, int, float, bool}
    assert "None" not in values
    assert "doc_number" not in graph.nodes[name("doc", PLAN)]


def test_documents_hold_provisions_and_provisions_their_measures_numbers_and_times(graph):
    task = name("prov", PROVINCE, "一.1")
    assert graph.nodes[name("doc", PROVINCE)]["label"] == "北山省计划"
    assert graph.nodes[task] == {"type": "provision", "label": "建设乡镇科协", "sha256": PROVINCE.record.sha256,
                                 "provision": "一.1", "role": "task", "depth": 2, "marker": "1.",
                                 "start": PROVINCE.text.index("1."), "end": PROVINCE.text.index("2.举办") - 1}
    assert list(graph.in_edges(task, data="type")) == [(name("prov", PROVINCE, "一"), task, "contains")]
    stated = {graph.nodes[b]["label"] for _, b, kind in graph.out_edges(task, data="type") if kind != "aligns_to"}
    assert stated == {"推动乡镇建立科协", "2019年6月底前新建科协不少于40个", "科协：不少于40个", "2019年6月底前"}


def test_documents_share_their_actors(graph):
    region = PROVINCE.record.meta.region
    assert graph.nodes[f"actor:{region}科协"] == {"type": "actor", "label": f"{region}科协"}
    for actor, document in (("省科协", PLAN), (f"{region}科协", PROVINCE)):  # 省科协 is the body of the document's province
        assert {a.split("/")[0] for a, _ in graph.in_edges(f"actor:{actor}")} == {name("measure", document)}


def test_graded_links_are_edges_with_score_and_grade(graph):
    found = {(a, b): d for a, b, d in graph.edges(data=True) if d["type"] == "aligns_to"}
    assert found == {
        (name("prov", PROVINCE, "一.1"), name("prov", PLAN, "一.1")):
            {"type": "aligns_to", "score": 0.9, "grade": 2, "relation": "implements", "model": "made"},
        (name("prov", PROVINCE, "一.2"), name("prov", PLAN, "一.2")):
            {"type": "aligns_to", "score": 0.3, "grade": 1, "relation": "related", "model": "made"}}


def test_a_link_to_a_document_that_is_not_there_is_left_out():
    assert "aligns_to" not in statistics(build_graph([PROVINCE], LINKS))["edges"]


def test_edge_keys_are_unique_and_stable(graph):
    keys = [key for *_, key in graph.edges(keys=True)]
    assert len(set(keys)) == len(keys)
    assert contents(build_graph([PLAN, PROVINCE], LINKS)) == contents(graph)


def test_statistics_count_by_type(graph):
    counted = statistics(graph)
    assert counted["nodes"]["document"] == 2
    assert counted["nodes"]["provision"] == len(PLAN.record.provisions) + len(PROVINCE.record.provisions)
    assert counted["edges"]["aligns_to"] == 2
    assert sum(counted["nodes"].values()) == len(graph)
    assert statistics(build_graph([], [])) == {"nodes": {}, "edges": {}}


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("documents", [[], [PLAN], [PLAN, PROVINCE]])
def test_every_format_gives_the_graph_back(tmp_path, format, documents):
    graph = build_graph(documents, LINKS)
    write_graph(graph, tmp_path / "graph", format)
    assert contents(read_graph(tmp_path / "graph", format)) == contents(graph)


@pytest.mark.parametrize("format", FORMATS)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)
@given(words=st.text(min_size=1, max_size=20) | st.sampled_from(
    ["\x00科\x0b普", "a\r\nb\tc", " 空 格 ", "<a href=\"x\">&amp;</a>]]>", "\ufffe\uffff", "\ud800半", "😀",
     "\x85\u2028", "True", "1.0"]))
def test_no_character_breaks_a_format(tmp_path, format, words):
    graph = build_graph([PLAN, with_words(words)], LINKS)
    write_graph(graph, tmp_path / "graph", format)
    assert contents(read_graph(tmp_path / "graph", format)) == contents(graph)


def test_networkx_reads_the_files_without_our_help(graph, tmp_path):
    for format in FORMATS:
        write_graph(graph, tmp_path / format, format)
    wanted = {node: dict(values) for node, values in graph.nodes(data=True)}
    for found in (networkx.read_graphml(tmp_path / "graphml"), networkx.read_gexf(tmp_path / "gexf")):
        assert {node: dict(values) for node, values in found.nodes(data=True)} == wanted
        assert sorted(found.edges(data="type")) == sorted(graph.edges(data="type"))


@pytest.mark.parametrize("use", [lambda path: write_graph(build_graph([], []), path, "dot"),
                                 lambda path: read_graph(path, "dot")])
def test_an_unknown_format_is_named(use, tmp_path):
    with pytest.raises(KexieError, match="K402 .*dot"):
        use(tmp_path / "graph")
    assert not (tmp_path / "graph").exists()


@pytest.mark.skipif(not GOLD.is_dir(), reason="the annotated documents lie in ../shared, outside the project")
@pytest.mark.parametrize("format", FORMATS)
def test_the_annotated_documents_make_a_graph(tmp_path, format):
    documents = [load_gold(GOLD, path.name.removesuffix(".gold.json")) for path in sorted(GOLD.glob("*.gold.json"))]
    central = next(d for d in documents if d.record.meta.level == "central")
    graph = build_graph(documents, align(central, documents))
    counted = statistics(graph)
    assert counted["nodes"]["document"] == len(documents)
    assert counted["nodes"]["measure"] == counted["edges"]["states"] == sum(len(d.record.measures) for d in documents)
    assert counted["edges"]["aligns_to"] > 50
    write_graph(graph, tmp_path / "graph", format)
    assert contents(read_graph(tmp_path / "graph", format)) == contents(graph)
