"""Analyses a document: a source in, a `Document` with its record out. Runs reading, normalisation and the spaCy pipeline."""
from __future__ import annotations

import gc
import hashlib
import os
import sys
from bisect import bisect_right
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from time import perf_counter
from types import ModuleType
from typing import TYPE_CHECKING, TypeVar

from kexie_nlp.errors import KexieError
from kexie_nlp.model import DocumentRecord, Measure, Meta, Provision, Target, Time
from kexie_nlp.neural import loading
from kexie_nlp.outline.preamble import LATEST
from kexie_nlp.reading import RawText, from_text, read
from kexie_nlp.settings import Settings, load_settings
from kexie_nlp.text import NormText, normalize
from kexie_nlp.text.document import Document as Document
from kexie_nlp.text.document import Spanned as Spanned
from kexie_nlp.text.offsets import identity
from kexie_nlp.text.punctuation import marks_as_written
from kexie_nlp.version import __version__

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

    from kexie_nlp.pipes.layers import DocumentLayers

_alone = False
MAX_LENGTH = 50_000_000  # characters; spaCy's default limit is meant for parsers, which are not used
BEHIND_OUTLINE = ("kexie_discourse", "kexie_times", "kexie_targets", "kexie_measures")  # components that use the outline
# the subpackages that a record depends on
ROOMS = ("model", "reading", "text", "grammar", "lexicon", "outline", "discourse", "pipes", "neural")
R = TypeVar("R", Provision, Measure, Target, Time)


def own_process() -> None:
    """Sets up a process that runs nothing but kexie_nlp: spaCy is imported without torch and without its command line, and the garbage
    collector runs less often.

    thinc imports torch wherever it is installed (with the extra hanlp), which takes two seconds. No component uses it, and HanLP imports
    torch itself. Fewer collections save time because the objects of a document live as long as the document.
    """
    global _alone
    _alone = True
    gc.set_threshold(50_000, 20, 100)


def _import_spacy() -> None:
    if not _alone or "spacy" in sys.modules or "torch" in sys.modules:
        return
    info = ModuleType("spacy.cli.info")  # spaCy takes one function of its command line, which imports the whole of it
    info.info = None  # type: ignore[attr-defined]
    left_out: dict[str, ModuleType | None] = {"torch": None, "spacy.cli": ModuleType("spacy.cli"), "spacy.cli.info": info}
    sys.modules.update(left_out)  # type: ignore[arg-type]
    try:
        import spacy  # noqa: F401
    finally:
        for name in left_out:
            del sys.modules[name]


@cache
def pipeline(analyzer: str = "jieba", model: str | None = None, names: bool = False, *, kinds: str | None = None,
             typology: str | None = None, acts: str | None = None, indicators: str | None = None) -> Language:
    """Returns the spaCy pipeline: character tokenizer, outline, words, discourse, times, targets, actors, measures, and names if asked for.

    `analyzer` and `model` configure `kexie_words`; `acts` configures `kexie_discourse`, `indicators` `kexie_targets`; `kinds` and
    `typology` configure `kexie_measures`. Raises K202 for an unknown analyzer, K501 or K502 for a missing analyzer or model, K203 for
    invalid tables.
    """
    _import_spacy()
    import spacy

    from kexie_nlp.pipes import actors, discourse, measures, outline, targets, times, tokenizer, words  # noqa: F401  registers the factories

    nlp = spacy.blank("zh", config={"nlp": {"tokenizer": {"@tokenizers": tokenizer.NAME}}})
    nlp.max_length = MAX_LENGTH
    nlp.add_pipe("kexie_outline")
    nlp.add_pipe("kexie_words", config={"analyzer": analyzer, "model": model})
    nlp.add_pipe("kexie_discourse", config={"model": acts})
    nlp.add_pipe("kexie_times")
    nlp.add_pipe("kexie_targets", config={"model": indicators})
    nlp.add_pipe("kexie_actors")
    nlp.add_pipe("kexie_measures", config={"model": kinds, "typology": typology})
    if names:
        nlp.add_pipe("kexie_names")
    return nlp


Timings = dict[str, float]  # seconds by stage


@contextmanager
def timed(timings: Timings | None, stage: str) -> Iterator[None]:
    """Adds the wall time of a block in seconds to `timings[stage]`; does nothing if `timings` is None."""
    start = perf_counter()
    try:
        yield
    finally:
        if timings is not None:
            timings[stage] = timings.get(stage, 0.0) + perf_counter() - start


def analyze(source: str | Path | RawText, *, settings: Settings | None = None, nlp: Language | None = None,
            timings: Timings | None = None, conversion: str | None = None) -> Document:
    """Returns the document of a source: a str is text, a Path is a file, a RawText was read before.

    `settings` default to `load_settings()`, `nlp` to the pipeline that the settings select. A pipeline of your own must contain
    kexie_outline; its tokens may be any that preserve the text. Offsets of the record count characters of the raw text. Seconds per stage
    are added to `timings`: normalise, load, document, the name of each component, record. `conversion`, as in `normalize`, overrides
    `settings.text.conversion`; `record.meta.conversion` says which one was used.

    Raises K101–K111 if the source cannot be read, K112 for an unknown step, K113 for a conversion that is unknown or not available, K501 or
    K502 for a missing analyzer or model, K506 if the pipeline cannot carry the document.
    """
    settings = settings or load_settings()
    if isinstance(source, Path):
        source = read(source, encoding=settings.reading.encoding, max_bytes=settings.reading.max_bytes)
    elif isinstance(source, str):
        source = from_text(source)
    with timed(timings, "normalise"):
        norm = normalize(source.text, steps=settings.text.steps, conversion=conversion or settings.text.conversion)
    own = nlp is None
    if nlp is None:
        with timed(timings, "load"):
            nlp = pipeline(settings.words.analyzer, settings.words.model, settings.words.completes(), kinds=settings.measures.model,
                           typology=settings.measures.typology, acts=settings.discourse.model,
                           indicators=settings.targets.model)
    else:
        _check(nlp)
    from kexie_nlp.pipes.layers import document_layers

    with timed(timings, "document"):
        doc = nlp.make_doc(norm.text)
        layers = document_layers(doc)
        if layers.text != norm.text:
            at = len(os.path.commonprefix([layers.text, norm.text]))
            raise KexieError("K506", detail=f"its tokenizer changes the text at character {at}")
        layers.script, layers.writes_spans = norm.script, not own
    for name, component in nlp.pipeline:
        with timed(timings, name):
            doc = component(doc)
        former, layers = layers, document_layers(doc)
        if layers is not former and (layers.text != norm.text or layers.meta != former.meta):
            raise KexieError("K506", detail=f"{name} returns another doc without the layers of this one")
    with timed(timings, "record"):
        document = Document(_record(source, norm, layers, alone=own), source.text, settings.text.steps)
        document.__dict__["norm"] = norm  # fills the cached property
    return document


def record_of(doc: Doc, *, source: str = "") -> DocumentRecord:
    """Returns the record of a doc that a pipeline with these components has processed, with offsets in `doc.text`.

    `source` is the name of the source in the record; the hash is that of the text in UTF-8. For offsets in the raw text use `analyze`.
    """
    from kexie_nlp.pipes.layers import document_layers

    layers = document_layers(doc)
    return _record(from_text(layers.text, source=source), NormText(layers.text, layers.text, identity(layers.text)), layers)


def fingerprint(settings: Settings) -> str:
    """Returns a hash of everything that determines the record of a document: code, word lists and settings of the pipeline."""
    parts = [_code_hash(), settings.text.model_dump_json(), settings.words.model_dump_json(), settings.reading.encoding]
    if settings.words.analyzer == "hanlp" and settings.words.model:
        parts.append(loading.fingerprint(settings.words.model))
    parts += _own_files(settings)
    return hashlib.sha256("\n".join(map(str, parts)).encode()).hexdigest()[:16]


def _own_files(settings: Settings) -> list[str]:
    """Returns the hashes of the user's models of acts, indicators and measures and of the tables for measures."""
    folder = settings.measures.typology
    paths = [Path(model) for model in (settings.discourse.model, settings.targets.model, settings.measures.model) if model]
    paths += sorted(Path(folder).glob("*.csv")) if folder else []
    return [hashlib.sha256(path.read_bytes()).hexdigest() for path in paths if path.is_file()]


@cache
def _code_hash() -> str:
    package = Path(__file__).parent
    digest = hashlib.sha256(__version__.encode())
    for room in ROOMS:
        for path in sorted((package / room).rglob("*")):
            if path.suffix in (".py", ".csv", ".toml", ".json"):
                digest.update(path.name.encode())
                digest.update(path.read_bytes())
    return digest.hexdigest()


def _check(nlp: Language) -> None:
    """Raises K506 if a pipeline has no kexie_outline, or a component that needs the outline before it."""
    factories = [nlp.get_pipe_meta(name).factory for name in nlp.pipe_names]
    if "kexie_outline" not in factories:
        raise KexieError("K506", detail=f"it has no kexie_outline, only {', '.join(factories) or 'a tokenizer'}")
    early = [name for name in factories[:factories.index("kexie_outline")] if name in BEHIND_OUTLINE]
    if early:
        raise KexieError("K506", detail=f"{early[0]} stands before kexie_outline, which it needs")


def _record(source: RawText, norm: NormText, layers: DocumentLayers, *, alone: bool = False) -> DocumentRecord:
    """Returns the record in raw offsets. If `alone`, nothing else uses the layers, and their records are changed in place."""
    def raw(item: R, **more: object) -> R:
        start, end = norm.to_raw(item.start, item.end)
        if not isinstance(item, Provision):
            more["text"] = norm.raw[start:end]
        return item.changed(start=start, end=end, **more) if alone else item.moved(start=start, end=end, **more)

    measures = tuple(map(raw, layers.measures))
    starts = [m.start for m in measures]

    def with_measure(target: Target) -> Target:  # measures are sorted and do not overlap
        found = raw(target)
        i = bisect_right(starts, found.start) - 1
        return found.changed(measure=measures[i].id if i >= 0 and found.end <= measures[i].end else None)

    meta = layers.meta or Meta()
    title = marks_as_written(meta.title, norm.raw[:LATEST]) if meta.title else None
    return DocumentRecord.model_construct(
        source=source.source, sha256=source.sha256, meta=meta.moved(conversion=norm.conversion, title=title),
        provisions=tuple(map(raw, layers.provisions)), measures=measures,
        targets=tuple(map(with_measure, layers.targets)), times=tuple(map(raw, layers.times)))
