"""The output of a run: text, JSON, SARIF, diffs and the HTML page."""
