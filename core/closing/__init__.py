"""The triggers that hold closed rows: made from the models, laid, and checked.

``tables`` says which tables are closed, ``sqlite`` and ``postgresql`` write the triggers,
``laying`` lays them and compares what is there with what should be.
"""
