"""How quotations and their attributions are printed by themselves."""
