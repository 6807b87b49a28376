"""The frozen records: the results of extraction and alignment as plain data with evidence."""
from kexie_nlp.model.records import (
    Body,
    DocumentRecord,
    EvidencePair,
    Label,
    Link,
    Measure,
    Meta,
    NumberComparison,
    Place,
    Provision,
    Target,
    Time,
)

__all__ = ["Body", "DocumentRecord", "EvidencePair", "Label", "Link", "Measure", "Meta", "NumberComparison", "Place", "Provision",
           "Target", "Time"]
