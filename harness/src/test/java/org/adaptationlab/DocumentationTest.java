package org.adaptationlab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The documents name only what exists. */
class DocumentationTest {

    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    private static final Pattern TYPE = Pattern.compile("`([A-Z][a-z]+[A-Za-z0-9]*)`");
    private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:|#)([^)#]+)");
    /** A column, a metric or a JSON field: words with underscores between them. */
    private static final Pattern FIELD = Pattern.compile("[`*, ]([a-z][a-z0-9]*(?:_[a-z0-9]+)+)[`*,]");

    private static final Set<String> OF_THE_JDK = Set.of("InstantSource");

    @ParameterizedTest
    @ValueSource(strings = {"ARCHITECTURE.md", "CONTRIBUTING.md"})
    void namesOnlyTypesThatExist(String document) throws IOException {
        Set<String> missing = new TreeSet<>();
        Matcher named = TYPE.matcher(Files.readString(ROOT.resolve(document)));
        Set<String> types = types();
        while (named.find()) {
            if (!types.contains(named.group(1)) && !OF_THE_JDK.contains(named.group(1))) {
                missing.add(named.group(1));
            }
        }
        assertThat(missing).as("types named in %s that do not exist", document).isEmpty();
    }

    @Test
    void architectureShowsTheOrderOfPackagesThatIsHeld() throws IOException {
        assertThat(Files.readString(ROOT.resolve("ARCHITECTURE.md")))
                .contains("`" + String.join(" · ", ArchitectureTest.PACKAGES) + "`")
                .contains(ArchitectureTest.PACKAGES.stream()
                        .map(name -> "\n| `" + name + "` | ")
                        .toList());
    }

    @Test
    void namesOnlyColumnsAndFieldsThatTheSourcesHave() throws IOException {
        String sources = sources();
        Set<String> missing = new TreeSet<>();
        int found = 0;
        for (Path document : List.of(ROOT.resolve("README.md"), ROOT.resolve("docs/compare.md"))) {
            Matcher field = FIELD.matcher(Files.readString(document));
            for (; field.find(); found++) {
                String name = field.group(1);
                List<String> forms =
                        List.of("\"" + name + "\"", " " + camel(name), " " + name.toUpperCase(Locale.ROOT));
                if (forms.stream().noneMatch(sources::contains) && !isOfAnInterval(name, sources)) {
                    missing.add(ROOT.relativize(document) + ": " + name);
                }
            }
        }
        assertThat(found).isGreaterThan(30);
        assertThat(missing).isEmpty();
    }

    /** The columns of an interval are named after what it is of. */
    private static boolean isOfAnInterval(String name, String sources) {
        return Stream.of("_interval", "_ci_low", "_ci_high", "_ci_error")
                .filter(name::endsWith)
                .anyMatch(end -> sources.contains("\"" + end + "\"")
                        && sources.contains("\"" + name.substring(0, name.length() - end.length()) + "\""));
    }

    @Test
    void linksBetweenDocumentsLeadSomewhere() throws IOException {
        Set<String> broken = new TreeSet<>();
        for (Path document : documents()) {
            Matcher link = LINK.matcher(Files.readString(document));
            while (link.find()) {
                if (!Files.exists(document.resolveSibling(link.group(1)).normalize())) {
                    broken.add(ROOT.relativize(document) + " -> " + link.group(1));
                }
            }
        }
        assertThat(broken).isEmpty();
    }

    private static List<Path> documents() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT, 4)) {
            return files.filter(file -> file.toString().endsWith(".md"))
                    .filter(file -> !file.toString().contains("/target/"))
                    .filter(file -> !file.toString().contains("/results/"))
                    .toList();
        }
    }

    private static String sources() throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            for (Path file :
                    files.filter(file -> file.toString().endsWith(".java")).toList()) {
                all.append(Files.readString(file));
            }
        }
        return all.toString();
    }

    private static String camel(String snake) {
        return Pattern.compile("_(.)")
                .matcher(snake)
                .replaceAll(letter -> letter.group(1).toUpperCase(Locale.ROOT));
    }

    private static Set<String> types() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".java"))
                    .map(name -> name.substring(0, name.length() - ".java".length()))
                    .collect(Collectors.toSet());
        }
    }
}
