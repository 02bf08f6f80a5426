package org.adaptationlab.model.store;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.adaptationlab.file.Shipped;
import org.adaptationlab.file.Utf8File;
import org.adaptationlab.file.YamlFile;
import org.adaptationlab.file.YamlSection;
import org.adaptationlab.problem.LabDefinitionException;
import org.adaptationlab.problem.PrerequisiteException;
import org.adaptationlab.problem.Problems;
import org.adaptationlab.problem.Suggestion;

/** The models known by name: those shipped, and those of the user's {@code models.yaml}, which win. */
final class Catalogue {

    private static final String SHIPPED = "models.yaml";
    private static final Pattern FILE_NAME = Pattern.compile("[\\w.-]+\\.gguf");
    private static final List<String> KEYS = List.of(
            "architecture",
            "parameters",
            "quantization",
            "licence",
            "ollama",
            "hub",
            "thinking",
            "shape",
            "file",
            "path",
            "bytes",
            "sha256",
            "sources");
    /** What only an entry with a file has. */
    private static final List<String> OF_A_FILE = List.of("quantization", "file", "path", "bytes", "sha256", "sources");

    private final Map<String, CatalogueEntry> models = new LinkedHashMap<>();
    private final Problems problems = new Problems();

    /**
     * Reads both files.
     *
     * @throws LabDefinitionException when the user's file has problems
     */
    static Catalogue read(Path labHome) {
        Catalogue catalogue = new Catalogue();
        catalogue.add(Path.of(SHIPPED), Shipped.text(Catalogue.class, SHIPPED));
        Path own = own(labHome);
        if (Files.exists(own)) {
            Utf8File.read(own, catalogue.problems).ifPresent(text -> catalogue.add(own, text));
        }
        catalogue.problems.throwIfAny();
        return catalogue;
    }

    /** The user's part of it. */
    static Path own(Path labHome) {
        return labHome.resolve("models.yaml");
    }

    /**
     * The entries of a text alone.
     *
     * @throws LabDefinitionException when it has problems
     */
    static Map<String, CatalogueEntry> parse(Path file, String text) {
        Catalogue catalogue = new Catalogue();
        catalogue.add(file, text);
        catalogue.problems.throwIfAny();
        return catalogue.models;
    }

    Collection<CatalogueEntry> all() {
        return models.values();
    }

    /** Those of a kind, in their order. */
    <T extends CatalogueEntry> List<T> all(Class<T> kind) {
        return models.values().stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    Optional<CatalogueEntry> find(String name) {
        return Optional.ofNullable(models.get(name));
    }

    <T extends CatalogueEntry> Optional<T> find(String name, Class<T> kind) {
        return find(name).filter(kind::isInstance).map(kind::cast);
    }

    /**
     * The model of a name, with its file.
     *
     * @throws LabDefinitionException when there is no such name
     * @throws PrerequisiteException when it is only described
     */
    CatalogueModel get(String name) {
        find(name, DescribedModel.class).ifPresent(described -> {
            throw described.noFile();
        });
        return find(name, CatalogueModel.class)
                .orElseThrow(() -> new LabDefinitionException("unknown model \"" + name + "\""
                        + Suggestion.phrase(name, models.keySet())
                        + "; \"lab models\" lists those that are known; a GGUF file of your own is named by its path, or"
                        + " added by: lab models add FILE"));
    }

    private void add(Path file, String text) {
        YamlFile.parse(file, text, problems).ifPresent(top -> {
            top.allow(List.of("models"));
            top.require("models");
            top.section("models")
                    .ifPresent(entries -> entries.keys().forEach(name -> {
                        ModelName.problem(name).ifPresent(problem -> entries.report(name, problem));
                        entries.section(name).ifPresent(entry -> models.put(name, model(name, entry)));
                    }));
        });
    }

    /** What is wrong is reported and ends the reading later; the fallbacks are never seen. */
    private static CatalogueEntry model(String name, YamlSection entry) {
        entry.allow(KEYS);
        return entry.has("hub") && OF_A_FILE.stream().noneMatch(entry::has)
                ? described(name, entry)
                : withFile(name, entry);
    }

    private static DescribedModel described(String name, YamlSection entry) {
        entry.require("architecture", "parameters", "licence", "thinking", "shape");
        return new DescribedModel(
                name,
                entry.text("architecture").orElse(""),
                entry.whole("parameters", 1, 1, Long.MAX_VALUE),
                entry.text("licence").orElse(""),
                entry.text("ollama").orElse(null),
                ModelFactsReader.read(entry));
    }

    private static CatalogueModel withFile(String name, YamlSection entry) {
        entry.require("architecture", "quantization", "licence", "bytes", "sha256");
        return new CatalogueModel(
                name,
                entry.text("architecture").orElse(""),
                entry.whole("parameters", 0, 1, Long.MAX_VALUE),
                entry.text("quantization").orElse(""),
                entry.text("licence").orElse(""),
                entry.text("ollama").orElse(null),
                entry.has("path") ? ownFile(entry) : file(entry),
                entry.whole("bytes", 0, 1, Long.MAX_VALUE),
                matching(entry, "sha256", Sha256Text::isOne, "64 lower-case hex digits"),
                entry.section("sources").map(Catalogue::sources).orElse(List.of()),
                entry.has("hub") ? ModelFactsReader.read(entry) : null);
    }

    private static Path file(YamlSection entry) {
        if (!entry.has("file")) {
            entry.require("file");
        }
        String name = matching(entry, "file", FILE_NAME.asMatchPredicate(), "a bare file name that ends with .gguf");
        return Path.of(FILE_NAME.matcher(name).matches() ? name : "");
    }

    private static Path ownFile(YamlSection entry) {
        for (String other : List.of("file", "sources")) {
            if (entry.has(other)) {
                entry.report(other, "does not go with path, which names a file that is here; leave one of them out");
            }
        }
        String path = matching(entry, "path", Catalogue::isAbsolute, "the absolute path of a file");
        return Path.of(isAbsolute(path) ? path : "");
    }

    private static boolean isAbsolute(String text) {
        try {
            return Path.of(text).isAbsolute();
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private static String matching(YamlSection entry, String key, Predicate<String> form, String allowed) {
        String text = entry.text(key).orElse("");
        if (entry.has(key) && !form.test(text)) {
            entry.report(key, "must be " + allowed + ", but is \"" + text + "\"");
        }
        return text;
    }

    private static List<FileSource> sources(YamlSection section) {
        section.allow(List.of("wheel", "https"));
        List<FileSource> sources = new ArrayList<>();
        for (String kind : section.keys()) {
            Optional<YamlSection> source = section.section(kind);
            if (kind.equals("wheel")) {
                source.map(Catalogue::wheel).ifPresent(sources::add);
            } else if (kind.equals("https")) {
                source.flatMap(Catalogue::address).ifPresent(sources::add);
            }
        }
        return sources;
    }

    private static FileSource wheel(YamlSection section) {
        section.allow(List.of("requirement", "path"));
        section.require("requirement", "path");
        String requirement = section.text("requirement").orElse("");
        if (requirement.startsWith("-")) {
            section.report("requirement", "must be a package, not an option of pip");
        }
        return new Wheel(requirement, section.text("path").orElse(""), Wheel.PYTHONS);
    }

    private static Optional<FileSource> address(YamlSection section) {
        section.allow(List.of("url"));
        section.require("url");
        Optional<String> url = section.text("url");
        url.filter(address -> !HttpsAddress.isOne(address))
                .ifPresent(address ->
                        section.report("url", "must be an http or https address, but is \"" + address + "\""));
        return url.filter(HttpsAddress::isOne).map(address -> new HttpsAddress(URI.create(address)));
    }
}
