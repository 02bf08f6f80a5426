package org.adaptationlab.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.adaptationlab.lab.ClassificationTask;
import org.adaptationlab.lab.TaskDefinition;
import org.adaptationlab.problem.LabDefinitionException;
import org.adaptationlab.problem.PrerequisiteException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Public data sets, with made-up files of the same form. */
class PublicSetTest {

    private static final TaskDefinition CARDS = new ClassificationTask(List.of("lost card", "limits"));
    private static final String TRAIN = """
            text,category
            "I lost my card, what now?",lost card
            "  what is my limit
            ",limits
            Somebody took my card away,lost card
            """;
    private static final String TEST = """
            text,category
            i lost my card what now,lost card
            How much may I withdraw?,limits
            """;

    @TempDir
    private Path folder;

    @Test
    void keepsEveryTestTextAndLeavesOutTheTrainingTextsThatAreNearOne() throws IOException {
        PulledSet pulled = table(TRAIN, TEST);

        assertThat(pulled.train())
                .extracting(Example::id, Example::input, Example::target)
                .containsExactly(
                        tuple("train-2", "what is my limit", "limits"),
                        tuple("train-3", "Somebody took my card away", "lost card"));
        assertThat(pulled.test()).extracting(Example::id).containsExactly("test-1", "test-2");
        assertThat(pulled.leaks()).isEqualTo(1);
    }

    @Test
    void writesAFolderThatIsADataSet() throws IOException {
        PulledSet pulled = table(TRAIN, TEST);
        Path out = folder.resolve("out/cards");

        pulled.write(out);
        pulled.write(out); // the same once more changes nothing

        Dataset dataset = DatasetReader.read(out, CARDS);
        assertThat(dataset.name()).isEqualTo("cards");
        assertThat(dataset.train()).isEqualTo(pulled.train());
        assertThat(dataset.test()).isEqualTo(pulled.test());
        assertThat(Files.readString(out.resolve("dataset.yaml")))
                .contains(
                        "licence: \"CC BY 4.0\"",
                        "By somebody.",
                        "https://example.org/train.csv (SHA-256 ",
                        "1 training texts left out");
    }

    @Test
    void leavesAnotherDataSetAlone() throws IOException {
        PulledSet pulled = table(TRAIN, TEST);
        Path out = Files.createDirectories(folder.resolve("mine"));
        Files.writeString(out.resolve("dataset.yaml"), "name: mine\n");

        assertThatThrownBy(() -> pulled.write(out))
                .isInstanceOf(LabDefinitionException.class)
                .hasMessageContaining("mine holds a data set already")
                .hasMessageContaining("--out");
        assertThat(out.resolve("train.jsonl")).doesNotExist();
    }

    @Test
    void readsWhatIsInNoScopeAsARefusal() throws IOException {
        Path file = folder.resolve("scopes.json");
        Files.writeString(file, """
                {"oos_val": [["what day is it", "oos"]], "val": [["stop it", "cancel"]],
                 "train": [["please cancel my order", "cancel"], ["where is it now", "track"]],
                 "test": [["cancel everything", "cancel"], ["has it been sent", "track"]],
                 "oos_train": [["sing a song", "oos"]],
                 "oos_test": [["how tall is the tower", "oos"], ["sing a song!", "oos"]]}
                """);
        PublicSet set =
                new PublicSet("scopes", "Requests", "CC BY 3.0", "By somebody", List.of(), new ScopedJson("none"));

        PulledSet pulled = set.read(List.of(file));
        pulled.write(folder.resolve("scopes"));

        assertThat(pulled.leaks()).as("a song is in both").isEqualTo(1);
        assertThat(pulled.leftOut()).isEqualTo("2 texts for validation are not used");
        Dataset dataset = DatasetReader.read(
                folder.resolve("scopes"), new ClassificationTask(List.of("cancel", "track", "none"), "none"));
        assertThat(dataset.train()).extracting(Example::id).containsExactly("train-1", "train-2");
        assertThat(dataset.test())
                .extracting(Example::id, Example::target, Example::answerable)
                .containsExactly(
                        tuple("test-1", "cancel", true),
                        tuple("test-2", "track", true),
                        tuple("oos-test-1", "none", false),
                        tuple("oos-test-2", "none", false));
    }

    @Test
    void saysWhichFileCannotBeRead() {
        assertThatThrownBy(() -> table("text,category\n\"never closed", TEST))
                .isInstanceOf(PrerequisiteException.class)
                .hasMessageContaining("cannot read the files of cards")
                .hasMessageContaining("train.csv");
    }

    @Test
    void addressesArePinnedToACommit() {
        assertThat(PublicSets.ALL).extracting(PublicSet::name).containsExactly("banking77", "clinc150");
        assertThat(PublicSets.ALL)
                .flatExtracting(PublicSet::files)
                .allSatisfy(file -> assertThat(file.address().toString())
                        .matches("https://raw\\.githubusercontent\\.com/[^/]+/[^/]+/[0-9a-f]{40}/.+"))
                .allSatisfy(file -> assertThat(file.sha256()).matches("[0-9a-f]{64}"))
                .extracting(PublicFile::name)
                .doesNotHaveDuplicates();
    }

    private PulledSet table(String train, String test) throws IOException {
        Path trainFile = folder.resolve("train.csv");
        Path testFile = folder.resolve("test.csv");
        Files.writeString(trainFile, train);
        Files.writeString(testFile, test);
        PublicSet set = MadeUpSets.cards("https://example.org", trainFile, testFile);
        return set.read(List.of(trainFile, testFile));
    }
}
