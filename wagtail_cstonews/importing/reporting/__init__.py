"""The report of a run: counts, lists of documents, and their wording."""
