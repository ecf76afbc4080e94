"""One module a language, as in spaCy's ``lang``: all that the extraction knows of it."""
