package org.adaptationlab.lab;

import java.nio.file.Path;
import java.util.List;

/** Where a mode's adapter comes from. */
public sealed interface AdapterSource {

    /** An adapter the harness trains (or takes from its cache), one per seed. */
    record Trained(TrainingSettings settings, List<Long> seeds) implements AdapterSource {
        public Trained {
            seeds = List.copyOf(seeds);
        }
    }

    /** A GGUF adapter file. */
    record GgufFile(Path file) implements AdapterSource {}

    /** A PEFT folder with safetensors. */
    record Peft(Path folder) implements AdapterSource {}

    /** A model name on the Ollama server that has the adapter in it. */
    record OllamaModel(String name) implements AdapterSource {}

    /** A model name on the OpenAI-compatible server that has the adapter in it. */
    record OpenAiModel(String name) implements AdapterSource {}
}
