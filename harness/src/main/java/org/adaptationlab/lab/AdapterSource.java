package org.adaptationlab.lab;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where a mode's adapter comes from. */
public sealed interface AdapterSource {

    /** What is done for each kind; a new kind does not compile before it is known here. */
    interface Visitor<T> {

        T trained(Trained source);

        T ggufFile(GgufFile source);

        T peft(Peft source);

        T ollamaModel(OllamaModel source);

        T openAiModel(OpenAiModel source);
    }

    /** What the visitor gives for this kind. */
    <T> T accept(Visitor<T> visitor);

    /** This where the harness trains the adapter; else empty. */
    default Optional<Trained> training() {
        return Optional.empty();
    }

    /** Name of the model on an OpenAI-compatible server that has the adapter in it; empty for adapters of other kinds. */
    default Optional<String> apiModel() {
        return Optional.empty();
    }

    /** An adapter the harness trains (or takes from its cache), one per seed. */
    record Trained(TrainingSettings settings, List<Long> seeds) implements AdapterSource {
        public Trained {
            seeds = List.copyOf(seeds);
        }

        /** The wanted seed, or the first where none is wanted. */
        public long seed(@Nullable Long wanted) {
            return wanted == null ? seeds.get(0) : wanted;
        }

        @Override
        public <T> T accept(Visitor<T> visitor) {
            return visitor.trained(this);
        }

        @Override
        public Optional<Trained> training() {
            return Optional.of(this);
        }
    }

    /** A GGUF adapter file. */
    record GgufFile(Path file) implements AdapterSource {

        @Override
        public <T> T accept(Visitor<T> visitor) {
            return visitor.ggufFile(this);
        }
    }

    /** A PEFT folder with safetensors. */
    record Peft(Path folder) implements AdapterSource {

        @Override
        public <T> T accept(Visitor<T> visitor) {
            return visitor.peft(this);
        }
    }

    /** A model name on the Ollama server that has the adapter in it. */
    record OllamaModel(String name) implements AdapterSource {

        @Override
        public <T> T accept(Visitor<T> visitor) {
            return visitor.ollamaModel(this);
        }
    }

    /** A model name on the OpenAI-compatible server that has the adapter in it. */
    record OpenAiModel(String name) implements AdapterSource {

        @Override
        public <T> T accept(Visitor<T> visitor) {
            return visitor.openAiModel(this);
        }

        @Override
        public Optional<String> apiModel() {
            return Optional.of(name);
        }
    }
}
