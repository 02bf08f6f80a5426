package org.adaptationlab.lab;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What turns texts into vectors, for retrieval and classifiers. */
public sealed interface EmbedderSpec {

    /** Of a lab file that does not say. */
    EmbedderSpec DEFAULT = new BuiltIn(BuiltIn.Language.ENGLISH_FLOAT);

    /** What {@code cases} has for this kind. */
    <T> T match(Cases<T> cases);

    /** One for each kind there is. */
    interface Cases<T> {

        T builtIn(BuiltIn builtIn);

        T multilingual(Multilingual multilingual);

        T onnxFile(OnnxFile file);

        T served(Served served);
    }

    /**
     * What the model's authors ask for before a text.
     *
     * @param query before a question that is to find passages
     * @param passage before a passage, and before a text that is compared with its like
     */
    record Prefixes(String query, String passage) {

        /** Nothing before either. */
        public static final Prefixes NONE = new Prefixes("", "");

        public Prefixes {
            Objects.requireNonNull(query, "query");
            Objects.requireNonNull(passage, "passage");
        }
    }

    /** One that comes with the harness. */
    record BuiltIn(Language language) implements EmbedderSpec {

        /** Which. */
        public enum Language {
            /** English, in 8-bit arithmetic. */
            ENGLISH,
            /** English, the same weights in float arithmetic: the same vectors on every processor, to about 1e-7. */
            ENGLISH_FLOAT;

            /** The word for it in a lab file. */
            public String word() {
                return name().toLowerCase(Locale.ROOT).replace('_', '-');
            }
        }

        @Override
        public <T> T match(Cases<T> cases) {
            return cases.builtIn(this);
        }
    }

    /** A published one for about a hundred languages, fetched before its first text. */
    record Multilingual() implements EmbedderSpec {

        /** The word for it in a lab file. */
        public static final String WORD = "multilingual";

        @Override
        public <T> T match(Cases<T> cases) {
            return cases.multilingual(this);
        }
    }

    /**
     * A model of the user's own in ONNX, run in this process.
     *
     * @param model takes {@code input_ids}, {@code attention_mask} and perhaps {@code token_type_ids}
     * @param tokenizer its {@code tokenizer.json}
     * @param maxTokens most tokens of a text at once; longer ones are averaged over their parts
     */
    record OnnxFile(Path model, Path tokenizer, Pooling pooling, int maxTokens, Prefixes prefixes)
            implements EmbedderSpec {

        public OnnxFile {
            Objects.requireNonNull(model, "model");
            Objects.requireNonNull(tokenizer, "tokenizer");
            Objects.requireNonNull(pooling, "pooling");
            Objects.requireNonNull(prefixes, "prefixes");
        }

        @Override
        public <T> T match(Cases<T> cases) {
            return cases.onnxFile(this);
        }
    }

    /** How the vectors of tokens become that of the text. */
    enum Pooling {
        /** Their mean. */
        MEAN,
        /** The first token's. */
        CLS,
        /** The last token's. */
        LAST;

        /** The word for it in a lab file. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A model of a server.
     *
     * @param endpoint its address, null for the usual one of the protocol
     */
    record Served(Protocol protocol, String model, @Nullable String endpoint, Prefixes prefixes)
            implements EmbedderSpec {

        public Served {
            Objects.requireNonNull(protocol, "protocol");
            Objects.requireNonNull(model, "model");
            Objects.requireNonNull(prefixes, "prefixes");
        }

        @Override
        public <T> T match(Cases<T> cases) {
            return cases.served(this);
        }
    }

    /** How a server is asked. */
    enum Protocol {
        /** {@code POST /api/embed}. */
        OLLAMA,
        /** {@code POST /v1/embeddings}. */
        OPENAI;

        /** The word for it in a lab file. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
