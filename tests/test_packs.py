"""Domain packs: chosen by the reference plan, extended and replaced, refused with the line; what a build and a question make of them."""
import pytest
from made_up import made, write_texts

from kexie_nlp import query
from kexie_nlp.alignment import AlignOptions, align
from kexie_nlp.alignment.topics import home_topics, is_routine, topics_in, topics_of_field
from kexie_nlp.batch import build
from kexie_nlp.batch.links import aligner_fingerprint
from kexie_nlp.errors import KexieError
from kexie_nlp.lexicon.pack_check import FAULTS, LEAST, examine
from kexie_nlp.lexicon.packs import GENERAL, Pack, packaged, packs_of, read_pack, read_packs
from kexie_nlp.report.labels import FAULTS as LABELS
from kexie_nlp.settings import Settings, load_settings
from kexie_nlp.store import open_store
from kexie_nlp.store.plan_packs import kept_packs

ABOUT = 'title = "水利"\nmarkers = ["水利", "河湖长", "灌区", "堤防"]\n'
TOPICS = "group,term,source\n河湖长制,河湖长,自编\n河湖长制,巡河,自编\n灌溉,灌区,自编\n灌溉,渠系,自编\n"
PLAN = """central - 2016
一、水利
1.健全河湖长制。落实河湖长责任。
2.改造灌区。完善灌区设施。
3.加固堤防。开展汛前检查。
4.保护水源。划定保护范围。
5.节约用水。推广节水器具。
"""
LOCAL = """provincial 北山省 2019
一、工作
1.坚持巡河。村干部每周巡河。
2.修整渠系。衬砌渠系三百里。
3.更换桌椅。购置桌椅。
4.举办赏花节。邀请游人赏花。
5.整理档案。整理旧档案，包括渠系图。
"""


def write_pack(folder, about=ABOUT, topics=TOPICS):
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "pack.toml").write_text(about, encoding="utf-8")
    (folder / "topics.csv").write_text(topics, encoding="utf-8")
    return folder


def names(packs):
    return [pack.name for pack in packs]


# the packaged ones

@pytest.mark.parametrize("pack", packaged(), ids=names(packaged()))
def test_packaged_packs_are_well_formed(pack):
    assert pack.title and pack.topics
    assert pack.name == GENERAL or len(set(pack.markers)) == len(pack.markers) >= LEAST


def test_no_two_fields_have_the_same_markers():
    seen = [frozenset(pack.markers) for pack in packaged()]
    assert len(set(seen)) == len(seen)


# chosen

def test_a_plan_gets_the_packs_of_its_field():
    assert names(packs_of("深化医药卫生体制改革，公立医院、医保、家庭医生和中医药")) == ["general", "health"]
    assert names(packs_of("科协、学会、科普、科技工作者")) == ["general", "kexie"]


@pytest.mark.parametrize("text", ["", "科协和科普", "开通村村邮路，投递到户。"])
def test_a_text_with_few_markers_is_outside_all_fields(text):
    assert names(packs_of(text)) == ["general"]


def test_an_own_pack_is_chosen_beside_the_packaged_ones_and_replaces_one_of_its_name(tmp_path):
    water = read_pack(write_pack(tmp_path / "water"))
    assert names(packs_of("水利、河湖长、灌区", (water,))) == ["general", "water"]
    assert names(packs_of("水利、河湖长、灌区")) == ["general"]
    health = read_pack(write_pack(tmp_path / "health"))
    assert packs_of("水利、河湖长、灌区", (health,))[1] is health
    assert names(packs_of("公立医院、医保、家庭医生和中医药", (health,))) == ["general"]


def test_fields_are_used_whatever_the_text_says():
    assert names(packs_of("公立医院、医保、家庭医生", fields=("rural", "kexie"))) == ["general", "rural", "kexie"]
    with pytest.raises(KexieError, match=r"K202 .*lexicon\.fields.*'river'.*health"):
        packs_of("", fields=("river",))


# faults

BAD = ("group,term,source\n河湖长制,河湖长,自编\n河湖长制,水,自编\n,巡河,自编\n灌溉,河湖长,自编\n灌溉,推进,自编\n"
       "灌溉,渠系\n灌溉, 灌区,自编\n\"灌\n溉\",涵洞,自编\n灌溉,涵洞,自编\n")


def faults(folder):
    return [(fault.file, fault.line, fault.fault) for fault in examine(folder).faults]


def test_all_faults_are_named_by_file_and_line(tmp_path):
    folder = write_pack(tmp_path / "water", 'markers = ["水利"]\nfield = 1\n', BAD)
    assert faults(folder) == [
        ("pack.toml", None, "title"), ("pack.toml", 1, "markers"), ("pack.toml", 2, "key"),
        *[("topics.csv", line, fault) for line, fault in (
            (3, "short"), (4, "empty"), (5, "duplicate"), (6, "common"), (7, "fields"), (8, "blanks"), (11, "duplicate"))]]
    with pytest.raises(KexieError, match=r"K203 .*water.*pack\.toml: the title is missing; 9 more faults"):
        read_pack(folder)


@pytest.mark.parametrize(("about", "topics", "said"), [
    (ABOUT, "term,group,source\n河湖长,河湖长制,自编\n", "topics.csv line 1: wrong columns"),
    (ABOUT, "", "topics.csv line 1: wrong columns"),
    (ABOUT, "group,term,source\n", "topics.csv: no rows"),
    (ABOUT, 'group,term,source\n"a', "topics.csv: cannot be read"),
    (ABOUT, TOPICS + "灌溉,巡河,自编\n", r"topics.csv line 6: a term that stands twice \(巡河, line 3\)"),
    ("title = ", TOPICS, "pack.toml: cannot be read"),
    ('title = "水利"\nmarkers = "水利"\n', TOPICS, "pack.toml line 2: at least 3"),
    ('title = "水利"\nmarkers = ["水利", "水利", "堤防", "灌区"]\n', TOPICS, "pack.toml line 2: at least 3 different"),
    ('markers = ["水利", "河湖长", "灌区"]\n', TOPICS, "pack.toml: the title is missing")])
def test_a_bad_pack_is_refused(tmp_path, about, topics, said):
    with pytest.raises(KexieError, match=f"K203 .*water.*{said}"):
        read_pack(write_pack(tmp_path / "water", about, topics))


def test_a_folder_without_the_files_is_no_pack(tmp_path):
    assert faults(tmp_path) == [("pack.toml", None, "unreadable"), ("topics.csv", None, "unreadable")]


def test_a_file_from_a_spreadsheet_is_read(tmp_path):
    folder = write_pack(tmp_path / "water")
    (folder / "topics.csv").write_bytes(TOPICS.replace("\n", "\r\n").encode("utf-8-sig"))
    assert read_pack(folder).topics == (("河湖长制", "河湖长"), ("河湖长制", "巡河"), ("灌溉", "灌区"), ("灌溉", "渠系"))


def test_a_folder_is_named_as_it_is_wherever_one_stands(tmp_path, monkeypatch):
    monkeypatch.chdir(write_pack(tmp_path / "water"))
    assert read_packs(["."])[0].name == "water"


def test_every_fault_has_chinese_words():
    assert set(FAULTS) == set(LABELS)


# what they do

def test_an_own_pack_brings_two_words_for_one_matter_together(tmp_path):
    pack = read_pack(write_pack(tmp_path / "water"))
    central, local = made(PLAN), made(LOCAL)

    def scores(**options):
        return {(x.task.provision, x.measure.provision): x for x in align(central, [local], options=AlignOptions(**options))}

    plain, helped = scores(), scores(packs=(pack,))
    assert all(helped[pair].score > plain[pair].score for pair in (("一.1", "一.1"), ("一.2", "一.2")))
    assert helped["一.2", "一.2"].grade and "灌溉" in helped["一.2", "一.2"].why


def test_folders_are_relative_to_the_file_that_names_them(tmp_path):
    (tmp_path / "kexie.toml").write_text('[lexicon]\npacks = ["packs/water"]\n', encoding="utf-8")
    assert load_settings(tmp_path / "kexie.toml").lexicon.packs == (str(tmp_path / "packs" / "water"),)
    (tmp_path / "kexie.toml").write_text("[lexicon]\npacks = [1]\n", encoding="utf-8")
    with pytest.raises(KexieError, match="K202 .*lexicon.packs"):
        load_settings(tmp_path / "kexie.toml")


@pytest.fixture
def own(tmp_path):
    """Texts of a plan and a local plan, settings with an own pack, a store."""
    write_texts(tmp_path / "in", plan=PLAN.replace("central - 2016", "国务院关于水利工作的意见（2016年）"),
                local=LOCAL.replace("provincial 北山省 2019", "江西省2019年水利工作要点"))
    settings = Settings.model_validate({"lexicon": {"packs": [str(write_pack(tmp_path / "water"))]}})
    with open_store(tmp_path / "k.db", create=True) as store:
        yield tmp_path, store, settings


def test_a_build_aligns_again_when_the_content_of_a_pack_changes(own):
    folder, store, settings = own
    paths, central = [folder / "in"], folder / "in" / "plan.txt"
    assert build(paths, store, settings, central=central).aligned == 1
    assert build(paths, store, settings, central=central).aligned == 0
    write_pack(folder / "water", topics=TOPICS + "节水,用水,自编\n")
    assert build(paths, store, settings, central=central).aligned == 1
    assert build(paths, store, Settings(), central=central).aligned == 1


def test_the_fingerprint_knows_packs_and_fields(tmp_path):
    plain = aligner_fingerprint(Settings())
    (pack,) = read_packs([write_pack(tmp_path / "water")])
    (tmp_path / "water" / "align.json").write_text("{}")
    (trained,) = read_packs([tmp_path / "water"])
    forced = Settings.model_validate({"lexicon": {"fields": ["health"]}})
    found = [plain, *(aligner_fingerprint(Settings(), (), (each,)) for each in (pack, trained)), aligner_fingerprint(forced)]
    assert len(set(found)) == 4


def test_a_pack_that_cannot_be_read_fails_the_alignment_and_keeps_the_documents(own):
    folder, store, settings = own
    (folder / "water" / "topics.csv").unlink()
    summary = build([folder / "in"], store, settings, central=folder / "in" / "plan.txt")
    assert [(f.stage, f.code) for f in summary.failures] == [("align", "K203")]
    assert len(summary.documents) == 2


def test_the_store_remembers_the_packs_of_its_plans(own):
    folder, store, settings = own
    build([folder / "in"], store, settings, central=folder / "in" / "plan.txt")
    (plan,) = (info.sha256 for info in store.infos() if info.label.startswith("中央"))
    (folder / "water" / "topics.csv").unlink()  # a question needs no folder
    assert [(pack.name, len(pack.topics)) for pack in kept_packs(store, plan)][1:] == [("water", 4)]
    assert kept_packs(store, "other") == ()


def test_questions_read_with_the_packs_of_the_plan(own):
    folder, store, settings = own
    kinds = []
    for chosen in (settings, Settings()):
        build([folder / "in"], store, chosen, central=folder / "in" / "plan.txt")
        kinds.append({row.title: row.kind for row in query.novel(store)})
    assert [each["整理档案"] for each in kinds] == ["local", "routine"]


def test_routine_depends_on_the_field():
    text = "1.整理档案。整理居民健康档案。"
    assert is_routine(text) and not is_routine(text, topics_of_field(packs_of("公立医院、医保、家庭医生和中医药")))


def test_plans_of_the_associations_and_of_no_field_are_read_with_their_pack_alone():
    by_name = {pack.name: pack for pack in packaged()}
    assert topics_of_field((by_name["general"], by_name["innovation"], by_name["kexie"])).groups == home_topics().groups
    assert topics_of_field((by_name["general"],)) is topics_of_field(()) is home_topics()
    assert topics_of_field((by_name["general"], by_name["rural"])) is topics_in((by_name["rural"],))


def test_a_pack_without_topics_is_no_obstacle():
    assert topics_in((Pack("empty", "空", (), ()),)).of("科普") == frozenset()
