"""An article outside its templates: HTML that reads without a stylesheet, for feeds and Markdown.

What several articles name is loaded together, in a number of queries that does not grow with them.
"""
