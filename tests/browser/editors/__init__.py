"""The pictures of the guide for editors: what is on the screens, and the screens."""
