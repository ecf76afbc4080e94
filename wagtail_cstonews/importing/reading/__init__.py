"""Documents to import: site profiles, batches, and extraction in other processes ahead of writing."""
