"""Pages and records written in batches, with what undo needs."""
