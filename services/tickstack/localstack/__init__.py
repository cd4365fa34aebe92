"""The LocalStack plugin."""
