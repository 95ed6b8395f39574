"""From a document to a plan: preparing rules, running passes in rounds, and deciding which repairs are allowed."""
