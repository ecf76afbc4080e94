"""Site profiles: what the documents of one site have in common, learnt, stored and applied."""
