"""Documents to be imported: chosen, extracted, ahead of when they are needed."""
