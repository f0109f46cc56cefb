"""Tests what belongs to no room: documents, benchmarks, import floors and words."""
