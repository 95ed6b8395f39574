"""Languages: which one a text or a passage is in, what declares it, and how each sets its quotation marks."""
