"""One file per target: what is known, laid out as pages or documents."""
