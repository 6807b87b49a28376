"""The tables and indexes of the database, for SQLite and PostgreSQL, and the migrations. A change raises `VERSION`."""
from __future__ import annotations

from sqlalchemy import Column, Float, ForeignKey, Index, Integer, MetaData, String, Table, Text

VERSION = 6

metadata = MetaData()

# keys: schema_version; revision, new at each change; central, the hash of the first reference plan; centrals, the hashes of all,
# separated by blanks; central_path, the files named with --central, one per line; search, see `store.search`
facts = Table("kexie_facts", metadata, Column("key", String(40), primary_key=True), Column("value", Text))

documents = Table(
    "documents", metadata,
    Column("sha256", String(64), primary_key=True),
    Column("source", Text, nullable=False),
    Column("label", String(200), nullable=False, unique=True),
    Column("sort_key", String(240), nullable=False, server_default=""),  # the central plans first, then by label
    Column("level", String(20)), Column("kind", String(20)), Column("region", Text), Column("year", Integer),
    Column("period_from", String(20)), Column("period_to", String(20)), Column("title", Text),
    Column("conversion", String(10), nullable=False, server_default="t2s"),  # how its text became simplified, see `text.regional`
    Column("record", Text, nullable=False), Column("raw", Text, nullable=False),
    Column("fingerprint", Text, nullable=False), Column("added", String(40), nullable=False),
    Column("plans", Text, nullable=False, server_default=""),  # its reference plans, see `DocumentInfo`
    Column("aligned", Text),  # key of the references and the aligner its links were computed with; null: not aligned
)


def _parts(name: str, *columns: Column) -> Table:
    """A table of parts of a document: raw span, raw and plain text, and further columns."""
    return Table(
        name, metadata,
        Column("sha256", String(64), ForeignKey("documents.sha256"), primary_key=True),
        Column("position", Integer, primary_key=True),
        Column("id", Text, nullable=False),
        Column("start", Integer, nullable=False), Column("end", Integer, nullable=False),
        Column("text", Text, nullable=False), Column("plain", Text, nullable=False),
        Column("chapter", Text),  # id of the highest provision around it
        *columns)


provisions = _parts(
    "provisions", Column("parent", Text), Column("role", String(20), nullable=False),
    Column("level", Integer, nullable=False), Column("marker", Text), Column("title", Text))
measures = _parts(
    "measures", Column("provision", Text), Column("number", Integer, nullable=False), Column("action", Text),
    Column("object", Text), Column("actors", Text), Column("instruments", Text), Column("modality", String(20)),
    Column("status", String(20)), Column("rule", Text), Column("bodies", Text, nullable=False, server_default="[]"))
targets = _parts(
    "targets", Column("provision", Text), Column("measure", Text), Column("indicator", Text),
    Column("comparator", String(10)), Column("value", Float), Column("value_max", Float), Column("unit", Text),
    Column("baseline", Float), Column("scope", Text), Column("status", String(20)), Column("deadline_from", String(20)),
    Column("deadline_to", String(20)), Column("sentence", Text), Column("rule", Text))
times = _parts(
    "times", Column("provision", Text), Column("kind", String(20)), Column("date_from", String(20)),
    Column("date_to", String(20)), Column("sentence", Text), Column("rule", Text))

links = Table(
    "links", metadata,
    Column("task_sha256", String(64), ForeignKey("documents.sha256"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("task_provision", Text, nullable=False),
    Column("measure_sha256", String(64), ForeignKey("documents.sha256"), nullable=False),
    Column("measure_provision", Text, nullable=False),
    Column("score", Float, nullable=False), Column("grade", Integer, nullable=False),
    Column("relation", String(20)), Column("model", Text), Column("record", Text, nullable=False),
    Column("best", Integer, nullable=False, server_default="0"),  # 1: the best link of its task to this plan
    Column("numbered", Integer, nullable=False, server_default="0"),  # 1: it compares numbers
    Column("model_grade", Integer))  # grade of the model where a review has set `grade`

# reviews, oldest first; no foreign keys: they outlive the rows of documents. grade null: a note only
reviews = Table(
    "reviews", metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("task_sha256", String(64), nullable=False), Column("task_provision", Text, nullable=False),
    Column("task_start", Integer, nullable=False), Column("task_end", Integer, nullable=False),
    Column("measure_sha256", String(64), nullable=False), Column("measure_provision", Text, nullable=False),
    Column("measure_start", Integer, nullable=False), Column("measure_end", Integer, nullable=False),
    Column("grade", Integer), Column("who", Text, nullable=False), Column("at", String(40), nullable=False),
    Column("note", Text))

# texts of provisions (without their descendants) and of measures, normalised and in lower case, for searching
search_texts = Table(
    "search_texts", metadata,
    Column("id", Integer, primary_key=True),
    Column("sha256", String(64), nullable=False),
    Column("kind", String(10), nullable=False), Column("position", Integer, nullable=False),
    Column("provision", Text), Column("number", Integer), Column("chapter", Text),
    Column("folded", Text, nullable=False))

# the last outcome of each path; sha256: the document last made from it; stage "done": no error
outcomes = Table(
    "outcomes", metadata,
    Column("path", Text, primary_key=True),
    Column("sha256", String(64), ForeignKey("documents.sha256")),
    Column("stage", String(20), nullable=False), Column("code", String(20)), Column("message", Text))

PARTS = (provisions, measures, targets, times)
Index("ix_provisions_id", provisions.c.id)
for _table in (measures, targets, times):
    Index(f"ix_{_table.name}_name", _table.c.sha256, _table.c.id)
    Index(f"ix_{_table.name}_provision", _table.c.sha256, _table.c.provision)
Index("ix_provisions_name", provisions.c.sha256, provisions.c.id)
Index("ix_provisions_role", provisions.c.sha256, provisions.c.role, provisions.c.id, provisions.c.position)
# the first two cover coverage and the lists of tasks and links in order of score
Index("ix_links_measure", links.c.measure_sha256, links.c.measure_provision, links.c.grade, links.c.task_sha256, links.c.score,
      links.c.position)
Index("ix_links_best", links.c.task_sha256, links.c.task_provision, links.c.measure_sha256, links.c.score, links.c.grade,
      links.c.measure_provision, sqlite_where=links.c.best == 1, postgresql_where=links.c.best == 1)
Index("ix_links_numbered", links.c.numbered, links.c.task_sha256)
Index("ix_links_task", links.c.task_sha256, links.c.task_provision, links.c.best, links.c.grade)
Index("ix_documents_order", documents.c.sort_key, documents.c.label, documents.c.sha256)
Index("ix_outcomes_sha256", outcomes.c.sha256)
Index("ix_reviews_task", reviews.c.task_sha256)
Index("ix_search_texts_sha256", search_texts.c.sha256)

_CHAPTERS = tuple(statement for name, place in (("provisions", "id"), ("measures", "provision"), ("targets", "provision"),
                                              ("times", "provision"))
                  for statement in (f"ALTER TABLE {name} ADD COLUMN chapter TEXT", f"UPDATE {name} SET chapter = CASE "
                                    f"WHEN {place} LIKE '%.%' THEN substr({place}, 1, instr({place}, '.') - 1) ELSE {place} END"))

# version: the statements that bring a store to the next version; missing tables and indexes are created besides
MIGRATIONS: dict[int, tuple[str, ...]] = {
    1: ("ALTER TABLE links ADD COLUMN model_grade INTEGER",),
    2: ("ALTER TABLE documents ADD COLUMN sort_key VARCHAR(240) NOT NULL DEFAULT ''",
        "UPDATE documents SET sort_key = CASE WHEN level = 'central' THEN '0' ELSE '1' END || label",
        "DROP INDEX IF EXISTS ix_links_measure", "DROP INDEX IF EXISTS ix_measures_id", "DROP INDEX IF EXISTS ix_targets_id",
        "DROP INDEX IF EXISTS ix_times_id", "ALTER TABLE links ADD COLUMN numbered INTEGER NOT NULL DEFAULT 0",
        "ALTER TABLE links ADD COLUMN best INTEGER NOT NULL DEFAULT 0",
        "UPDATE links SET best = 1 WHERE position = (SELECT o.position FROM links o WHERE o.task_sha256 = links.task_sha256 "
        "AND o.task_provision = links.task_provision AND o.measure_sha256 = links.measure_sha256 "
        "ORDER BY o.grade DESC, o.score DESC, o.position LIMIT 1)",
        "UPDATE links SET numbered = 1 WHERE record LIKE '%\"task_target\"%'", *_CHAPTERS),
    3: ("ALTER TABLE documents ADD COLUMN kind VARCHAR(20)", "ALTER TABLE measures ADD COLUMN bodies TEXT NOT NULL DEFAULT '[]'"),
    4: ("ALTER TABLE documents ADD COLUMN conversion VARCHAR(10) NOT NULL DEFAULT 't2s'",),
    5: ("ALTER TABLE documents ADD COLUMN plans TEXT NOT NULL DEFAULT ''",)}
