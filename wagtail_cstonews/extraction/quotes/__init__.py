"""Which words are somebody's, and whose."""
