"""What a run tells: text, JSON, SARIF, diffs and the HTML page."""
