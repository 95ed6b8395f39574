"""Text columns: documents, batches, lines, shards and the command over them."""
