#!/usr/bin/env python3
"""Writes tiny models of the families that can be trained, and what losses and gradients transformers has for them.

    pip install torch==2.13.0 transformers==5.19.0 gguf==0.19.0 numpy==2.3.5
    python3 make_decoders.py ../resources/decoders

For each family NAME.gguf is a model with random weights, and NAME.expected.gguf holds two sequences (prompt.I, answer.I),
an adapter of rank 2 and alpha 4 (*.lora_a, *.lora_b), the summed cross-entropy of each answer (losses), and the gradients
of their sum (*.grad_a, *.grad_b). Names and the order of rows are those of the GGUF model. The layouts follow what
llama.cpp's convert_hf_to_gguf.py documents: rows of query and key moved for llama, 1 added to Gemma's norms.
"""

import math
import os
import sys

import gguf
import numpy
import torch
import transformers
from gguf.quants import dequantize

RANK, ALPHA = 2, 4
VOCABULARY = 67
LENGTHS = ((37, 4), (52, 3))  # prompt and answer of each sequence
SHARED = 11  # tokens that both prompts begin with


class Lora(torch.nn.Module):
    """A linear layer with an adapter whose matrices are both random: with B zero the gradient of A would be zero too."""

    def __init__(self, linear):
        super().__init__()
        self.linear = linear
        outputs, inputs = linear.weight.shape
        self.a = torch.nn.Parameter(torch.randn(RANK, inputs) / math.sqrt(inputs))
        self.b = torch.nn.Parameter(torch.randn(outputs, RANK) * 0.2)

    def forward(self, x):
        return self.linear(x) + ALPHA / RANK * (x @ self.a.T) @ self.b.T


PROJECTIONS = {
    "self_attn.q_proj": "attn_q", "self_attn.k_proj": "attn_k", "self_attn.v_proj": "attn_v",
    "self_attn.o_proj": "attn_output", "self_attn.qkv_proj": "attn_qkv", "mlp.gate_proj": "ffn_gate",
    "mlp.up_proj": "ffn_up", "mlp.down_proj": "ffn_down", "mlp.gate_up_proj": "ffn_up",
}
NORMS = {
    "input_layernorm": "attn_norm", "post_attention_layernorm": "ffn_norm", "self_attn.q_norm": "attn_q_norm",
    "self_attn.k_norm": "attn_k_norm",
}
GEMMA_NORMS = {
    **NORMS, "post_attention_layernorm": "post_attention_norm", "pre_feedforward_layernorm": "ffn_norm",
    "post_feedforward_layernorm": "post_ffw_norm",
}


class Family:
    def __init__(self, name, architecture, model, store=gguf.GGMLQuantizationType.F16, keys=None, factors=None):
        self.name = name
        self.architecture = architecture
        self.model = model.eval()
        self.config = model.config
        self.store = store
        self.keys = keys or {}
        self.factors = factors or {}

    def moved(self, rows, projection):
        """Rows of query and key of llama: value i of a head's first half goes before value i of its second."""
        if self.architecture != "llama" or projection not in ("attn_q", "attn_k"):
            return rows
        heads = self.config.num_attention_heads if projection == "attn_q" else self.config.num_key_value_heads
        split = rows.reshape(heads, 2, rows.shape[0] // heads // 2, *rows.shape[1:])
        return split.swapaxes(1, 2).reshape(rows.shape)

    def write_model(self, folder):
        config = self.config
        out = gguf.GGUFWriter(f"{folder}/{self.name}.gguf", self.architecture)
        out.add_block_count(config.num_hidden_layers)
        out.add_embedding_length(config.hidden_size)
        out.add_feed_forward_length(config.intermediate_size)
        out.add_context_length(config.max_position_embeddings)
        out.add_head_count(config.num_attention_heads)
        out.add_head_count_kv(config.num_key_value_heads)
        out.add_layer_norm_rms_eps(config.rms_norm_eps)
        head = getattr(config, "head_dim", None)
        if head:
            out.add_key_length(head)
            out.add_value_length(head)
        for key, value in self.keys.items():
            add = out.add_string if isinstance(value, str) else out.add_float32 if isinstance(value, float) else out.add_uint32
            add(f"{self.architecture}.{key}", value)
        for name, values in self.factors.items():
            out.add_tensor(name, numpy.array(values, numpy.float32))
        self.write_tensors(out)
        finish(out)

    def write_tensors(self, out):
        gemma = self.architecture == "gemma3"
        plus = 1 if gemma else 0
        self.matrix(out, "token_embd.weight", self.model.model.embed_tokens.weight)
        if not self.config.tie_word_embeddings:
            self.matrix(out, "output.weight", self.model.lm_head.weight)
        vector(out, "output_norm.weight", self.model.model.norm.weight + plus)
        for number, layer in enumerate(self.model.model.layers):
            for module, norm in (GEMMA_NORMS if gemma else NORMS).items():
                if has(layer, module):
                    vector(out, f"blk.{number}.{norm}.weight", layer.get_submodule(module).weight + plus)
            for module, name in PROJECTIONS.items():
                if has(layer, module):
                    linear = layer.get_submodule(module)
                    self.matrix(out, f"blk.{number}.{name}.weight", self.moved(linear.weight, name))
                    if linear.bias is not None:
                        vector(out, f"blk.{number}.{name}.bias", self.moved(linear.bias, name))

    def matrix(self, out, name, values):
        values = values.detach().numpy()
        if self.store == gguf.GGMLQuantizationType.F16:
            half = values.astype(numpy.float16)
            assert (half.astype(numpy.float32) == values).all(), name
            out.add_tensor(name, half)
        else:
            out.add_tensor(name, BLOCKS[values.tobytes()], raw_dtype=self.store)

    def write_expected(self, folder):
        out = gguf.GGUFWriter(f"{folder}/{self.name}.expected.gguf", "none")
        adapter = {}
        for number, layer in enumerate(self.model.model.layers):
            for module, name in PROJECTIONS.items():
                if has(layer, module):
                    lora = Lora(layer.get_submodule(module))
                    layer.set_submodule(module, lora)
                    adapter[number, name] = lora
        losses = []
        for number, (prompt, answer) in enumerate(sequences()):
            ids = torch.tensor([prompt + answer])
            logits = self.model(input_ids=ids, use_cache=False).logits[0, len(prompt) - 1:-1]
            losses.append(torch.nn.functional.cross_entropy(logits, torch.tensor(answer), reduction="sum"))
            out.add_tensor(f"prompt.{number}", numpy.array(prompt, numpy.float32))
            out.add_tensor(f"answer.{number}", numpy.array(answer, numpy.float32))
        sum(losses).backward()
        vector(out, "losses", torch.stack(losses))
        for (number, name), lora in adapter.items():
            start = f"blk.{number}.{name}.weight"
            vector(out, f"{start}.lora_a", lora.a)
            vector(out, f"{start}.lora_b", self.moved(lora.b, name))
            vector(out, f"{start}.grad_a", lora.a.grad)
            vector(out, f"{start}.grad_b", self.moved(lora.b.grad, name))
        finish(out)
        print(self.name, [loss.item() for loss in losses])


def has(layer, module):
    try:
        layer.get_submodule(module)
        return True
    except AttributeError:
        return False


def vector(out, name, values):
    out.add_tensor(name, numpy.ascontiguousarray(values.detach().numpy(), dtype=numpy.float32))


def finish(out):
    out.write_header_to_file()
    out.write_kv_data_to_file()
    out.write_tensors_to_file()
    out.close()


def sequences():
    random = numpy.random.default_rng(5)
    all_of_them = []
    for prompt, answer in LENGTHS:
        tokens = random.integers(3, VOCABULARY, prompt + answer).tolist()
        tokens[:SHARED] = range(3, 3 + SHARED)
        tokens[-1] = 2
        all_of_them.append((tokens[:prompt], tokens[prompt:]))
    return all_of_them


BLOCKS = {}  # the bytes of a matrix's numbers: the blocks that they were read from


def q4_k(shape):
    """Random valid blocks; the package reads this type, and does not write it."""
    kind = gguf.GGMLQuantizationType.Q4_K
    values, size = gguf.GGML_QUANT_SIZES[kind]
    random = numpy.random.default_rng(len(BLOCKS))
    rows = random.integers(0, 256, (shape[0], shape[1] // values * size), numpy.uint8)
    for start in range(0, rows.shape[1], size):
        for at, mean in ((0, 3e-4), (2, 2e-3)):  # factors of the scales and of the minima
            half = random.normal(mean, mean / 10, (shape[0], 1)).astype(numpy.float16)
            rows[:, start + at:start + at + 2] = half.view(numpy.uint8)
    numbers = dequantize(rows, kind).astype(numpy.float32)
    BLOCKS[numbers.tobytes()] = rows
    return torch.from_numpy(numbers)


def random_weights(model, kind=gguf.GGMLQuantizationType.F16):
    with torch.no_grad():
        for name, weight in model.named_parameters():
            if name.endswith("norm.weight"):
                centre = 0 if "Gemma" in type(model).__name__ else 1
                weight.copy_(centre + torch.randn_like(weight) * 0.3)
            elif name.endswith(".bias"):
                weight.copy_(torch.randn_like(weight) * 0.5)
            elif kind == gguf.GGMLQuantizationType.Q4_K:
                weight.copy_(q4_k(weight.shape))
            else:
                deviation = 1 if "embed" in name else 1.5 / math.sqrt(weight.shape[1])
                weight.copy_((torch.randn_like(weight) * deviation).half().float())
    return model


def made(model_class, config, kind=gguf.GGMLQuantizationType.F16):
    config._attn_implementation = "eager"
    torch.manual_seed(3)
    model = random_weights(model_class(config).float(), kind)
    model.requires_grad_(False)
    return model


SIZES = {
    "vocab_size": VOCABULARY, "hidden_size": 32, "intermediate_size": 48, "num_hidden_layers": 2, "num_attention_heads": 4,
    "num_key_value_heads": 2, "max_position_embeddings": 128, "rms_norm_eps": 1e-5, "bos_token_id": 1, "eos_token_id": 2,
    "pad_token_id": 0,
}


def llama3_factors(theta, width, factor, low, high, context):
    """What convert_hf_to_gguf.py writes as rope_freqs.weight; section 2 of the Llama 3.1 model card's code has the rule."""
    factors = []
    for plane in range(width // 2):
        wave = 2 * math.pi * theta ** (2 * plane / width)
        if wave < context / high:
            factors.append(1.0)
        elif wave > context / low:
            factors.append(factor)
        else:
            smooth = (context / wave - low) / (high - low)
            factors.append(1 / ((1 - smooth) / factor + smooth))
    return factors


def families():
    rope = {"rope_type": "llama3", "rope_theta": 50.0, "factor": 8.0, "low_freq_factor": 1.0, "high_freq_factor": 4.0,
            "original_max_position_embeddings": 64}
    factors = llama3_factors(50.0, 16, 8.0, 1.0, 4.0, 64)
    assert 1.0 in factors and 8.0 in factors and len(set(factors)) > 3, factors
    config = transformers.LlamaConfig(
        **SIZES, head_dim=16, rope_parameters=rope, tie_word_embeddings=True)
    yield Family("llama3", "llama", made(transformers.LlamaForCausalLM, config),
                 keys={"rope.freq_base": 50.0, "rope.dimension_count": 16}, factors={"rope_freqs.weight": factors})

    rope = {"rope_type": "linear", "rope_theta": 10000.0, "factor": 4.0}
    config = transformers.LlamaConfig(**SIZES, rope_parameters=rope, tie_word_embeddings=False)
    yield Family("llama-linear", "llama", made(transformers.LlamaForCausalLM, config),
                 keys={"rope.freq_base": 10000.0, "rope.scaling.type": "linear", "rope.scaling.factor": 4.0})

    # Not the window that the file names: llama.cpp has none for any family but Gemma 3.
    config = transformers.MistralConfig(
        **SIZES, sliding_window=None, rope_parameters={"rope_type": "default", "rope_theta": 1000.0})
    yield Family("mistral", "llama", made(transformers.MistralForCausalLM, config),
                 keys={"rope.freq_base": 1000.0, "attention.sliding_window": 13})

    config = transformers.Qwen2Config(
        **SIZES, rope_parameters={"rope_type": "default", "rope_theta": 1000.0}, tie_word_embeddings=True)
    yield Family("qwen2", "qwen2", made(transformers.Qwen2ForCausalLM, config), keys={"rope.freq_base": 1000.0})

    config = transformers.Qwen3Config(
        **SIZES, head_dim=12, rope_parameters={"rope_type": "default", "rope_theta": 1000.0}, tie_word_embeddings=False)
    yield Family("qwen3", "qwen3", made(transformers.Qwen3ForCausalLM, config), keys={"rope.freq_base": 1000.0})

    short = [1.0, 1.1, 1.3, 1.8, 2.5, 4.0]
    long = [2.0, 3.0, 5.0, 8.0, 13.0, 21.0]
    sizes = {**SIZES, "hidden_size": 64, "max_position_embeddings": 512}
    rope = {"rope_type": "longrope", "rope_theta": 1000.0, "short_factor": short, "long_factor": long,
            "partial_rotary_factor": 0.75, "original_max_position_embeddings": 64}
    config = transformers.Phi3Config(
        **sizes, rope_parameters=rope, original_max_position_embeddings=64, partial_rotary_factor=0.75,
        sliding_window=None)
    attention_factor = math.sqrt(1 + math.log(512 / 64) / math.log(64))
    yield Family("phi3", "phi3", made(transformers.Phi3ForCausalLM, config),
                 keys={"rope.freq_base": 1000.0, "rope.dimension_count": 12, "attention.sliding_window": 29,
                       "rope.scaling.original_context_length": 64, "rope.scaling.attn_factor": attention_factor},
                 factors={"rope_factors_short.weight": short, "rope_factors_long.weight": long})

    sizes = {**SIZES, "num_hidden_layers": 7}
    rope = {"sliding_attention": {"rope_type": "default", "rope_theta": 10000.0},
            "full_attention": {"rope_type": "linear", "rope_theta": 100000.0, "factor": 8.0}}
    config = transformers.Gemma3TextConfig(
        **sizes, head_dim=12, query_pre_attn_scalar=12, sliding_window=9, rope_parameters=rope, tie_word_embeddings=True)
    assert config.layer_types.count("full_attention") == 1
    yield Family("gemma3", "gemma3", made(transformers.Gemma3ForCausalLM, config),
                 keys={"rope.freq_base": 100000.0, "rope.scaling.type": "linear", "rope.scaling.factor": 8.0,
                       "attention.sliding_window": 9})

    sizes = {**SIZES, "hidden_size": 256, "intermediate_size": 256, "num_hidden_layers": 1,
             "num_key_value_heads": 1}
    config = transformers.LlamaConfig(
        **sizes, rope_parameters={"rope_type": "default", "rope_theta": 10000.0}, tie_word_embeddings=True)
    kind = gguf.GGMLQuantizationType.Q4_K
    yield Q4K("llama-q4k", "llama", made(transformers.LlamaForCausalLM, config, kind), store=kind,
              keys={"rope.freq_base": 10000.0})


class Q4K(Family):
    """Rows are moved by whole rows of blocks."""

    def matrix(self, out, name, values):
        rows = numpy.ascontiguousarray(values.detach().numpy())
        projection = name.split(".")[-2]
        if projection in ("attn_q", "attn_k"):
            for number, layer in enumerate(self.model.model.layers):
                if name.startswith(f"blk.{number}."):
                    original = layer.get_submodule(f"self_attn.{projection[-1]}_proj").weight
                    blocks = self.moved(BLOCKS[original.numpy().tobytes()], projection)
                    assert (dequantize(blocks, self.store).astype(numpy.float32) == rows).all()
                    out.add_tensor(name, numpy.ascontiguousarray(blocks), raw_dtype=self.store)
        else:
            out.add_tensor(name, BLOCKS[rows.tobytes()], raw_dtype=self.store)


def main():
    folder = sys.argv[1]
    os.makedirs(folder, exist_ok=True)
    for family in families():
        family.write_model(folder)
        family.write_expected(folder)


main()
