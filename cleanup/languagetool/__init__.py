"""LanguageTool on this machine: where it is installed, its one server, what is asked of it, what it answered before.

`matches` holds what is asked and answered, and is pure. A run talks to a `service`, which knows the answers (`answers`)
or gets them (`client`) from a server that is found or started (`launcher`, `supervisor`, `installation`).
"""
