"""Stages of :func:`.pipeline.extract`: each takes the results of earlier stages, and returns its own."""
