"""Hostile and broken input: one coded error for each, at once and without eating memory."""
import io
import os
import tracemalloc
import zipfile
import zlib

import pytest
from reading_samples import docx_bytes, new_docx, pdf_bytes, plain, saved

from kexie_nlp.errors import KexieError
from kexie_nlp.reading import read

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def rezipped(change) -> bytes:
    """The sample Word file with its parts changed: `change` takes name and bytes, gives bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx_bytes())) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return out.getvalue()


def bomb(name, data):
    return b" " * 30_000_000 if name == "docProps/app.xml" else data


def huge_part(name, data):
    return data.replace(b"</w:body>", b"<!--" + b"x" * 70_000_000 + b"--></w:body>") if name == "word/document.xml" else data


def with_entities(name, data):
    if name != "word/document.xml":
        return data
    head, rest = data.split(b"?>", 1)
    return head + b'?><!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + rest.replace(b"<w:t>", b"<w:t>&a;", 1)


def no_xml(name, data):
    return b"<w:document" if name == "word/document.xml" else data


def deep(name, data):
    return data.replace(b"<w:body>", b"<w:body>" + b"<w:sdt>" * 100_000) if name == "word/document.xml" else data


def spreadsheet(name, data):
    return data.replace(b"wordprocessingml.document.main", b"spreadsheetml.sheet.main")


def many_parts() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for n in range(6000):
            archive.writestr(f"word/{n}.xml", b"")
    return out.getvalue()


def plain_zip() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.txt", "text")
    return out.getvalue()


def pdf_bomb() -> bytes:
    packed = zlib.compress(b" " * 310_000_000, 1)
    return pdf_bytes().replace(b"endobj", b"endobj\n99 0 obj<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream endobj"
                               % (len(packed), packed), 1)


def old_word(name: str) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500) + name.encode("utf-16-le") + bytes(500)


def picture_pdf() -> bytes:
    from reportlab.pdfgen import canvas

    file = io.BytesIO()
    sheet = canvas.Canvas(file)
    sheet.rect(50, 50, 300, 300, fill=1)
    sheet.showPage()
    sheet.save()
    return file.getvalue()


BAD = {
    "empty.txt": (b"", "K102"), "blank.md": (" \n\u3000\n".encode(), "K102"), "bom.txt": (b"\xef\xbb\xbf", "K102"),
    "binary.txt": (bytes(range(256)) * 50, "K103"), "controls.txt": (b"\x01\x02abc" * 99, "K103"),
    "picture.txt": (b"\x89PNG\r\n\x1a\n" + bytes(99), "K103"), "letter.docx": (b"{\\rtf1 abc}", "K103"),
    "invalid.txt": (plain().encode()[:300] + b"\xff\xfe\x80" + plain().encode()[300:], "K104"),
    "cut.txt": (plain().encode()[:-2], "K104"),
    "old.doc": (old_word("WordDocument"), "K103"), "locked.docx": (old_word("EncryptedPackage"), "K109"),
    "cut.docx": (docx_bytes()[:-400], "K108"), "half.docx": (docx_bytes()[:3000], "K108"),
    "pk.docx": (b"PK\x03\x04", "K108"), "zip.docx": (plain_zip(), "K103"), "sheet.docx": (rezipped(spreadsheet), "K103"),
    "noxml.docx": (rezipped(no_xml), "K108"), "entities.docx": (rezipped(with_entities), "K111"),
    "bomb.docx": (rezipped(bomb), "K111"), "huge.docx": (rezipped(huge_part), "K111"), "parts.docx": (many_parts(), "K111"),
    "deep.docx": (rezipped(deep), "K108"), "empty.docx": (saved(new_docx()), "K102"),
    "cut.pdf": (pdf_bytes()[:900], "K108"), "junk.pdf": (b"%PDF-1.7\n" + b"junk " * 99, "K108"),
    "locked.pdf": (pdf_bytes(password="secret"), "K109"), "picture.pdf": (picture_pdf(), "K110"),
    "bomb.pdf": (pdf_bomb(), "K111"),
    "menu.html": (b"<html><body><script>alert(1)</script><nav>a</nav></body></html>", "K102"),
}


@pytest.mark.parametrize("name", BAD)
def test_one_coded_error(tmp_path, name):
    data, code = BAD[name]
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(KexieError) as error:
        read(path)
    assert error.value.code == code
    assert str(path) in error.value.message and error.value.hint


def test_broken_bytes_are_named(tmp_path):
    (tmp_path / "a.txt").write_bytes(BAD["invalid.txt"][0])
    with pytest.raises(KexieError, match="UTF-8.*position 300"):
        read(tmp_path / "a.txt")


def test_paths_that_are_no_files(tmp_path):
    fifo = tmp_path / "pipe"
    os.mkfifo(fifo)
    for path, code in ((tmp_path, "K105"), ("/dev/zero", "K105"), (fifo, "K105"), (tmp_path / "no", "K101"),
                       ("a\0b", "K105"), (tmp_path / ("n" * 300), "K105")):
        with pytest.raises(KexieError) as error:
            read(path)
        assert error.value.code == code


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_unreadable_file(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("字", encoding="utf-8")
    path.chmod(0)
    with pytest.raises(KexieError) as error:
        read(path)
    assert error.value.code == "K105"


def test_too_large_is_refused_unread(tmp_path):
    path = tmp_path / "large.txt"
    with path.open("wb") as file:
        file.truncate(200_000_000)
    tracemalloc.start()
    with pytest.raises(KexieError) as error:
        read(path)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert error.value.code == "K106" and peak < 1_000_000


def test_no_more_than_the_limit_is_read(tmp_path):
    # the system calls this file empty; it is not
    with pytest.raises(KexieError) as error:
        read("/proc/self/smaps", max_bytes=100)
    assert error.value.code == "K106"


@pytest.mark.parametrize("tag", ["<div>", "<table><tr><td>", "<b>", "<ul><li>", "<font>"])
def test_html_nested_without_end(tmp_path, tag):
    path = tmp_path / "deep.html"
    path.write_text("<html><body>" + tag * 100_000 + "底下的一句话。", encoding="utf-8")
    assert "底下的一句话。" in read(path).text


def test_html_fetches_and_runs_nothing(tmp_path):
    path = tmp_path / "a.html"
    path.write_text('<!DOCTYPE html SYSTEM "http://192.0.2.1/a.dtd" [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
                    "<p>甲&x;乙。</p><script>1</script>", encoding="utf-8")
    text = read(path).text
    assert "root:" not in text and "甲" in text and "乙" in text


def test_the_run_goes_on(tmp_path):
    from kexie_nlp.analysis import Document
    from kexie_nlp.batch.workers import work
    from kexie_nlp.settings import Settings

    (tmp_path / "a.docx").write_bytes(BAD["cut.docx"][0])
    (tmp_path / "b.docx").write_bytes(docx_bytes())
    bad, good = (work(str(tmp_path / name), Settings()) for name in ("a.docx", "b.docx"))
    assert (bad.stage, bad.code) == ("reading", "K108")
    assert isinstance(good, Document) and good.record.provisions
