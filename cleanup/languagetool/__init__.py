"""LanguageTool on this machine: its installation, its one server, and the answers of the server.

`matches` holds what is asked and answered, and is pure. A run talks to a `service`, which knows the answers (`answers`)
or gets them (`client`) from a server that is found or started (`launcher`, `local_copy`).
"""
