"""About text only: character sets, repair, code points, sentences, addresses."""
