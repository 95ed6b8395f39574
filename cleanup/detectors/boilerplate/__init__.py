"""Parts of a web page that are no part of the article."""
