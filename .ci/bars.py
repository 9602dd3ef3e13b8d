#!/usr/bin/env python3
"""Fails where a row of the scorer's figures is below its bar. Usage: bars.py SCORE.json"""
import json
import sys

F1 = {"report": 1.0, "area": 1.0, "citation": 0.98, "citation-link": 0.98, "people": 0.95, "programs": 0.90, "places": 0.95, "organizations": 0.90}
PRECISION = 0.90

score = json.load(open(sys.argv[1], encoding="utf-8"))
low = [f"{row}: F1 {score[row]['f1']:.3f} < {bar}" for row, bar in F1.items() if score[row]["f1"] < bar]
low += [f"{row}: precision {score[row]['precision']:.3f} < {PRECISION}" for row in F1 if score[row]["precision"] < PRECISION]
low += [f"{score['evidence']['broken']} spans do not read back"] if score["evidence"]["broken"] else []
low += [f"missing: {name}" for name in score["missing_documents"]]
print("\n".join(low) or "every row reaches its bar")
sys.exit(1 if low else 0)
