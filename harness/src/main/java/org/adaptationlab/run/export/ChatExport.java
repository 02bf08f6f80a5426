package org.adaptationlab.run.export;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.adaptationlab.lab.LabDefinition;
import org.adaptationlab.lab.ModeDefinition;
import org.adaptationlab.lab.TrainingSettings;
import org.adaptationlab.model.ChatJson;
import org.adaptationlab.model.ChatMessage;
import org.adaptationlab.train.TrainingExample;
import org.adaptationlab.train.peft.TrainerScripts;

/**
 * The training examples of a mode for a trainer outside: chats as the harness's own training sees them, the settings, a
 * script for PEFT, and the way back. No test example is in it.
 */
public final class ChatExport {

    /** What starts the trainer there, as it is called in the harness. */
    private static final String TRAINER = "trainer.py";

    private static final String SCRIPT = "train.py";

    private final LabDefinition lab;
    private final ModeDefinition mode;

    /** An export of one mode of a lab. */
    public ChatExport(LabDefinition lab, ModeDefinition mode) {
        this.lab = lab;
        this.mode = mode;
    }

    /**
     * Writes the folder.
     *
     * @param model what the adapter is for, by the name its user has for it
     * @throws org.adaptationlab.problem.PrerequisiteException when it cannot be written
     */
    public void write(
            ExportFolder folder, List<TrainingExample> examples, TrainingSettings settings, long seed, String model) {
        folder.jsonLines("train.jsonl", examples.stream().map(ChatExport::chat).toList());
        folder.json("settings.json", settings(settings, seed));
        TrainerScripts.texts().forEach((name, text) -> folder.text(name.equals(TRAINER) ? SCRIPT : name, text));
        folder.text("README.md", readme(examples.size(), model));
    }

    private static ObjectNode chat(TrainingExample example) {
        ObjectNode line = JsonNodeFactory.instance.objectNode();
        ArrayNode messages = ChatJson.messages(example.messages());
        messages.addObject().put("role", ChatMessage.Role.ASSISTANT.word()).put("content", example.target());
        return line.set("messages", messages);
    }

    private ObjectNode settings(TrainingSettings settings, long seed) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("epochs", settings.epochs())
                .put("rank", settings.rank())
                .put("alpha", settings.alpha())
                .put("learning_rate", settings.learningRate())
                .put("batch_size", settings.batchSize())
                .put("prompt_loss", settings.promptLoss())
                .put("seed", seed)
                .put("context_tokens", lab.sampling().contextTokens());
    }

    private String readme(int examples, String model) {
        return """
                # Training set of %1$s, mode %2$s

                `train.jsonl` holds %3$d chats, one `{"messages": […]}` per line: the prompts of the mode as the harness
                shows them to the model, and as the assistant's turn the answer in the form the mode asks for. No test
                example is among them. `settings.json` holds the settings of the lab file (a starting point where the lab
                trains nothing itself).

                ## Train with PEFT

                On a machine with Python 3.10 or newer, for models beyond about 1B parameters with a graphics card:

                    python3 -m pip install -r requirements.txt
                    python3 train.py MODEL

                MODEL is the model that the lab measures (%4$s): its GGUF file, or its name on the Hugging Face hub
                (NAME@REVISION for a certain version). Another one, also another version of it, gives an adapter that fits
                the shapes and answers nonsense. `train.py` is the harness's own trainer. It shows the first prompt as the
                model will see it, with thinking switched off where the template knows it (compare it with what your server
                sends), trains all matrices of attention and feed-forward in every block, under whatever names the model has
                for them, learns the answers and the token that ends a turn (and of the prompts as much as `prompt_loss`
                says), and saves the folder `adapter`. `python3 train.py --help` lists precision, micro-batches and
                checkpointing. Other trainers that read chats as JSON lines will do, if they save PEFT's layout.

                Plain LoRA on q, k, v, o, gate, up and down can come back (in Phi, qkv and gate_up are fused), rsLoRA too.
                DoRA, modules_to_save, biases and embeddings cannot: a GGUF adapter has no place for them.

                ## Back

                    lab adapter import adapter --base %4$s --out adapter.gguf
                    lab adapter inspect adapter.gguf

                (For a model that is not in the catalogue, `--base` takes its GGUF file.) Then measure it like any other,
                as a mode of the lab file:

                    %2$s-elsewhere: {technique: lora, system: …, adapter: {file: adapter.gguf}}

                `adapter: {peft: adapter}` imports by itself. Keep system prompt and `constrain` as in %2$s: the adapter
                has learned them.
                """.formatted(lab.name(), mode.name(), examples, model);
    }
}
