package org.adaptationlab.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.adaptationlab.file.Sha256;
import org.adaptationlab.file.Utf8File;
import org.adaptationlab.file.YamlSection;
import org.adaptationlab.problem.Problems;
import org.adaptationlab.problem.Suggestion;

/** The files a lab file names for prompts and answers, each read once; their paths are relative to the lab file. */
final class PromptFiles {

    /** A word in braces; other braces, as in a JSON sample, are text. */
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([A-Za-z][A-Za-z0-9_-]*)}");

    private final Path labFile;
    private final Problems problems;
    private final Map<Path, Optional<String>> texts = new LinkedHashMap<>();
    private final List<AnswerSchema> schemas = new ArrayList<>();
    private final Set<String> reported = new HashSet<>();

    PromptFiles(Path labFile, Problems problems) {
        this.labFile = labFile;
        this.problems = problems;
    }

    /** Another collection of the same lab file's prompts, with a digest of its own. */
    PromptFiles apart() {
        return new PromptFiles(labFile, problems);
    }

    Path labFile() {
        return labFile;
    }

    /** The text of the prompt file a key names, without blank edges; empty where a problem was reported. */
    Optional<String> text(YamlSection mode, String key, Set<String> placeholders) {
        return file(mode, key).flatMap(file -> {
            Optional<String> text = texts.computeIfAbsent(file, this::read);
            text.ifPresent(found -> checkPlaceholders(file, found, placeholders));
            return text;
        });
    }

    /** The JSON schema of the file a key names; empty where a problem was reported. */
    Optional<AnswerSchema> schema(YamlSection task, String key) {
        Optional<AnswerSchema> schema = file(task, key)
                .flatMap(file ->
                        Utf8File.read(file, problems).flatMap(text -> AnswerSchema.parse(file, text, problems)));
        schema.ifPresent(schemas::add);
        return schema;
    }

    /** Adds the text of each prompt file, in the order of their first use, and the schema. */
    Sha256 addTo(Sha256 digest) {
        texts.values().forEach(text -> digest.field(text.orElse("")));
        schemas.forEach(schema -> digest.field(schema.json()));
        return digest;
    }

    private Optional<Path> file(YamlSection section, String key) {
        return section.text(key)
                .map(name -> labFile.resolveSibling(name).normalize())
                .filter(file -> {
                    boolean there = Files.exists(file);
                    if (!there) {
                        section.report(key, "names " + file + ", but there is no such file" + nearFile(file));
                    }
                    return there;
                });
    }

    private Optional<String> read(Path file) {
        Optional<String> text = Utf8File.read(file, problems).map(String::strip);
        if (text.filter(String::isEmpty).isPresent()) {
            problems.add(file, 0, "is empty; a prompt needs a text");
        }
        return text;
    }

    private void checkPlaceholders(Path file, String text, Set<String> allowed) {
        Matcher found = PLACEHOLDER.matcher(text);
        while (found.find()) {
            String word = found.group(1);
            if (!allowed.contains(word)) {
                int line = 1
                        + (int) text.substring(0, found.start())
                                .chars()
                                .filter(c -> c == '\n')
                                .count();
                report(file, line, word, allowed);
            }
        }
    }

    private void report(Path file, int line, String word, Set<String> allowed) {
        List<String> words =
                allowed.stream().sorted().map(name -> "{" + name + "}").toList();
        String found = "{" + word + "}";
        if (reported.add(file + ":" + line + found)) {
            problems.add(
                    file,
                    line,
                    "unknown placeholder " + found + "; allowed here: " + String.join(", ", words)
                            + Suggestion.phrase(found, words));
        }
    }

    private static String nearFile(Path missing) {
        Path folder = missing.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            return "";
        }
        try (Stream<Path> files = Files.list(folder)) {
            return Suggestion.phrase(
                    String.valueOf(missing.getFileName()),
                    files.map(file -> String.valueOf(file.getFileName()))
                            .sorted()
                            .toList());
        } catch (IOException e) {
            // only a hint is lost
            return "";
        }
    }
}
