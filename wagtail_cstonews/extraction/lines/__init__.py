"""The lines of a document: how they are split, the facts of each, how they are repaired."""
