"""Trained models that several parts share."""
