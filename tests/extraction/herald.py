"""Documents of a made-up newspaper, the Harbour Herald, whose pages share lines as real ones do."""

from wagtail_cstonews.documents import RawDocument

APPEAL = (
    "The Harbour Herald belongs to its readers, and no company tells it what to print. Your gift of any "
    "size keeps our reporters on the quays, in the courts and in the council every day of the year."
)
BIOGRAPHY = (
    "Anna Lindqvist has written about ports and rivers since 1998, and lives with two cats in Esterburg."
)
NEWS = {
    "Lock gates reopen after nine weeks": (
        "The lock at Esterburg opened its gates on Monday, nine weeks after a barge had torn them off.",
        "Engineers had worked in three shifts, and the bill came to four million crowns, the board said.",
        "Some forty ships waited above the lock on Sunday night, most of them laden with grain.",
    ),
    "Mayor wants trams back on the bridge": (
        "Trams should cross the old bridge again by the end of the decade, the mayor told the city council.",
        "The rails were taken up in 1967, when the last line of the left bank was given to buses.",
        "Critics doubt that the piers can carry the weight, and ask for a survey before any money is spent.",
    ),
    "Fishermen find a wreck off Port Ilse": (
        "Two fishermen found the wreck of a coaster off Port Ilse while they were looking for a lost net.",
        "Divers read the name Concordia on her stern, a ship that had been missed since the storm of 1921.",
        "The museum hopes to raise the bell next summer, if the sea is calm enough for a week.",
    ),
    "School kitchen wins a prize for soup": (
        "The kitchen of the Hill School won the county prize for its soup of beans and smoked eel.",
        "Nine cooks had taken part, and the jury of pupils ate for two hours before it made up its mind.",
        "The recipe came from a grandmother of one of the cooks, who never wrote down the spices.",
    ),
    "Ferry company cancels the night boat": (
        "The night boat to the islands will not sail after October, the ferry company wrote to customers.",
        "Fewer than thirty people a night had used it since the morning plane was made cheaper.",
        "The islanders want the county to pay, and will take their case to the minister in the spring.",
    ),
}
TITLES = list(NEWS)


def page(number, *, notice=APPEAL, end=BIOGRAPHY):
    """A page of the Harbour Herald, with two other articles' headlines under its own."""
    title = TITLES[number]
    others = [TITLES[(number + step) % len(TITLES)] for step in (1, 2)]
    head = ["Home", "Harbour", "City", "Sport", f"{title} - Harbour Herald", "By Anna Lindqvist"]
    head.append(f"{13 + number}/05/2024")
    return "\n".join([*head, *NEWS[title], notice, end, "More from the port", *others, "About us", "Contact"])


def document(number, text=None, **more):
    return RawDocument(
        str(number),
        text or page(number),
        f"{number}.txt",
        url=f"https://www.herald.example/a/{number}",
        **more,
    )
