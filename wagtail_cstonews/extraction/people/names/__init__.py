"""Names in running text: where they stand, with the office before them, and what speaks for a person."""
