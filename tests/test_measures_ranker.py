"""The ranker of head verbs: its features of clauses written by hand, what it decides, its training on annotated sentences."""
from __future__ import annotations

import json

import pytest

from kexie_nlp.analysis import analyze
from kexie_nlp.errors import KexieError
from kexie_nlp.pipes.measures.heads import find_head, in_doubt, ruled_head, verbs_of
from kexie_nlp.pipes.measures.ranker import BY_CLASS, CLASSES, FEATURES, HeadRanker, features, load_ranker, names
from kexie_nlp.pipes.measures.tokens import Tokens, form_classes
from kexie_nlp.training.heads import Example, load_examples, train_heads


def clause(words: str) -> Tokens:
    """The tokens of a clause that is written as FORM/TAG with blanks between."""
    forms, tags = map(list, zip(*(word.split("/") for word in words.split()), strict=True))
    ends = [len("".join(forms[:k + 1])) for k in range(len(forms))]
    return Tokens(forms, tags, [0, *ends[:-1]], ends, [form_classes()[form] for form in forms])


TRAINS = clause("对/p 困难/an 企业/n 的/uj 职工/n 开展/v 培训/vn")
LISTS = clause("严格/ad 查验/v 水泵/n 、/x 闸门/n 等/u 设备/n 并/c 及时/ad 更换/v")
PAYS = clause("对/p 参加/v 演练/vn 的/uj 渔民/n 发放/v 补贴/n")


def values_of(tokens: Tokens, *verbs: int) -> list[dict[str, object]]:
    return [dict(zip(FEATURES, values, strict=True)) for values in features(tokens, verbs)]


def test_features_of_a_verb_behind_a_phrase():
    opens, trains = values_of(TRAINS, 5, 6)
    assert {name: opens[name] for name in FEATURES[len(BY_CLASS):] if opens[name] is not None} == {
        "form": "开展", "tag": "v", "tag before": "n", "tag behind": "vn", "tags": "vvn", "word before": "职工", "word behind": "培训",
        "earlier verbs": "0", "later verbs": "1", "words behind": "v1", "的 before": "yes"}
    assert [trains[name] for name in ("word behind", "tag behind", "earlier verbs", "later verbs", "words behind")] == [
        "$", "$", "1", "0", "vn0"]
    assert trains["light verb before"] == "vn" and opens["light verb behind"] is None  # 开展 is light, 培训 is not


def test_features_around_adverbs_and_attributes():
    checks, changes = values_of(LISTS, 1, 9)
    assert [checks[name] for name in ("led by", "adverb before a later verb", "words behind")] == ["nothing", "v", "v4"]
    assert [changes[name] for name in ("led by", "adverb before a later verb")] == ["adverb", None]
    joins, pays = values_of(PAYS, 1, 5)
    assert joins["的 behind"] == pays["的 before"] == "yes" and joins["的 before"] is pays["的 behind"] is None


def test_names_say_each_class_of_a_word_and_leave_out_what_does_not_apply():
    found = list(names(next(features(TRAINS, [5]))))
    bits = form_classes()["开展"]
    assert {kind for name, kind in found if name == "word"} == {kind for kind, bit in CLASSES.items() if bits & bit} >= {"light", "main"}
    assert ("form", "开展") in found and ("earlier verbs", "0") in found
    assert not {"的 behind", "led by"} & {name for name, _ in found}


@pytest.mark.parametrize(("margin", "chosen"), [(0.4, 6), (0.5, 5), (2.0, 5)])
def test_another_verb_must_win_by_more_than_the_margin(margin, chosen):
    ranker = HeadRanker("small", margin, {"form": {"培训": 1.0}, "word": {"light": 0.25}, "word before": {"职工": 0.25}})
    opens, trains = features(TRAINS, [5, 6])
    assert (ranker.score(opens), ranker.score(trains)) == (0.5, 1.0)
    assert ranker.choose(TRAINS, [5, 6], 5) == chosen


def test_a_score_can_be_added_up_from_the_names():
    ranker = load_ranker()
    for tokens, verbs in ((TRAINS, [5, 6]), (LISTS, [1, 9]), (PAYS, [1, 2, 5])):
        for values in features(tokens, verbs):
            by_hand = sum(ranker.weights[name].get(value, 0) for name, value in names(values))
            assert ranker.score(values) == pytest.approx(by_hand) and by_hand != 0


def test_a_ranker_without_weights_keeps_the_rules_choice():
    assert HeadRanker("none", 0.0, {}).choose(PAYS, [1, 2, 5], 5) == 5


@pytest.mark.parametrize(("words", "ruled", "doubted"), [
    ("对/p 渔民/n 给予/v 补助/vn", 2, True),  # behind a phrase
    ("渔港/n 建设/vn 工程/n 并/c 验收/v", 1, True),  # behind a subject
    ("全面/ad 检修/vn 渔港/n", 1, False), ("检修/vn 渔港/n", 0, False)])  # at most an adverb before it
def test_a_verb_is_left_to_the_rules_where_nothing_but_adverbs_precedes_it(words, ruled, doubted):
    assert in_doubt(clause(words), ruled) is doubted


@pytest.mark.parametrize(("words", "ruled", "verbs"), [
    ("对/p 参加/v 演练/vn 的/uj 渔民/n 发放/v 补贴/n", 5, ["参加", "演练", "发放", "补贴"]),
    ("由/p 镇政府/n 联合/v 开展/v 排查/v", 3, ["开展", "排查"]),  # an adverb that leads a verb
    ("由/p 镇政府/n 联合/v 渔港/n", 2, ["联合"]),  # one that leads none
    ("依据/p 《/x 培训/vn 办法/n 》/x 开展/v 考核/vn", 5, ["开展", "考核"]),
    ("为/p 医院/n 核增/v 编制/n 30/m 名/q", 2, ["核增"]), ("由/p 医院/n 编制/n 预案/n", 2, ["编制"]),
    ("为/p 医院/n 配备/v 教师/n 编制/n 30/m 名/q", 2, ["配备"]), ("由/p 医院/n 负责/v 编制/n 预案/n", 2, ["负责", "编制"])])
def test_between_which_words_the_ranker_may_choose(words, ruled, verbs):
    tokens = clause(words)
    assert [tokens.forms[i] for i in verbs_of(tokens, ruled)] == verbs


# the packaged ranker

def test_the_packaged_ranker_has_the_features_and_is_better_than_the_rules():
    ranker = load_ranker()
    assert set(ranker.weights) == set(FEATURES) and ranker.margin > 0
    assert all(set(ranker.weights[name]) <= set(CLASSES) for name in BY_CLASS)
    assert ranker.scores["doubted"]["acc"] > ranker.scores["doubted"]["rules"]
    assert ranker.scores["all"]["n"] > ranker.scores["doubted"]["n"] > 100
    assert load_ranker() is ranker


@pytest.mark.parametrize(("text", "action", "actors"), [
    ("对举办夜校的学会给予补助。", "给予", ()), ("对参加演练的渔户发放误工补贴。", "发放", ()),
    ("会同市科协开展冷链检查。", "开展", ("市科协",)), ("对长期坚持培训的企业予以表彰。", "予以表彰", ()),
    ("对遇到台风未回港的渔船给予处罚。", "给予", ()), ("利用闲置校舍改建养老院。", "改建", ()),
    ("流动科技馆每两年巡展县域一遍。", "巡展", None), ("流动文化馆每季度巡展一次。", "巡展", None)])
def test_well_known_clauses(text, action, actors):
    (found,) = analyze(text).record.measures
    assert found.action == action and actors in (None, found.actors)


@pytest.mark.parametrize(("words", "ruled", "head"), [
    ("为/p 参加/v 救援/vn 的/uj 志愿者/n 购买/v 保险/n", "参加", "购买"),
    ("对/p 长期/d 坚持/v 培训/vn 的/uj 企业/n 予以/v 表彰/v", "坚持", "予以")])
def test_the_ranker_overrules_the_rules(words, ruled, head):
    tokens = clause(words)
    assert tokens.forms[ruled_head(tokens)] == ruled and find_head(tokens).word == head


# training

ATTRIBUTES = ("参加演练", "举办夜校", "开展巡查", "组织救援")
SENTENCES = [("对{}的{}给予补助", "给予"), ("向{}的{}发放津贴", "发放"), ("向{}的{}提供场地", "提供")]


def write_annotated(folder, document, bodies):
    """An annotated document whose measures stand behind phrases; and the number of them."""
    text, measures = "工作方案\n一、任务\n", []
    for body in bodies:
        for attribute in ATTRIBUTES:
            for sentence, action in SENTENCES:
                said = sentence.format(attribute, body)
                measures.append({"start": len(text), "end": len(text) + len(said), "text": said, "action": action})
                text += said + "。\n"
    data = {"doc": document, "text": text, "measures": measures}
    (folder / f"{document}.gold.json").write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    return len(measures)


@pytest.fixture(scope="module")
def examples(tmp_path_factory):
    folder = tmp_path_factory.mktemp("annotated")
    written = sum(write_annotated(folder, name, bodies) for name, bodies in (("north", ["渔户", "商户"]), ("south", ["学会", "医院"])))
    (folder / "empty.gold.json").write_text(json.dumps({"doc": "empty", "text": "说明\n"}), encoding="utf-8")
    found = load_examples(folder)
    assert len(found) == written
    return found


def test_examples_are_clauses_with_the_annotated_verb_among_several(examples):
    assert {e.document for e in examples} == {"north", "south"}
    form = FEATURES.index("form")
    assert {e.verbs[e.head][form] for e in examples} == {"给予", "发放", "提供"}
    assert all(len(e.verbs) > 1 and e.head in e.verbs and e.ruled in e.verbs for e in examples)
    assert all(e.doubted for e in examples)  # behind a phrase


def test_training_finds_the_annotated_verbs_and_reads_back(examples, tmp_path):
    examples = [e._replace(doubted=e.document == "south") for e in examples]
    ranker = train_heads(examples)
    assert ranker == train_heads(examples)
    assert ranker.scores["doubted"]["acc"] == 1.0 >= ranker.scores["doubted"]["rules"]
    assert (ranker.scores["all"]["n"], ranker.scores["doubted"]["n"]) == (len(examples), sum(e.doubted for e in examples))
    for e in examples:
        sums = {i: ranker.score(values) for i, values in e.verbs.items()}
        assert max(sums, key=sums.get) == e.head
    ranker.save(tmp_path / "heads.json")
    read = HeadRanker(**json.loads((tmp_path / "heads.json").read_text(encoding="utf-8")))
    assert read == ranker and set(read.weights) == set(FEATURES)
    assert [read.score(v) for v in examples[0].verbs.values()] == [ranker.score(v) for v in examples[0].verbs.values()]


def test_scores_tell_clauses_in_doubt_from_all_and_rare_values_have_no_weight(examples):
    sure = [e._replace(doubted=False) for e in examples if e.document == "north"]
    rare = tuple("unique" if name == "form" else value for name, value in zip(FEATURES, sure[0].verbs[sure[0].head], strict=True))
    sure[0] = Example("north", sure[0].ruled, sure[0].head, {**sure[0].verbs, sure[0].head: rare}, False)
    doubted = [e._replace(doubted=True) for e in examples if e.document == "south"]
    ranker = train_heads([*sure, *doubted])
    assert (ranker.scores["all"]["n"], ranker.scores["doubted"]["n"]) == (len(examples), len(doubted)) and doubted
    assert "unique" not in ranker.weights["form"]


def test_training_needs_annotated_documents(tmp_path):
    with pytest.raises(KexieError, match="K101"):
        load_examples(tmp_path)
    (tmp_path / "x.gold.json").write_text('{"doc": "x", "measures": [{"action": "开展"}]}', encoding="utf-8")
    with pytest.raises(KexieError, match="K504"):
        load_examples(tmp_path)
