"""`kexie_proposals`: spans that a trained tagger sees and the rules do not, for a person to look at."""
from kexie_nlp.pipes.proposals.factory import ProposalsPipe, create_proposals

__all__ = ["ProposalsPipe", "create_proposals"]
