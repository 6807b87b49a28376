"""A source to a `Document`: reading, normalising, the spaCy pipeline, the record."""
from __future__ import annotations

import hashlib
import os
import sys
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, TypeVar

from kexie_nlp.errors import KexieError
from kexie_nlp.model import DocumentRecord, Measure, Meta, Target, Time
from kexie_nlp.neural import loading
from kexie_nlp.reading import RawText, from_text, read
from kexie_nlp.settings import Settings, load_settings
from kexie_nlp.text import NormText, normalize
from kexie_nlp.text.document import Document as Document
from kexie_nlp.text.document import Spanned as Spanned
from kexie_nlp.text.offsets import identity
from kexie_nlp.version import __version__

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

    from kexie_nlp.pipes.layers import DocumentLayers

MAX_LENGTH = 50_000_000  # characters; spaCy's own limit is for parsers, which are not here
ROOMS = ("model", "reading", "text", "grammar", "lexicon", "outline", "pipes", "neural")  # what a record depends on
E = TypeVar("E", Measure, Target, Time)


def import_spacy_alone() -> None:
    """Import spaCy without torch, for a process of our own.

    thinc loads torch wherever it is installed (with the extra hanlp), which takes two seconds and serves none of these components.
    HanLP loads it later by itself. Does nothing where either is loaded already.
    """
    if "thinc" in sys.modules or "torch" in sys.modules:
        return
    sys.modules["torch"] = None  # type: ignore[assignment]
    try:
        import spacy  # noqa: F401
    finally:
        del sys.modules["torch"]


@cache
def pipeline(analyzer: str = "jieba", model: str | None = None, names: bool = False, *, kinds: str | None = None,
             typology: str | None = None) -> Language:
    """The spaCy pipeline: character tokens, then outline, words, times, targets, actors, measures, and names if asked."""
    import spacy

    from kexie_nlp.pipes import actors, measures, outline, targets, times, tokenizer, words  # noqa: F401  registers the factories

    nlp = spacy.blank("zh", config={"nlp": {"tokenizer": {"@tokenizers": tokenizer.NAME}}})
    nlp.max_length = MAX_LENGTH
    nlp.add_pipe("kexie_outline")
    nlp.add_pipe("kexie_words", config={"analyzer": analyzer, "model": model})
    for name in ("kexie_times", "kexie_targets", "kexie_actors"):
        nlp.add_pipe(name)
    nlp.add_pipe("kexie_measures", config={"model": kinds, "typology": typology})
    if names:
        nlp.add_pipe("kexie_names")
    return nlp


Timings = dict[str, float]  # seconds by the name of a stage


@contextmanager
def timed(timings: Timings | None, stage: str) -> Iterator[None]:
    """Adds the seconds that a block takes to `timings[stage]`, if there are timings."""
    start = perf_counter()
    try:
        yield
    finally:
        if timings is not None:
            timings[stage] = timings.get(stage, 0.0) + perf_counter() - start


def analyze(source: str | Path | RawText, *, settings: Settings | None = None, nlp: Language | None = None,
            timings: Timings | None = None) -> Document:
    """The document read out of a source: a str is text, a Path a file, a RawText one read before.

    `settings` default to the layered ones, `nlp` to the pipeline they name; one of your own must hold kexie_outline, and its tokens may
    be any that keep the text. Seconds per stage are added to `timings`: normalise, document, the name of each component, record.
    Reading errors are K101–K111, K112 an unknown step, K501 and K502 an analyzer or model that is not there, K506 a pipeline that cannot
    carry the document.
    """
    settings = settings or load_settings()
    if isinstance(source, Path):
        source = read(source, encoding=settings.reading.encoding, max_bytes=settings.reading.max_bytes)
    elif isinstance(source, str):
        source = from_text(source)
    with timed(timings, "normalise"):
        norm = normalize(source.text, steps=settings.text.steps)
    own = nlp is None
    if nlp is None:
        nlp = pipeline(settings.words.analyzer, settings.words.model, settings.words.completes(), kinds=settings.measures.model,
                       typology=settings.measures.typology)
    elif not nlp.has_pipe("kexie_outline"):
        raise KexieError("K506", detail=f"it has no kexie_outline, only {', '.join(nlp.pipe_names) or 'a tokenizer'}")
    with timed(timings, "document"):
        doc = nlp.make_doc(norm.text)
        layers = _carried(doc, norm)
        layers.writes_spans = not own
    for name, component in nlp.pipeline:
        with timed(timings, name):
            doc = component(doc)
    with timed(timings, "record"):
        document = Document(_record(source, norm, layers), source.text, settings.text.steps)
        document.__dict__["norm"] = norm  # what the cached property would make again
    return document


def record_of(doc: Doc, *, source: str = "") -> DocumentRecord:
    """The record of a doc that a pipeline with these components has read, in offsets of `doc.text`.

    `source` is a name for it; the hash is that of the text in UTF-8. `analyze` gives the record in offsets of the raw text.
    """
    from kexie_nlp.pipes.layers import document_layers

    layers = document_layers(doc)
    return _record(from_text(layers.text, source=source), NormText(layers.text, layers.text, identity(layers.text)), layers)


def fingerprint(settings: Settings) -> str:
    """A hash of all that decides what a document's record holds: code, word lists and settings of the pipeline."""
    parts = [_code_hash(), settings.text.model_dump_json(), settings.words.model_dump_json(), settings.reading.encoding]
    if settings.words.analyzer == "hanlp" and settings.words.model:
        parts.append(loading.fingerprint(settings.words.model))
    parts += _own_files(settings)
    return hashlib.sha256("\n".join(map(str, parts)).encode()).hexdigest()[:16]


def _own_files(settings: Settings) -> list[str]:
    """Hashes of the model and the tables that the user brought for measures."""
    model, folder = settings.measures.model, settings.measures.typology
    paths = [Path(model)] if model else []
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


def _carried(doc: Doc, norm: NormText) -> DocumentLayers:
    """The layers of a doc made from a normalised text. K506 where its tokenizer changed the text."""
    from kexie_nlp.pipes.layers import document_layers

    layers = document_layers(doc)
    if layers.text != norm.text:
        at = len(os.path.commonprefix([layers.text, norm.text]))
        raise KexieError("K506", detail=f"its tokenizer changes the text at character {at}")
    layers.script = norm.script
    return layers


def _record(source: RawText, norm: NormText, layers: DocumentLayers) -> DocumentRecord:
    measures = tuple(_to_raw(norm, m) for m in layers.measures)
    starts = [m.start for m in measures]
    return DocumentRecord.model_construct(
        source=source.source, sha256=source.sha256, meta=layers.meta or Meta(),
        provisions=tuple(p.moved(**dict(zip(("start", "end"), norm.to_raw(p.start, p.end), strict=True))) for p in layers.provisions),
        measures=measures, targets=tuple(_with_measure(_to_raw(norm, t), measures, starts) for t in layers.targets),
        times=tuple(_to_raw(norm, t) for t in layers.times))


def _to_raw(norm: NormText, item: E) -> E:
    start, end = norm.to_raw(item.start, item.end)
    return item.moved(start=start, end=end, text=norm.raw[start:end])


def _with_measure(target: Target, measures: Sequence[Measure], starts: list[int]) -> Target:
    """The target with the measure that holds it; measures are in order and do not overlap."""
    i = bisect_right(starts, target.start) - 1
    return target.moved(measure=measures[i].id) if i >= 0 and target.end <= measures[i].end else target
