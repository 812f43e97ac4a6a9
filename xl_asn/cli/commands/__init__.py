"""The commands: every module here is one, named as its function; being here is being listed."""
