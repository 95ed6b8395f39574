"""Parts of a web page that do not belong to the article."""
