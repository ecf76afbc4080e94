"""Name recognition in running text: spans, the office before each name, and a score for persons."""
