"""Files of many documents: their formats, and what has been done of them."""
