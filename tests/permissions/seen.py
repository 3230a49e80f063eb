"""Who sees what, from product.md: F all of it, E that it exists, . nothing: as if it were not there.

Whoever is in none of these columns (OUTSIDE) sees nothing but the sign-in page.
"""

OUTSIDE = ("ended", "deactivated", "imported", "anonymous")
ROLES = "administrator manager moderator member employee neighbour open_guest hidden_guest".split()

# manager, moderator and member are so in all four communities. The neighbour runs another one, asked
# to join the closed community and is invited to the hidden one. The recluse is in the hidden one alone.
SEEN_BY = """
                     administrator manager moderator member employee neighbour open_guest hidden_guest

open                       F          F        F        F       F        F          F          .
closed                     E          F        F        F       E        E          .          .
hidden                     .          F        F        F       .        .          .          F
archived                   F          F        F        F       F        F          .          .
elsewhere                  F          F        F        F       F        F          .          .
everyone                   F          F        F        F       F        F          .          .
editorial                  F          F        F        F       F        F          .          .
withdrawn                  .          .        .        .       .        F          .          .
withdrawn_talk             .          .        .        .       .        .          .          .
removed                    .          .        .        .       .        .          .          .
template                   .          F        F        F       .        .          F          .
earlier_text               .          F        F        F       .        .          .          .

request                    .          F        .        .       .        F          .          .
words_of_request           .          F        .        .       .        .          .          .
invitation                 .          F        .        .       .        F          .          .
outside_invitation         .          F        .        .       .        .          .          .

colleague                  F          F        F        F       F        F          F          F
recluse                    F          F        F        F       F        F          .          F
outsider                   F          F        F        F       F        F          .          .
guest_of_hidden            F          F        F        F       F        F          .          F
gone                       .          .        .        .       .        .          .          .
marked                     .          .        .        .       .        .          .          .

told_to_everyone           F          F        F        F       F        F          F          F
told_to_near               .          F        F        F       .        .          F          F
told_to_hidden             .          F        F        F       .        .          .          F
told_to_nobody             .          F        .        .       .        .          .          .

absence                    .          .        F        F       .        .          .          .
of_member                  .          .        .        F       .        .          .          .
of_moderator               .          .        F        .       .        .          .          .
reported                   .          F        F        .       .        .          .          .
judged                     .          F        F        F       .        .          .          .
concerned                  .          .        .        F       .        .          .          F
of_administrator           F          .        .        .       .        .          .          .
nobody                     .          .        .        .       .        .          .          .
"""


def _table() -> dict[str, dict[str, str]]:
    head, *lines = (line.split() for line in SEEN_BY.splitlines() if line.strip())
    assert head == ROLES
    return {name: dict(zip(head, levels, strict=True)) for name, *levels in lines}


SEEN = _table()


def level(role: str, row: str) -> str:
    """F, E, `.` or, for who stands outside, `sign-in`."""
    return "sign-in" if role in OUTSIDE else SEEN[row][role]
