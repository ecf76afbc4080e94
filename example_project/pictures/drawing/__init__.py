"""The pictures of the example newsroom, drawn as prints of four inks: ``python -m pictures.drawing``."""
