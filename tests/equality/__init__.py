"""Whether two commits give the same answers: the net under a change that must change nothing."""
