"""An article as Markdown: ``text.md`` below its address."""
