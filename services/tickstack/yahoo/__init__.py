"""A stand-in for Yahoo Finance, so that unmodified yfinance runs offline. Its prices are synthetic and say so."""
