"""An HTTP server on this machine: LanguageTool's API for its clients, and a page to paste a text into."""
