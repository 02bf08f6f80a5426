package org.adaptationlab.dataset;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.adaptationlab.file.AtomicFile;
import org.adaptationlab.problem.LabDefinitionException;

/**
 * A public data set, ready to be written in the form of a data-set folder.
 *
 * @param leaks number of training texts left out because a test text is the same or nearly the same
 * @param leftOut what else of the files is not in it, for people; empty for nothing
 */
public record PulledSet(PublicSet set, List<Example> train, List<Example> test, int leaks, String leftOut) {

    private static final String CARD = "dataset.yaml";

    public PulledSet {
        train = List.copyOf(train);
        test = List.copyOf(test);
    }

    /**
     * Writes dataset.yaml, train.jsonl and test.jsonl; the card comes last, so that a folder with one is whole.
     *
     * @throws LabDefinitionException if the folder holds another data set
     */
    public void write(Path folder) throws IOException {
        JsonMapper json = new JsonMapper();
        String card = card(json);
        Path file = folder.resolve(CARD);
        if (Files.exists(file)
                && !Files.readString(file, StandardCharsets.UTF_8).equals(card)) {
            throw new LabDefinitionException(
                    folder + " holds a data set already, and " + CARD + " says that it is another" + " than "
                            + set.name() + " would be; move it away, or name another folder with --out");
        }
        ExampleLines.write(folder.resolve("train.jsonl"), train);
        ExampleLines.write(folder.resolve("test.jsonl"), test);
        AtomicFile.writeText(file, out -> out.write(card));
    }

    /** How the data set was made of the files. */
    private String made() {
        String files = set.files().stream()
                .map(file -> file.address() + " (SHA-256 " + file.sha256() + ")")
                .collect(Collectors.joining(" and "));
        return set.source() + ". Made by lab data pull from " + files
                + ". Changed: white space around texts removed; "
                + String.format(Locale.ROOT, "%d training texts left out", leaks)
                + ", as a test text is the same or nearly the same; the test texts are all there"
                + (leftOut.isEmpty() ? "" : "; " + leftOut)
                + ".";
    }

    private String card(JsonMapper json) throws JsonProcessingException {
        return String.join(
                "\n",
                "name: " + set.name(),
                "licence: " + json.writeValueAsString(set.licence()),
                "description: " + json.writeValueAsString(set.title()),
                "made: " + json.writeValueAsString(made()),
                "fields:",
                "  id: part and row of the published file",
                "  input: the text as it was published",
                "  target: its label",
                "");
    }
}
