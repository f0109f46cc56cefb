wrapped: list[str] = []


def wrap() -> None:
    wrapped.append("a book")
