#!/usr/bin/env python3
"""Writes blocks of quantised values with what the gguf package reads out of them, and floats with what it makes of them.

    pip install gguf==0.19.0
    python3 make_quants.py ../resources/quants.gguf

For each type T a tensor "T" of random blocks and an F32 tensor "T.floats"; and F32 tensors "values.*", each with what
quantize makes of it: "values.*.Q8_0" and "values.*.F16". The same bytes on every call.
"""

import sys

import gguf
import numpy
from gguf.quants import dequantize, quantize

ROWS = 3

# Where a block has half-precision factors; random bits there would be infinite or hide what the other bytes do.
FACTORS = {
    "Q4_0": (0,), "Q4_1": (0, 2), "Q5_0": (0,), "Q5_1": (0, 2), "Q8_0": (0,),
    "Q2_K": (80, 82), "Q3_K": (108,), "Q4_K": (0, 2), "Q5_K": (0, 2), "Q6_K": (208,),
    "IQ4_NL": (0,), "IQ4_XS": (0,), "MXFP4": (),
}


def blocks(random, kind):
    values, size = gguf.GGML_QUANT_SIZES[kind]
    rows = random.integers(0, 256, (ROWS, 2 * size), numpy.uint8)
    for start in (0, size):
        for factor in FACTORS[kind.name]:
            half = random.normal(0, 0.02, (ROWS, 1)).astype(numpy.float16)
            rows[:, start + factor:start + factor + 2] = half.view(numpy.uint8)
        if kind.name == "MXFP4":
            rows[:, start] = random.integers(110, 130, ROWS)
    return rows


def floats(random):
    """Rows that are usual, with ties, all zero, tiny (subnormal as halves), and large."""
    usual = random.normal(0, 0.05, (4, 128))
    ties = random.integers(-254, 255, (2, 128)) / 2
    ties[:, ::32] = 127
    wide = random.normal(0, 1, (4, 128)) * 2.0 ** random.integers(-30, 14, (4, 128))
    tiny = random.normal(0, 1e-6, (2, 128))
    return {"usual": usual, "ties": ties, "zero": numpy.zeros((1, 128)), "tiny": tiny, "wide": wide}


def main():
    random = numpy.random.default_rng(7)
    out = gguf.GGUFWriter(sys.argv[1], "none")
    for name in FACTORS:
        kind = gguf.GGMLQuantizationType[name]
        raw = blocks(random, kind)
        out.add_tensor(name, raw, raw_dtype=kind)
        out.add_tensor(name + ".floats", dequantize(raw, kind).astype(numpy.float32))
    for name, values in floats(random).items():
        values = values.astype(numpy.float32)
        out.add_tensor("values." + name, values)
        for kind in (gguf.GGMLQuantizationType.Q8_0, gguf.GGMLQuantizationType.F16):
            out.add_tensor(f"values.{name}.{kind.name}", quantize(values, kind), raw_dtype=kind)
    out.write_header_to_file()
    out.write_kv_data_to_file()
    out.write_tensors_to_file()
    out.close()


main()
