"""What the portal costs, as ratios within one run on one machine: `make bench` (specification 09, "Speed and cost")."""
