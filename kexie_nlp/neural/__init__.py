"""HanLP models: loading, text to layers, text to spans. Needs the extra `hanlp`; torch and HanLP are imported when a model is
loaded, never before. `kexie_nlp.training` trains models of one's own."""
