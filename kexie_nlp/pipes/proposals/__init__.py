"""`kexie_proposals`: a `Doc` in, spans for manual review out that a trained tagger finds and the rules do not."""
from kexie_nlp.pipes.proposals.factory import ProposalsPipe, create_proposals

__all__ = ["ProposalsPipe", "create_proposals"]
