"""How programs and worker processes are started, limited and ended."""
