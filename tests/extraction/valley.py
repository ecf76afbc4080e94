# ruff: noqa: E501 - lines of HTML are long
"""A page with teasers of other articles below its own."""

PROSE = (
    "The council of the five rivers met in Port Ilse on Thursday and agreed on the rules of the common fund. "
)

PAGE = f"""<html><head><title>Council agrees on fund</title>{{head}}</head><body>
<h1>Council agrees on fund</h1>
{"".join(f"<p>{PROSE}Delegates of town {n} said that the first payments would be made this year.</p>" for n in range(6))}
<div class="related"><h3>Read also</h3>
<p><a href="/2024/05/lock/">The lock at Port Ilse is open again after the flood, and boats pass it by day.</a></p>
<p><a href="https://other.example/a?b=1#c">A second ferry crosses the lake from June on, says the harbour master there.</a></p>
<p>The bridge of Lower Ilse stays closed until the autumn, as the engineers of the town have said.</p>
</div></body></html>"""
