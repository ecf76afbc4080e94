"""Language data, one module per language, as in spaCy's ``lang``."""
