"""Addresses of servers, and requests to them."""
