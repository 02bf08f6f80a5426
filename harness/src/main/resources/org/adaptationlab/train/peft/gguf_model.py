"""A transformers model with the weights of a GGUF file: the very numbers that a llama.cpp server computes with.

The weights are read tensor by tensor (memory-mapped, dequantised by rows, moved where llama.cpp moved them, cast, put into
the module), so that the peak is the model in its target type and one tensor. See
https://github.com/ggml-org/ggml/blob/master/docs/gguf.md for the file.
"""
import os.path
import struct

import numpy
import torch
from gguf import GGML_QUANT_SIZES, GGMLQuantizationType
from gguf.quants import dequantize
from problem import BAD_INPUT, Problem

SCALARS = {0: "B", 1: "b", 2: "H", 3: "h", 4: "I", 5: "i", 6: "f", 7: "?", 10: "Q", 11: "q", 12: "d"}
TEXT, ARRAY = 8, 9
CHUNK_VALUES = 1 << 24

PARTS = {
    "attn_norm": "input_layernorm", "ffn_norm": "post_attention_layernorm",
    "attn_q": "self_attn.q_proj", "attn_k": "self_attn.k_proj", "attn_v": "self_attn.v_proj",
    "attn_qkv": "self_attn.qkv_proj", "attn_output": "self_attn.o_proj",
    "attn_q_norm": "self_attn.q_norm", "attn_k_norm": "self_attn.k_norm",
    "ffn_gate": "mlp.gate_proj", "ffn_up": "mlp.up_proj", "ffn_down": "mlp.down_proj",
}
OTHER_PARTS = {
    "gemma3": {"ffn_norm": "pre_feedforward_layernorm", "post_attention_norm": "post_attention_layernorm",
               "post_ffw_norm": "post_feedforward_layernorm"},
    "phi3": {"ffn_up": "mlp.gate_up_proj"},
}
WHOLE = {"token_embd.weight": "model.embed_tokens.weight", "output_norm.weight": "model.norm.weight",
         "output.weight": "lm_head.weight"}
FACTORS = ("rope_freqs.weight", "rope_factors_long.weight", "rope_factors_short.weight")


class GgufFile:
    """The metadata (scalars and texts; arrays are passed over, but for those of numbers up to 4096) and tensors of a file."""

    def __init__(self, path):
        self.path = path
        self.metadata = {}
        self.tensors = {}
        try:
            self.bytes = numpy.memmap(path, dtype=numpy.uint8, mode="r")
            self._at = 0
            self._header()
        except (OSError, ValueError, struct.error, KeyError, IndexError) as e:
            raise Problem(BAD_INPUT, f"{path}: cannot be read as a GGUF file: {e}") from e

    def _take(self, form):
        size = struct.calcsize("<" + form)
        values = struct.unpack("<" + form, self.bytes[self._at:self._at + size].tobytes())
        self._at += size
        return values[0] if len(values) == 1 else values

    def _text(self):
        length = self._take("Q")
        text = self.bytes[self._at:self._at + length].tobytes().decode("utf-8", "replace")
        self._at += length
        return text

    def _value(self, kind):
        if kind == TEXT:
            return self._text()
        if kind != ARRAY:
            return self._take(SCALARS[kind])
        of, count = self._take("I"), self._take("Q")
        if of == TEXT:
            for _ in range(count):
                self._at += 8 + int.from_bytes(self.bytes[self._at:self._at + 8].tobytes(), "little")
            return None
        if count <= 4096:
            return [self._value(of) for _ in range(count)]
        self._at += count * struct.calcsize("<" + SCALARS[of])
        return None

    def _header(self):
        if self.bytes[:4].tobytes() != b"GGUF":
            raise ValueError("it does not begin with GGUF")
        self._at = 4
        _, tensors, entries = self._take("IQQ")
        for _ in range(entries):
            key = self._text()
            self.metadata[key] = self._value(self._take("I"))
        found = []
        for _ in range(tensors):
            name = self._text()
            shape = [self._take("Q") for _ in range(self._take("I"))]
            found.append((name, shape, GGMLQuantizationType(self._take("I")), self._take("Q")))
        step = self.metadata.get("general.alignment", 32)
        start = -(-self._at // step) * step
        for name, shape, kind, offset in found:
            self.tensors[name] = (shape, kind, start + offset)

    def read(self, name, dtype):
        """A tensor of a name, the first dimension of the file last."""
        shape, kind, start = self.tensors[name]
        block, size = GGML_QUANT_SIZES[kind]
        width = shape[0]
        rows = int(numpy.prod(shape[1:], dtype=numpy.int64))
        stride = width // block * size
        tensor = torch.empty((rows, width), dtype=dtype)
        at_once = max(1, CHUNK_VALUES // width)
        for row in range(0, rows, at_once):
            count = min(at_once, rows - row)
            raw = self.bytes[start + row * stride:start + (row + count) * stride].reshape(count, stride)
            try:
                values = dequantize(numpy.asarray(raw), kind)
            except NotImplementedError as e:
                raise Problem(BAD_INPUT, f"{self.path}: tensor {name} is stored as {kind.name}, which cannot be trained"
                                         " on; take the model in another quantisation, such as Q8_0 or Q4_K_M") from e
            tensor[row:row + count] = torch.from_numpy(numpy.array(values, dtype=numpy.float32).reshape(count, width))
        return tensor.reshape(shape[::-1])


class GgufBase:
    """A base of a known architecture: its configuration, its weights, its rotary frequencies."""

    def __init__(self, path):
        self.file = GgufFile(path)
        self.architecture = self.file.metadata.get("general.architecture", "unknown")
        if self.architecture not in ("llama", "qwen2", "qwen3", "gemma3", "phi3"):
            raise self.refused(f"is of the architecture \"{self.architecture}\"; known are llama (with Mistral), qwen2,"
                               " qwen3, gemma3 and phi3")
        if self.get("expert_count", 0):
            raise self.refused("is a mixture of experts")

    def refused(self, what):
        return Problem(BAD_INPUT, f"{self.file.path}: cannot train on this model: it {what}; choose another model, or train"
                                  " on its original weights (hf: in the lab file)")

    def get(self, key, default=None):
        value = self.file.metadata.get(f"{self.architecture}.{key}", default)
        if value is None:
            raise self.refused(f"does not say {self.architecture}.{key}")
        return value

    def has(self, key):
        return f"{self.architecture}.{key}" in self.file.metadata

    def config(self):
        """The configuration of transformers; rotary frequencies are set afterwards."""
        import transformers

        kinds = {"llama": transformers.LlamaConfig, "qwen2": transformers.Qwen2Config, "qwen3": transformers.Qwen3Config,
                 "gemma3": transformers.Gemma3TextConfig, "phi3": transformers.Phi3Config}
        width, heads = self.get("embedding_length"), self.get("attention.head_count")
        values = dict(
            hidden_size=width, num_hidden_layers=self.get("block_count"), num_attention_heads=heads,
            num_key_value_heads=self.get("attention.head_count_kv", heads),
            intermediate_size=self.get("feed_forward_length"), max_position_embeddings=self.get("context_length"),
            rms_norm_eps=self.get("attention.layer_norm_rms_epsilon", 1e-5),
            vocab_size=self.file.tensors["token_embd.weight"][0][1],
            tie_word_embeddings="output.weight" not in self.file.tensors,
            bos_token_id=None, eos_token_id=None, pad_token_id=None)
        rotary = {"rope_type": "default", "rope_theta": self.get("rope.freq_base", 10000.0)}
        self.head = head = self.get("attention.key_length", width // heads)
        rotated = self.get("rope.dimension_count", head)
        if self.architecture == "phi3":
            if head != width // heads:
                raise self.refused(f"has heads of {head} values")
            rotary["partial_rotary_factor"] = rotated / head
        elif rotated != head:
            raise self.refused(f"rotates only {rotated} of {head} values of a head")
        else:
            values["head_dim"] = head
        values["rope_parameters"] = rotary
        if self.architecture == "llama":
            values["attention_bias"] = "blk.0.attn_q.bias" in self.file.tensors
            values["mlp_bias"] = "blk.0.ffn_up.bias" in self.file.tensors
        if self.architecture == "gemma3":
            self._gemma(values, rotary)
        return kinds[self.architecture](**values)

    def _gemma(self, values, rotary):
        """Five layers that see a window, then one that sees all; llama.cpp has these constants in its code, too.

        It reads a window for this family only: the others see all, whatever their files say.
        """
        largest = values["num_hidden_layers"] == 62
        rotary["rope_theta"] = self.get("rope.freq_base", 1000000.0)
        local = self.get("rope.freq_base_swa", 10000.0)
        values.update(
            sliding_window=self.get("attention.sliding_window"),
            query_pre_attn_scalar=values["hidden_size"] // values["num_attention_heads"] if largest else self.head,
            final_logit_softcapping=self.file.metadata.get("gemma3.final_logit_softcapping"),
            rope_parameters={"full_attention": rotary,
                             "sliding_attention": {"rope_type": "default", "rope_theta": local}})
        period = self.get("attention.sliding_window_pattern", 6)
        if isinstance(period, list):
            raise self.refused("has a list under gemma3.attention.sliding_window_pattern")
        values["layer_types"] = ["full_attention" if (i + 1) % period == 0 else "sliding_attention"
                                 for i in range(values["num_hidden_layers"])]

    def model(self, dtype, device, nf4, context):
        """The model with frozen weights.

        :param nf4: whether the matrices of the layers are kept in 4 bits (QLoRA, arXiv 2305.14314)
        :param context: tokens for which the model is served, which choose Phi-3's rotary factors in llama.cpp
        """
        from accelerate import init_empty_weights
        from transformers import AutoModelForCausalLM

        config = self.config()
        with init_empty_weights(include_buffers=False):
            model = AutoModelForCausalLM.from_config(config, dtype=dtype)
        names = {name for name, _ in model.named_parameters()}
        for tensor in self.file.tensors:
            if tensor in FACTORS:
                continue
            target = self.target(tensor)
            if target is None or target not in names:
                raise self.refused(f"has a tensor {tensor}, which has no place in its architecture")
            self._put(model, target, self.weights(tensor, config, dtype), device, nf4)
            names.discard(target)
        if config.tie_word_embeddings:
            model.lm_head.weight = model.model.embed_tokens.weight
            names.discard("lm_head.weight")
        if names:
            raise self.refused(f"lacks weights: {', '.join(sorted(names)[:3])}")
        self._rotate(model.model.rotary_emb, context)
        model.to(device)
        model.is_loaded_in_4bit = nf4
        model.requires_grad_(False)
        return model

    def target(self, tensor):
        """The name of a parameter, None if there is none."""
        if tensor in WHOLE:
            return WHOLE[tensor]
        pieces = tensor.split(".")
        if len(pieces) != 4 or pieces[0] != "blk":
            return None
        part = OTHER_PARTS.get(self.architecture, {}).get(pieces[2], PARTS.get(pieces[2]))
        return None if part is None else f"model.layers.{pieces[1]}.{part}.{pieces[3]}"

    def weights(self, tensor, config, dtype):
        """A tensor as transformers has it: llama.cpp moves rows of queries and keys and adds 1 to the norms of Gemma."""
        if self.architecture == "gemma3" and "norm" in tensor:
            return (self.file.read(tensor, torch.float32) - 1).to(dtype)
        values = self.file.read(tensor, dtype)
        part = tensor.split(".")[-2]
        if self.architecture == "llama" and part in ("attn_q", "attn_k"):
            heads = config.num_attention_heads if part == "attn_q" else config.num_key_value_heads
            halves = values.reshape(heads, values.shape[0] // heads // 2, 2, *values.shape[1:])
            return halves.transpose(1, 2).reshape(values.shape)
        return values

    def _put(self, model, name, values, device, nf4):
        path, attribute = name.rsplit(".", 1)
        module = model.get_submodule(path)
        expected = module._parameters[attribute].shape
        if values.shape != expected:
            raise self.refused(f"has {list(values.shape)} values for {name}, its metadata says {list(expected)}")
        if nf4 and isinstance(module, torch.nn.Linear) and ".layers." in name and attribute == "weight":
            values = values.contiguous()
            module = _four_bit(model, path, module)
            import bitsandbytes
            module.weight = bitsandbytes.nn.Params4bit(
                values, requires_grad=False, quant_type="nf4", compress_statistics=True, module=module).to(device)
            return
        module._parameters[attribute] = torch.nn.Parameter(values.to(device), requires_grad=False)

    def _rotate(self, rotary, context):
        """Frequencies as llama.cpp has them; see its llama_model::get_rope_factors."""
        name = "full_attention_inv_freq" if self.architecture == "gemma3" else "inv_freq"
        frequencies = getattr(rotary, name)
        kind = self.file.metadata.get(f"{self.architecture}.rope.scaling.type", "none")
        factors = None
        if "rope_freqs.weight" in self.file.tensors:
            factors = self.file.read("rope_freqs.weight", torch.float32)
        elif "rope_factors_long.weight" in self.file.tensors:
            original = self.get("rope.scaling.original_context_length", self.get("context_length"))
            length = "long" if context > original else "short"
            factors = self.file.read(f"rope_factors_{length}.weight", torch.float32)
            rotary.attention_scaling = self.file.metadata.get(f"{self.architecture}.rope.scaling.attn_factor", 1.0)
        elif kind == "linear" or self.has("rope.scale_linear"):
            factors = self.file.metadata.get(f"{self.architecture}.rope.scaling.factor")
            factors = self.get("rope.scale_linear") if factors is None else factors
        elif kind not in ("none", "longrope"):
            raise self.refused(f"scales its rotary positions by \"{kind}\"")
        if factors is not None:
            setattr(rotary, name, frequencies / factors)


def _four_bit(model, path, module):
    """The module at a path as one of 4 bits, with the bias it has."""
    import bitsandbytes

    if isinstance(module, bitsandbytes.nn.Linear4bit):
        return module
    new = bitsandbytes.nn.Linear4bit(
        module.in_features, module.out_features, bias=module.bias is not None, compute_dtype=torch.bfloat16,
        compress_statistics=True, quant_type="nf4", device="meta")
    if module.bias is not None:
        new.bias = module.bias
    parent, name = path.rsplit(".", 1)
    setattr(model.get_submodule(parent), name, new)
    return new


def is_gguf(path):
    return os.path.isfile(path) and path.lower().endswith(".gguf") or _begins_as_gguf(path)


def _begins_as_gguf(path):
    try:
        with open(path, "rb") as file:
            return file.read(4) == b"GGUF"
    except OSError:
        return False
