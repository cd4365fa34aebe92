"""AWS's streaming-analytics path on your own machine."""

__version__ = "0.1.0"
