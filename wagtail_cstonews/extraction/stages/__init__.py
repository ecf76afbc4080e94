"""Stages of :func:`.pipeline.extract`: each takes what is known, and returns what it found."""
