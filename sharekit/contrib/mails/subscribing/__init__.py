"""Consent with its proof, stops, and addresses that get nothing any more."""
