"""Answers for people and programs: tables with Chinese headings, JSON, CSV, exported records."""
from kexie_nlp.report.export import export_records
from kexie_nlp.report.render import Column, Report, Sheet, as_csv, as_json, as_tables, clean
from kexie_nlp.report.sheets import (
    build_report,
    coverage_report,
    deadlines_report,
    document_report,
    gaps_report,
    measure_report,
    novel_report,
    scores_report,
    targets_report,
    task_report,
)

__all__ = ["Column", "Report", "Sheet", "as_csv", "as_json", "as_tables", "build_report", "clean", "coverage_report",
           "deadlines_report", "document_report", "export_records", "gaps_report", "measure_report", "novel_report",
           "scores_report", "targets_report", "task_report"]
