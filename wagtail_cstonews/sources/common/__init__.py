"""What all readers need: items, limits, streams, mark-up."""
