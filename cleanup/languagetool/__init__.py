"""LanguageTool on this machine: its installation, its one server, and the answers of the server.

`matches` defines questions and answers, and is pure. A run uses a `service`, which knows the answers (`answers`) or
gets them (`client`) from a server that is found or started (`launcher`, `supervisor`, `local_copy`).
"""
