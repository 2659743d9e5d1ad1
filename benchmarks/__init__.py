"""The same work done by Protowright and by a peer or a floor, in one run, printed as ratios."""
