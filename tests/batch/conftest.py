"""Scripts that tests start are no tests."""

collect_ignore = ["fake_coder.py", "kill_points.py", "ray_nodes.py", "ray_runs.py"]
