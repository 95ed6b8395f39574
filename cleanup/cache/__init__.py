"""Files in the cache directory, which save work from run to run."""
