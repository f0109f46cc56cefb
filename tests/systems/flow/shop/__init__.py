"""Tests of the demo's shop, over HTTP and in browsers."""
