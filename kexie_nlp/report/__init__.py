"""Answers as files and tables: a `Report` of each with Chinese headings, rendered as JSON, CSV or terminal tables; exported
records; the marked page of a document; ledgers in `report.ledger`."""
from kexie_nlp.report.export import export_records, export_reviews
from kexie_nlp.report.markup import render_extractions
from kexie_nlp.report.render import Column, Report, Sheet, as_csv, as_json, as_tables, clean
from kexie_nlp.report.sheets import (
    actors_report,
    build_report,
    chain_report,
    compare_report,
    coverage_report,
    deadlines_report,
    document_report,
    documents_report,
    gaps_report,
    history_report,
    instruments_report,
    links_report,
    measure_report,
    measures_report,
    novel_report,
    numbers_report,
    ranking_report,
    reviews_report,
    scores_report,
    search_report,
    similarity_report,
    states_report,
    targets_report,
    task_report,
    tasks_report,
    topics_report,
)

__all__ = ["Column", "Report", "Sheet", "actors_report", "as_csv", "as_json", "as_tables", "build_report", "chain_report", "clean",
           "compare_report", "coverage_report", "deadlines_report", "document_report", "documents_report", "export_records",
           "export_reviews", "gaps_report", "history_report", "instruments_report", "links_report", "measure_report",
           "measures_report", "novel_report", "numbers_report", "ranking_report", "render_extractions", "reviews_report",
           "scores_report", "search_report", "similarity_report", "states_report", "targets_report", "task_report", "tasks_report",
           "topics_report"]
