"""Pages of HTML, and articles' own HTML, as lines and images."""
