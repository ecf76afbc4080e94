"""Text processing without knowledge of articles: character sets, repair, code points, sentences, URLs."""
