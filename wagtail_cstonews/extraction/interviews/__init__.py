"""Interview detection, segmentation into questions and answers, and the speaker of each turn."""
