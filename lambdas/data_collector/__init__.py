"""The collector: fetches price bars with yfinance and puts one record a bar into a Firehose stream."""
