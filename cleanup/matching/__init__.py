"""Where in a text a pattern can match: what makes detectors fast, apart from what they find."""
