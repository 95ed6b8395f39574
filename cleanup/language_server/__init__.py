"""The language server: findings, repairs and explanations for editors, as a text is written."""
