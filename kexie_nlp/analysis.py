"""From a source to a document: reading, normalising, the spaCy pipeline, the record."""
from __future__ import annotations

import hashlib
from bisect import bisect_right
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from kexie_nlp.model import DocumentRecord, Measure, Provision, Target, Time
from kexie_nlp.neural import loading
from kexie_nlp.reading import RawText, from_text, read
from kexie_nlp.settings import Settings, load_settings
from kexie_nlp.text import NormText, normalize
from kexie_nlp.text.document import Document as Document
from kexie_nlp.text.document import Spanned as Spanned
from kexie_nlp.version import __version__

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

MAX_LENGTH = 50_000_000  # characters; spaCy's own limit is for parsers, which are not here
ROOMS = ("model", "reading", "text", "grammar", "lexicon", "outline", "pipes", "neural")  # what a record depends on
E = TypeVar("E", Provision, Measure, Target, Time)


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


def analyze(source: str | Path | RawText, *, settings: Settings | None = None, nlp: Language | None = None) -> Document:
    """The document read out of a source: a str is text, a Path a file, a RawText one read before.

    `settings` default to the layered ones, `nlp` to the pipeline they name; one of your own must hold kexie_outline. Reading errors
    are K101–K111, K112 an unknown step, K501 and K502 an analyzer or model that is not there.
    """
    settings = settings or load_settings()
    if isinstance(source, Path):
        source = read(source, encoding=settings.reading.encoding, max_bytes=settings.reading.max_bytes)
    elif isinstance(source, str):
        source = from_text(source)
    norm = normalize(source.text, steps=settings.text.steps)
    if nlp is None:
        nlp = pipeline(settings.words.analyzer, settings.words.model, settings.words.completes(), kinds=settings.measures.model,
                       typology=settings.measures.typology)
    doc = nlp.make_doc(norm.text)
    doc._.script = norm.script
    return Document(_record(source, norm, nlp(doc)), source.text, settings.text.steps)


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
