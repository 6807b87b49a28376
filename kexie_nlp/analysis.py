"""From a source to a document: reading, normalising, the spaCy pipeline, the record."""
from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Protocol, TypeVar

from kexie_nlp.model import DocumentRecord, Measure, Provision, Target, Time
from kexie_nlp.neural import loading
from kexie_nlp.reading import RawText, from_text, read
from kexie_nlp.settings import Settings, load_settings
from kexie_nlp.text import NormText, normalize
from kexie_nlp.version import __version__

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

MAX_LENGTH = 50_000_000  # characters; spaCy's own limit is for parsers, which are not here
ROOMS = ("model", "reading", "text", "grammar", "lexicon", "outline", "pipes", "neural")  # what a record depends on
E = TypeVar("E", Provision, Measure, Target, Time)


class Spanned(Protocol):
    """Anything with a raw span: a provision, measure, target, time, place."""
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


@dataclass(frozen=True)
class Document:
    """A document's record beside its raw text, so that every raw span can be quoted or read in simplified form.

    `text` is the source decoded to text; all offsets of the record count its characters:
    `document.text[item.start:item.end] == item.text`.
    """
    record: DocumentRecord
    text: str
    steps: tuple[str, ...] | None = None  # the normalising steps, None for the default ones

    @cached_property
    def norm(self) -> NormText:
        """The text normalised, with the map to raw offsets; made when first asked for."""
        return normalize(self.text, steps=self.steps)

    def quote(self, item: Spanned) -> str:
        """The raw characters of an item."""
        return self.text[item.start:item.end]

    def plain(self, item: Spanned) -> str:
        """The normalised simplified text of an item."""
        start, end = self.norm.to_text(item.start, item.end)
        return self.norm.text[start:end]


@cache
def pipeline(analyzer: str = "jieba", model: str | None = None, names: bool = False, *, kinds: str | None = None,
             typology: str | None = None) -> Language:
    """The spaCy pipeline: character tokens, then outline, words, times, targets, actors, measures, and names if asked."""
    import spacy

    from kexie_nlp.pipes import actors, measures, outline, targets, times, words  # noqa: F401  registers the factories

    nlp = spacy.blank("zh")
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

    `settings` default to the layered ones, `nlp` to the pipeline they name; one of your own must hold kexie_outline. Reading errors
    are K101–K111, K112 an unknown step, K501 and K502 an analyzer or model that is not there. Seconds per stage are added to
    `timings`: normalise, document, one key per pipe, record.
    """
    settings = settings or load_settings()
    if isinstance(source, Path):
        source = read(source, encoding=settings.reading.encoding, max_bytes=settings.reading.max_bytes)
    elif isinstance(source, str):
        source = from_text(source)
    with timed(timings, "normalise"):
        norm = normalize(source.text, steps=settings.text.steps)
    if nlp is None:
        nlp = pipeline(settings.words.analyzer, settings.words.model, settings.words.completes(), kinds=settings.measures.model,
                       typology=settings.measures.typology)
    with timed(timings, "document"):
        doc = nlp.make_doc(norm.text)
        doc._.script = norm.script
    for name, pipe in nlp.pipeline:
        with timed(timings, name):
            doc = pipe(doc)
    with timed(timings, "record"):
        record = _record(source, norm, doc)
    return Document(record, source.text, settings.text.steps)


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


def _record(source: RawText, norm: NormText, doc: Doc) -> DocumentRecord:
    from kexie_nlp.pipes.base import records
    from kexie_nlp.pipes.measures import MeasuresPipe
    from kexie_nlp.pipes.targets import TargetsPipe
    from kexie_nlp.pipes.times import TimesPipe

    measures = [_to_raw(norm, m) for m in records(doc, MeasuresPipe)]
    starts = [m.start for m in measures]
    return DocumentRecord(
        source=source.source, sha256=source.sha256, meta=doc._.meta,
        provisions=tuple(_to_raw(norm, p) for p in doc._.provisions), measures=tuple(measures),
        targets=tuple(_with_measure(_to_raw(norm, t), measures, starts) for t in records(doc, TargetsPipe)),
        times=tuple(_to_raw(norm, t) for t in records(doc, TimesPipe)))


def _to_raw(norm: NormText, item: E) -> E:
    start, end = norm.to_raw(item.start, item.end)
    update: dict[str, object] = {"start": start, "end": end}
    if not isinstance(item, Provision):
        update["text"] = norm.raw[start:end]
    return item.model_copy(update=update)


def _with_measure(target: Target, measures: list[Measure], starts: list[int]) -> Target:
    """The target with the measure that holds it; measures are in order and do not overlap."""
    i = bisect_right(starts, target.start) - 1
    if i >= 0 and target.end <= measures[i].end:
        return target.model_copy(update={"measure": measures[i].id})
    return target
