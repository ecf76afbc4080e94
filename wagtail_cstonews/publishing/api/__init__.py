"""How stored content is shown in the APIs."""
