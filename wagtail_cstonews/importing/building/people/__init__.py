"""The people whom articles name: names as printed, who may be meant, and what is written of them."""
