"""Files of many documents: their formats, and the record of what is done."""
