"""Layers of settings, and what is refused."""
import pytest

from kexie_nlp.errors import KexieError
from kexie_nlp.settings import PACKAGED, Settings, load_settings


def write(folder, text, name="kexie.toml"):
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_packaged_file_and_code_agree(tmp_path):
    assert load_settings(folder=tmp_path) == Settings()
    # every key of the model stands in the packaged file, if only as a comment
    text = PACKAGED.read_text(encoding="utf-8")
    for name, section in Settings():
        assert f"[{name}]" in text
        for key in type(section).model_fields:
            assert f"{key} = " in text


def test_project_file_beats_default_and_option_beats_project_file(tmp_path):
    write(tmp_path, "[batch]\njobs = 3\n[reading]\nmax_bytes = 10\n")
    settings = load_settings(folder=tmp_path)
    assert (settings.batch.jobs, settings.reading.max_bytes) == (3, 10)
    assert settings.reading.suffixes == (".txt", ".md", ".html", ".htm", ".docx", ".pdf")
    settings = load_settings(folder=tmp_path, options={"batch": {"jobs": 5}, "reading": {"encoding": None}})
    assert (settings.batch.jobs, settings.reading.max_bytes, settings.reading.encoding) == (5, 10, None)


def test_project_file_in_working_folder(tmp_path, monkeypatch):
    write(tmp_path, "[batch]\njobs = 7\n")
    monkeypatch.chdir(tmp_path)
    assert load_settings().batch.jobs == 7
    other = write(tmp_path, "[words]\nanalyzer = 'hanlp'\n", "other.toml")
    assert load_settings(other).batch.jobs == 1  # a named file stands in for kexie.toml


@pytest.mark.parametrize(("text", "code", "parts"), [
    ("[reading]\nmax_size = 1\n", "K201", ("kexie.toml", "reading.max_size", "reading.max_bytes")),
    ("[readin]\nmax_bytes = 1\n", "K201", ("kexie.toml", "readin ", "reading, text, words, align, batch")),
    ("jobs = 1\n", "K201", ("jobs", "batch")),
    ("reading = 3\n", "K202", ("kexie.toml", "reading")),
    ("[batch]\njobs = 0\n", "K202", ("kexie.toml", "batch.jobs")),
    ("[batch]\njobs = '4'\n", "K202", ("batch.jobs",)),
    ("[batch]\njobs = true\n", "K202", ("batch.jobs",)),
    ("[text]\nsteps = ['pinyin', 'polish']\n", "K202", ("text.steps", "polish", "simplified")),
    ("[text]\nconversion = 'tw2s'\n", "K202", ("text.conversion", "'t2s', 'tw2sp', 'hk2sp' or 'auto'")),
    ("[words]\nanalyzer = 'mecab'\n", "K202", ("words.analyzer",)),
    ("[reading]\nencoding = 'klingon'\n", "K202", ("reading.encoding", "klingon")),
    ("[reading]\nencoding = 'hex'\n", "K202", ("reading.encoding",)),
    ("[reading]\nsuffixes = ['txt']\n", "K202", ("reading.suffixes", "dot")),
    ("[reading\n", "K203", ("kexie.toml",)),
])
def test_refused(tmp_path, text, code, parts):
    write(tmp_path, text)
    with pytest.raises(KexieError) as error:
        load_settings(folder=tmp_path)
    assert error.value.code == code
    for part in parts:
        assert part in str(error.value)


def test_missing_config_and_bad_option(tmp_path):
    with pytest.raises(KexieError) as error:
        load_settings(tmp_path / "none.toml")
    assert error.value.code == "K203"
    with pytest.raises(KexieError) as error:
        load_settings(folder=tmp_path, options={"batch": {"jobs": 0}})
    assert "the options" in error.value.message


def test_frozen():
    with pytest.raises(ValueError, match="frozen"):
        Settings().batch.jobs = 2


def test_bom_is_no_syntax_error(tmp_path):
    (tmp_path / "kexie.toml").write_bytes("\ufeff[batch]\njobs = 2\n".encode())
    assert load_settings(folder=tmp_path).batch.jobs == 2
