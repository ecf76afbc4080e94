"""What a run did, in counts, lists and words."""
