"""From a document to a plan: rules made ready, passes, rounds, and what may be changed."""
