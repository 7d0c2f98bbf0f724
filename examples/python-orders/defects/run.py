"""python -m defects.run: a worker with the defect that DEFECT names."""

import dataclasses
import importlib
import os

from orders.worker.parts import Parts
from orders.worker.run import run_worker

module = importlib.import_module(f"defects.{os.environ['DEFECT'].replace('-', '_')}")
run_worker(dataclasses.replace(Parts(), **module.SWAP))
