package org.adaptationlab.lab;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where a mode's adapters come from; each is measured by itself. */
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

    /**
     * What tells the adapters of one mode apart: the seeds of those that the harness trains, the places in the list, from
     * 1 on, of others; one null where there is a single one from elsewhere.
     */
    List<@Nullable Long> adapters();

    /** This where the harness trains the adapter; else empty. */
    default Optional<Trained> training() {
        return Optional.empty();
    }

    /** Name of the first model on an OpenAI-compatible server that has the adapter in it; empty for adapters of other kinds. */
    default Optional<String> apiModel() {
        return Optional.empty();
    }

    private static List<@Nullable Long> places(int count) {
        List<@Nullable Long> places = new ArrayList<>();
        for (long place = 1; place <= count; place++) {
            places.add(count == 1 ? null : Long.valueOf(place));
        }
        return places;
    }

    private static <T> T at(List<T> all, @Nullable Long place) {
        return all.get(place == null ? 0 : Math.toIntExact(place - 1));
    }

    /**
     * An adapter that is trained (or taken from the cache), one per seed.
     *
     * @param hub the original weights to train on, null for the file that is served
     */
    record Trained(
            TrainingSettings settings,
            List<Long> seeds,
            TrainerKind trainer,
            @Nullable HubModel hub) implements AdapterSource {
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
        public List<@Nullable Long> adapters() {
            return new ArrayList<>(seeds);
        }

        @Override
        public Optional<Trained> training() {
            return Optional.of(this);
        }
    }

    /** GGUF adapter files; at least one. */
    record GgufFile(List<Path> files) implements AdapterSource {
        public GgufFile {
            files = List.copyOf(files);
        }

        /** The file of an adapter, the first for null. */
        public Path file(@Nullable Long adapter) {
            return at(files, adapter);
        }

        @Override
        public <T> T accept(Visitor<T> visitor) {
            return visitor.ggufFile(this);
        }

        @Override
        public List<@Nullable Long> adapters() {
            return places(files.size());
        }
    }

    /** PEFT folders with safetensors; at least one. */
    record Peft(List<Path> folders) implements AdapterSource {
        public Peft {
            folders = List.copyOf(folders);
        }

        /** The folder of an adapter, the first for null. */
        public Path folder(@Nullable Long adapter) {
            return at(folders, adapter);
        }

        @Override
        public <T> T accept(Visitor<T> visitor) {
            return visitor.peft(this);
        }

        @Override
        public List<@Nullable Long> adapters() {
            return places(folders.size());
        }
    }

    /** Names of models on the Ollama server that have an adapter in them; at least one. */
    record OllamaModel(List<String> names) implements AdapterSource {
        public OllamaModel {
            names = List.copyOf(names);
        }

        /** The name of an adapter's model, the first for null. */
        public String name(@Nullable Long adapter) {
            return at(names, adapter);
        }

        @Override
        public <T> T accept(Visitor<T> visitor) {
            return visitor.ollamaModel(this);
        }

        @Override
        public List<@Nullable Long> adapters() {
            return places(names.size());
        }
    }

    /** Names of models on the OpenAI-compatible server that have an adapter in them; at least one. */
    record OpenAiModel(List<String> names) implements AdapterSource {
        public OpenAiModel {
            names = List.copyOf(names);
        }

        /** The name of an adapter's model, the first for null. */
        public String name(@Nullable Long adapter) {
            return at(names, adapter);
        }

        @Override
        public <T> T accept(Visitor<T> visitor) {
            return visitor.openAiModel(this);
        }

        @Override
        public List<@Nullable Long> adapters() {
            return places(names.size());
        }

        @Override
        public Optional<String> apiModel() {
            return Optional.of(names.get(0));
        }
    }
}
