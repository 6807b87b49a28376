"""Training: annotated documents to models. Character taggers of spans (`tagger`, needs the extra `hanlp`) with their scores and card,
and the classifier of measures (`kinds`). `kexie_nlp.alignment.training` fits the ranker of links.
"""
