"""Training: annotated documents to models. Character taggers of spans (`tagger`, needs the extra `hanlp`) with their scores and card,
the classifier of measures (`kinds`), the models of discourse acts (`acts`, `sequence`; need the extra `hanlp`) and of indicators
(`indicators`). `kexie_nlp.alignment.training` fits the ranker of links.
"""
