"""The ready-made page types. A site with a base page model of its own leaves this app out."""
