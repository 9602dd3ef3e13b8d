#!/usr/bin/env python3
"""Fails where a row of the scorer's figures is below its bar. Usage: bars.py SCORE.json"""
import json
import sys

F1 = {"report": 1.0, "area": 1.0, "citation": 0.98, "citation-link": 0.98}
ROWS = ["report", "area", "citation", "citation-link", "programs", "people", "organizations", "places", "indicators", "qualifier", "honors", "events", "problems", "plans"]
BAR = 0.95
MEAN = 0.97

score = json.load(open(sys.argv[1], encoding="utf-8"))
low = [f"{row}: F1 {score[row]['f1']:.3f} < {F1.get(row, BAR)}" for row in ROWS if score[row]["f1"] < F1.get(row, BAR)]
low += [f"{row}: precision {score[row]['precision']:.3f} < {BAR}" for row in ROWS if score[row]["precision"] < BAR]
low += [f"score {score['score']:.4f} < {MEAN}"] if score["score"] < MEAN else []
low += [f"{score['evidence']['broken']} spans do not read back"] if score["evidence"]["broken"] else []
low += [f"missing: {name}" for name in score["missing_documents"]]
print("\n".join(low) or "every row reaches its bar")
sys.exit(1 if low else 0)
