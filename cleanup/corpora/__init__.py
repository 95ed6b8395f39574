"""Corpora: text columns of JSON Lines and Parquet files, and Arrow batches for other engines.

`cleaning` repairs one document, `engines.batches` one Arrow batch; neither knows about files. `shards` reads and writes
files and records what is done; `pool` processes many of them. The packages of the extra `corpus` are imported only when
a shard needs them.
"""
