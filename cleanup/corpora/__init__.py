"""Text columns of any size, repaired: JSON Lines and Parquet by shards, and Arrow batches for other engines.

`cleaning` repairs one document, `batches` one Arrow batch; both know nothing of files. `shards` reads and writes files,
`pool` works on many of them, `ledger` keeps what is done. Nothing of the packages of the extra `corpus` is imported
unless a shard needs it.
"""
