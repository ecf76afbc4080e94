"""Named entity recognition and coreference for people: who is named in an article, and in which office."""
