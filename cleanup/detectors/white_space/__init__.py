"""White space that means nothing: what tags, lost columns and editors of web sites leave between words and lines."""
