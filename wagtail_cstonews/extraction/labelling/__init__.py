"""Labels lines: title, body, and the lines that are left out, each with a reason."""
