"""Pure functions over the model: each result keeps its formula and its inputs."""
