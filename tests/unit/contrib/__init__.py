"""Tests of optional apps."""
