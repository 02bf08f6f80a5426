"""The folder that lab export --format chat-jsonl writes: its chats as token sequences, and the trained model's answers."""
import json
import os

from problem import BAD_INPUT, Problem
from hub import named, of_hub

ANSWERS = "answers.json"


class Exported:
    """What is to be trained.

    :ivar settings: as Training wants them, with the seed and the tokens of the server's context
    :ivar sequences: (prompt, answer) pairs of tokens
    """

    def __init__(self, model):
        with open("settings.json", encoding="utf-8") as file:
            raw = json.load(file)
        self.settings = {
            "epochs": raw["epochs"], "rank": raw["rank"], "alpha": raw["alpha"], "seed": raw["seed"],
            "learningRate": raw["learning_rate"], "batchSize": raw["batch_size"], "promptLoss": raw["prompt_loss"],
            "contextTokens": raw["context_tokens"]}
        with open("train.jsonl", encoding="utf-8") as file:
            self.chats = [json.loads(line)["messages"] for line in file]
        self.tokenizer = of_hub(model, lambda: tokenizer_of(model))
        if not self.tokenizer.chat_template:
            raise Problem(BAD_INPUT, f"{model}: its tokenizer has no chat template; take the instruction-tuned model")
        self.sequences = [sequence(self.tokenizer, chat) for chat in self.chats]

    def prompt(self, number):
        return rendered(self.tokenizer, self.chats[number][:-1], True)

    def write_answers(self, answers, folder):
        """What the trained model says to the first examples, for the lab to hold against what a server says.

        :param answers: tokens, without the end token
        """
        from lora import MORE_ANSWER
        written = []
        for number, ids in enumerate(answers):
            chat, (prompt, answer) = self.chats[number], self.sequences[number]
            most = len(answer) + MORE_ANSWER
            said = chat[-1]["content"] if ids == answer[:-1] else self.tokenizer.decode(ids, skip_special_tokens=False)
            written.append({
                "example": f"train.jsonl, line {number + 1}", "rendered": self.prompt(number),
                "messages": [{"role": message["role"], "text": message["content"]} for message in chat[:-1]],
                "target": chat[-1]["content"], "answer": said, "promptTokens": len(prompt), "maxTokens": most,
                "cut": len(ids) >= most})
        with open(os.path.join(folder, ANSWERS), "w", encoding="utf-8", newline="\n") as file:
            json.dump(written, file, indent=2, ensure_ascii=False)


def tokenizer_of(model):
    from gguf_model import is_gguf
    from transformers import AutoTokenizer
    if is_gguf(model):
        return AutoTokenizer.from_pretrained(os.path.dirname(os.path.abspath(model)), gguf_file=os.path.basename(model))
    name, revision = named(model)
    return AutoTokenizer.from_pretrained(name, revision=revision)


def rendered(tokenizer, chat, asks):
    """As a server without thinking shows it to the model; templates that know no thinking pass the word over."""
    return tokenizer.apply_chat_template(chat, tokenize=False, add_generation_prompt=asks, enable_thinking=False)


def sequence(tokenizer, chat):
    """The prompt as at inference, then the answer and the token that ends a turn."""
    answer = chat[-1]["content"]
    prompt = tokens(tokenizer, rendered(tokenizer, chat[:-1], True))
    return prompt, tokens(tokenizer, answer) + [end_token(tokenizer, chat)]


def tokens(tokenizer, text):
    return tokenizer(text, add_special_tokens=False).input_ids


def end_token(tokenizer, chat):
    """What the template ends a turn with: not always the tokenizer's own end token (Gemma, Phi)."""
    whole = rendered(tokenizer, chat, False)
    answer = chat[-1]["content"].strip()
    after = tokens(tokenizer, whole[whole.rindex(answer) + len(answer):]) if answer and answer in whole else []
    special = [token for token in after if token in tokenizer.all_special_ids or token in tokenizer.added_tokens_decoder]
    return special[0] if special else tokenizer.eos_token_id
