"""Reading TOML and JSON safely, with the line of every mistake."""
