"""Original weights on the Hugging Face hub, or in a folder of the same form."""
import os

from problem import BAD_INPUT, MISSING, Problem, first_line


def named(hub):
    name, _, revision = hub.partition("@") if not os.path.exists(hub) else (hub, "", "")
    return name, revision or "main"


def of_hub(hub, work):
    """What comes from the hub, or one message that says why not."""
    try:
        return work()
    except (OSError, ValueError) as e:  # what transformers makes of all failures of the hub
        kinds = {type(cause).__name__ for cause in causes(e)}
        text = " ".join(str(cause) for cause in causes(e))
        if "GatedRepoError" in kinds or "gated" in text:
            why = ("its owner asks for consent: ask for it on the model's page at Hugging Face, then log in"
                   " (hf auth login) or set HF_TOKEN")
        elif "RepositoryNotFoundError" in kinds or "RevisionNotFoundError" in kinds or "not a valid model" in text:
            why = "there is no such model or revision, or it is private and HF_TOKEN is not set"
        elif isinstance(e, OSError):
            why = "the hub cannot be reached, and no copy of it is here; name a folder with the model instead"
        else:
            raise Problem(BAD_INPUT, f"{hub}: cannot be trained on: {first_line(e)}") from e
        raise Problem(MISSING, f"{hub}: cannot be loaded: {why} ({first_line(e)})") from e


def causes(error):
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__
