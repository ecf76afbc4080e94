"""One reader a format: each an iterator of raw documents that never loads a whole archive."""
