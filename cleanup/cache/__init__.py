"""What is kept in the cache folder from run to run."""
