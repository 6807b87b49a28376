"""Neural models: loading them, reading text with them, training small ones. Needs the extra `hanlp`; torch and HanLP are
imported when a model is loaded or trained, never before."""
