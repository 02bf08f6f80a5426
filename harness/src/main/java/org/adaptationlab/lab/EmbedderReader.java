package org.adaptationlab.lab;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.adaptationlab.file.YamlSection;
import org.adaptationlab.lab.EmbedderSpec.BuiltIn;
import org.adaptationlab.lab.EmbedderSpec.Multilingual;
import org.adaptationlab.lab.EmbedderSpec.OnnxFile;
import org.adaptationlab.lab.EmbedderSpec.Pooling;
import org.adaptationlab.lab.EmbedderSpec.Prefixes;
import org.adaptationlab.lab.EmbedderSpec.Protocol;
import org.adaptationlab.lab.EmbedderSpec.Served;
import org.adaptationlab.problem.Suggestion;
import org.jspecify.annotations.Nullable;

/** Reads {@code embedder} of a lab file: a word, {@code ollama:NAME} or {@code openai:NAME}, or a section that says more. */
final class EmbedderReader {

    static final String KEY = "embedder";

    private static final String FILE = "file";
    private static final String TOKENIZER = "tokenizer";
    private static final String ENDPOINT = "endpoint";
    private static final String QUERY_PREFIX = "query-prefix";
    private static final String PASSAGE_PREFIX = "passage-prefix";
    private static final int DEFAULT_TOKENS = 512;
    private static final int MIN_TOKENS = 16;
    private static final int MAX_TOKENS = 131_072;

    private final YamlSection top;
    private final Path labFile;

    private EmbedderReader(YamlSection top, Path labFile) {
        this.top = top;
        this.labFile = labFile;
    }

    /** The embedder of a lab file; the default where it says none, or something that is reported. */
    static EmbedderSpec read(YamlSection top, Path labFile) {
        if (!top.has(KEY)) {
            return EmbedderSpec.DEFAULT;
        }
        EmbedderReader reader = new EmbedderReader(top, labFile);
        Optional<EmbedderSpec> read = top.json(KEY).isObject()
                ? top.section(KEY).flatMap(reader::section)
                : top.text(KEY).flatMap(reader::word);
        return read.orElse(EmbedderSpec.DEFAULT);
    }

    private Optional<EmbedderSpec> word(String text) {
        for (Protocol protocol : Protocol.values()) {
            String start = protocol.word() + ":";
            if (text.startsWith(start) && text.length() > start.length()) {
                return Optional.of(new Served(protocol, text.substring(start.length()), null, Prefixes.NONE));
            }
        }
        List<BuiltIn.Language> builtIn = List.of(BuiltIn.Language.values());
        List<String> words = Stream.concat(builtIn.stream().map(BuiltIn.Language::word), Stream.of(Multilingual.WORD))
                .toList();
        if (!words.contains(text)) {
            top.report(
                    KEY,
                    "is \"" + text + "\"; allowed: " + String.join(", ", words)
                            + ", ollama:NAME, openai:NAME, or a mapping with file and tokenizer (an ONNX model of"
                            + " yours), ollama or openai" + Suggestion.phrase(text, words));
            return Optional.empty();
        }
        return Optional.of(
                text.equals(Multilingual.WORD) ? new Multilingual() : new BuiltIn(builtIn.get(words.indexOf(text))));
    }

    private Optional<EmbedderSpec> section(YamlSection section) {
        List<String> kinds = Stream.concat(
                        Stream.of(FILE), Arrays.stream(Protocol.values()).map(Protocol::word))
                .toList();
        List<String> found = kinds.stream().filter(section::has).toList();
        if (found.size() != 1) {
            section.report(
                    found.isEmpty() ? FILE : found.get(1),
                    (found.isEmpty() ? "is missing" : "is one too many") + "; exactly one of "
                            + String.join(", ", kinds) + " is allowed");
            return Optional.empty();
        }
        Prefixes prefixes = new Prefixes(prefix(section, QUERY_PREFIX), prefix(section, PASSAGE_PREFIX));
        return found.get(0).equals(FILE) ? file(section, prefixes) : served(section, found.get(0), prefixes);
    }

    private Optional<EmbedderSpec> served(YamlSection section, String kind, Prefixes prefixes) {
        section.allow(List.of(kind, ENDPOINT, QUERY_PREFIX, PASSAGE_PREFIX));
        Protocol protocol = kind.equals(Protocol.OLLAMA.word()) ? Protocol.OLLAMA : Protocol.OPENAI;
        String endpoint = section.text(ENDPOINT).orElse(null);
        return section.text(kind).map(model -> new Served(protocol, model, endpoint, prefixes));
    }

    private Optional<EmbedderSpec> file(YamlSection section, Prefixes prefixes) {
        section.allow(List.of(FILE, TOKENIZER, "pooling", "max-tokens", QUERY_PREFIX, PASSAGE_PREFIX));
        section.require(TOKENIZER, "pooling");
        Path model = existing(section, FILE);
        Path tokenizer = existing(section, TOKENIZER);
        int tokens = section.integer("max-tokens", DEFAULT_TOKENS, MIN_TOKENS, MAX_TOKENS);
        Optional<Pooling> pooled = section.choice("pooling", List.of(Pooling.values()), Pooling::word);
        if (model == null || tokenizer == null) {
            return Optional.empty();
        }
        return pooled.map(pooling -> new OnnxFile(model, tokenizer, pooling, tokens, prefixes));
    }

    private @Nullable Path existing(YamlSection section, String key) {
        Path path = section.text(key)
                .map(name -> labFile.resolveSibling(name).normalize())
                .orElse(null);
        if (path != null && !Files.isRegularFile(path)) {
            section.report(key, "names " + path + ", but there is no such file");
            return null;
        }
        return path;
    }

    /** As it stands, blanks at its end too: they are part of what a model was trained with. */
    private static String prefix(YamlSection section, String key) {
        return section.text(key).orElse("");
    }
}
