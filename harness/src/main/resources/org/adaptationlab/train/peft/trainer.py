"""Trains LoRA adapters with PEFT.

    python train.py MODEL                train the adapter of this folder (train.jsonl, settings.json) on MODEL: a GGUF
                                         file, a name on the Hugging Face hub (NAME@REVISION), or a folder of that form
    python trainer.py --job job.json     what the harness asks for: messages as JSON lines on standard output
    python trainer.py --probe            what there is to train on, as JSON

The model must be the one that the adapter will be laid over. requirements.txt names the packages.
"""
import argparse
import json
import os
import sys
import threading

os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")

from problem import (  # noqa: E402
    MISSING, Problem, disk_problem, first_line, is_disk_full, is_out_of_memory, memory_problem)
from hub import named, of_hub  # noqa: E402

MIB = 1 << 20
ANSWERS = 5  # examples whose answers are compared between trainer and server
PACKAGES = ("torch", "transformers", "peft", "gguf", "accelerate", "safetensors", "numpy", "bitsandbytes")


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", nargs="?", help="the base")
    parser.add_argument("--job", help=argparse.SUPPRESS)
    parser.add_argument("--probe", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--device", choices=["cpu", "cuda"], help="default: a graphics card if there is one")
    parser.add_argument("--precision", choices=["float32", "bfloat16", "nf4"],
                        help="of the frozen weights; default: float32 on the processor, bfloat16 on a card")
    parser.add_argument("--micro-batch", type=int, help="sequences at once: less memory, the same gradient")
    parser.add_argument("--checkpointing", action=argparse.BooleanOptionalAction,
                        help="compute activations twice instead of keeping them; default: on a card")
    parser.add_argument("--out", default="adapter", help="the new folder with the adapter")
    return parser.parse_args()


def versions():
    from importlib.metadata import PackageNotFoundError, version
    found = {}
    for package in PACKAGES:
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            pass
    return found


def probe(hub):
    """Packages, devices with memory and speed, and the sizes of a model of the hub if one is named."""
    import torch
    from speed import speed
    devices = []
    for index in range(torch.cuda.device_count()):
        free, total = torch.cuda.mem_get_info(index)
        devices.append({"name": torch.cuda.get_device_name(index), "free": free, "total": total,
                        "speed": speed(f"cuda:{index}")})
    found = {"python": ".".join(map(str, sys.version_info[:3])), "packages": versions(), "devices": devices,
             "speed": speed("cpu")}
    if hub:
        found["shape"] = hub_shape(hub)
    return found


def hub_shape(hub):
    from transformers import AutoConfig
    name, revision = named(hub)
    config = of_hub(hub, lambda: AutoConfig.from_pretrained(name, revision=revision)).get_text_config()
    heads = config.num_attention_heads
    return {
        "layers": config.num_hidden_layers, "width": config.hidden_size, "heads": heads,
        "kvHeads": getattr(config, "num_key_value_heads", None) or heads,
        "headWidth": getattr(config, "head_dim", None) or config.hidden_size // heads,
        "ffnWidth": getattr(config, "intermediate_size", None) or 4 * config.hidden_size,
        "vocabulary": config.vocab_size, "tied": bool(config.tie_word_embeddings)}


class Base:
    """The frozen model: which, where, and how precise."""

    def __init__(self, model, device, precision, context):
        import torch
        from gguf_model import GgufBase, is_gguf
        self.device, self.precision = device, precision
        dtype = torch.float32 if precision == "float32" else torch.bfloat16
        nf4 = precision == "nf4"
        if nf4:
            require_nf4(device)
        if is_gguf(model):
            self.name = os.path.basename(model)
            self.model = GgufBase(model).model(dtype, device, nf4, context)
        else:
            self.name, revision = named(model)
            self.model = of_hub(model, lambda: self._load(self.name, revision, dtype, nf4))
        self.model.config.use_cache = False

    def _load(self, name, revision, dtype, nf4):
        from transformers import AutoModelForCausalLM, BitsAndBytesConfig
        four_bits = BitsAndBytesConfig(load_in_4bit=True, bnb_4bit_quant_type="nf4", bnb_4bit_use_double_quant=True,
                                       bnb_4bit_compute_dtype=dtype) if nf4 else None
        return AutoModelForCausalLM.from_pretrained(
            name, revision=revision, dtype=dtype, quantization_config=four_bits, device_map={"": self.device})

    def machine(self):
        import torch
        found = versions()
        parts = ["peft", "torch", "transformers"] + (["bitsandbytes"] if self.precision == "nf4" else [])
        card = self.device != "cpu"
        return {
            "software": ", ".join(f"{part} {found.get(part, '?')}" for part in parts),
            "device": torch.cuda.get_device_name() if card else "cpu", "precision": self.precision,
            "threads": torch.get_num_threads(),
            "peakDeviceMb": torch.cuda.max_memory_reserved() // MIB if card else None}


def require_nf4(device):
    if device == "cpu":  # bitsandbytes packs weights there for inference, and then has no gradient
        raise Problem(MISSING, "weights in 4 bits (nf4) need a graphics card; take float32 or bfloat16 on the processor")
    try:
        import bitsandbytes  # noqa: F401
    except (ImportError, RuntimeError, OSError) as e:
        raise Problem(MISSING, "weights in 4 bits (nf4) need the package bitsandbytes, which does not load here:"
                               f" {first_line(e)}; take bfloat16") from e


def peak_rss_mb():
    try:
        import resource
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return peak // (MIB if sys.platform == "darwin" else 1024)
    except ImportError:  # Windows
        import psutil
        return psutil.Process().memory_info().peak_wset // MIB


def chosen(options, batch):
    """Device, precision, sequences at once and checkpointing, with what the user leaves open."""
    import torch
    device = options.device or ("cuda" if torch.cuda.is_available() else "cpu")
    card = device == "cuda"
    precision = options.precision or ("bfloat16" if card else "float32")
    checkpointing = card if options.checkpointing is None else options.checkpointing
    return device, precision, options.micro_batch or (1 if card else batch), checkpointing


def run_job(options, say):
    with open(options.job, encoding="utf-8") as file:
        job = json.load(file)
    tasks = job["tasks"]
    sequences = [[(one["prompt"], one["answer"]) for one in task["sequences"]] for task in tasks]
    from lora import Training, length, timed
    device, precision, micro_batch, checkpointing = chosen(options, tasks[0]["settings"]["batchSize"])
    say({"stage": f"loading the base ({precision} on {device})"})
    base = Base(job.get("hub") or job["base"], device, precision, job["contextTokens"])
    for number, task in enumerate(tasks):
        settings = task["settings"]
        training = Training(base.model, settings, task["seed"], micro_batch, checkpointing)
        training.require_right_logits(sequences[number][0][0])
        losses, seconds = timed(lambda: training.run(
            sequences[number],
            lambda step, steps, loss: say({"step": {"step": step, "steps": steps, "loss": loss}})))
        answers = [training.answer(sequence) for sequence in sequences[number][:task["answers"]]]
        training.save(os.path.join(task["folder"], "peft"), base.name)
        training.end()
        tokens = settings["epochs"] * sum(map(length, sequences[number]))
        say({"done": {"task": number, "answers": answers, "log": {
            "losses": losses, "seconds": seconds, "tokensPerSecond": tokens / seconds, "peakRssMb": peak_rss_mb(),
            "machine": base.machine()}}})


def run_exported(options):
    from exported import Exported
    from lora import Training, timed
    exported = Exported(options.model)
    settings, sequences = exported.settings, exported.sequences
    print(f"the first prompt, as the model will see it:\n{exported.prompt(0)}\n", flush=True)
    device, precision, micro_batch, checkpointing = chosen(options, settings["batchSize"])
    print(f"loading {options.model} ({precision} on {device})", flush=True)
    base = Base(options.model, device, precision, settings["contextTokens"])
    training = Training(base.model, settings, settings["seed"], micro_batch, checkpointing)
    training.require_right_logits(sequences[0][0])
    losses, seconds = timed(lambda: training.run(
        sequences, lambda step, steps, loss: print(f"step {step} of {steps}: loss {loss:.3f}", flush=True)))
    answers = [training.answer(sequence) for sequence in sequences[:ANSWERS]]
    training.save(options.out, base.name)
    exported.write_answers(answers, options.out)
    print(f"loss {losses[0]:.3f} to {losses[-1]:.3f} in {seconds:.0f} s; the adapter is in {options.out}")


def end_with_parent():
    """Ends this process when standard input closes: it never outlives who started it."""
    def watch():
        while sys.stdin.buffer.read1(4096):
            pass
        os._exit(0)
    threading.Thread(target=watch, daemon=True).start()


def messages():
    """Takes standard output over; what libraries print goes to standard error from now on."""
    out = os.fdopen(os.dup(1), "w", encoding="utf-8", newline="\n")
    os.dup2(2, 1)

    def say(message):
        out.write(json.dumps(message) + "\n")
        out.flush()
    return say


def guarded(work, packages):
    """Runs it; returns the problem that ended it, None if all went well.

    :param packages: where they come from
    """
    try:
        work()
        return None
    except Problem as e:
        return e
    except Exception as e:
        if is_out_of_memory(e):
            return memory_problem()
        if is_disk_full(e):
            return disk_problem(e)
        if isinstance(e, ImportError):
            return Problem(MISSING, f"{sys.executable} lacks a package: {first_line(e)}; {packages}")
        import traceback
        traceback.print_exc()
        return Problem(1, f"training failed within PyTorch: {type(e).__name__}: {first_line(e)}")


def main():
    options = arguments()
    if options.job or options.probe:
        say = messages()
        end_with_parent()
        problem = guarded(lambda: run_job(options, say) if options.job else say({"probe": probe(options.model)}),
                          "unset LAB_TRAINER_PYTHON and run lab trainer install, or name a Python that has PEFT")
        if problem:
            say({"failure": {"exitCode": problem.exit_code, "message": str(problem)}})
        sys.stderr.flush()
        os._exit(problem.exit_code if problem else 0)  # threads of native code have been seen to hang an orderly end
    if not options.model:
        sys.exit("name the model: python train.py MODEL, a GGUF file or a name on the Hugging Face hub")
    try:
        problem = guarded(lambda: run_exported(options), "install what requirements.txt names")
    except KeyboardInterrupt:
        print("interrupted; nothing is saved", file=sys.stderr)
        sys.exit(130)
    if problem:
        print(problem, file=sys.stderr)
        sys.exit(problem.exit_code)


if __name__ == "__main__":
    main()
