"""Model code that several parts share: weights, a ranker (conditional logit), a linear-chain CRF."""
