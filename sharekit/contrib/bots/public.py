"""What a site's code calls: `from sharekit.contrib.bots.public import answers, Answer`."""

from sharekit.contrib.bots.answers.kinds import Date, Email, Number, Word
from sharekit.contrib.bots.answers.registry import Answer, HandOver, Question, answers

__all__ = ["Answer", "Date", "Email", "HandOver", "Number", "Question", "Word", "answers"]
