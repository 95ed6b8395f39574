"""Corpora: text columns of JSON Lines and Parquet files, and Arrow batches for other engines.

`cleaning` repairs one document, `engines.batches` one Arrow batch; neither knows of files. `shards` reads and writes
files and keeps a record of what is done, `pool` works on many of them. The packages of the extra `corpus` are imported
only when a shard needs them.
"""
