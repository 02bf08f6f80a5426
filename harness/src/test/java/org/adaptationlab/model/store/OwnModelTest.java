package org.adaptationlab.model.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.adaptationlab.file.InUse;
import org.adaptationlab.file.LockedElsewhere;
import org.adaptationlab.file.Sha256;
import org.adaptationlab.model.BaseModel;
import org.adaptationlab.model.store.ModelStore.Addition;
import org.adaptationlab.model.store.ModelStore.Listing.State;
import org.adaptationlab.problem.LabDefinitionException;
import org.adaptationlab.problem.PrerequisiteException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of the user's own: named, used where they lie, never harmed. */
class OwnModelTest {

    @TempDir
    private Path folder;

    private Path home;
    private Path file;
    private Path catalogue;
    private final StoreFixture.Listener listener = new StoreFixture.Listener();

    @BeforeEach
    void write() throws IOException {
        home = folder.resolve("home");
        catalogue = home.resolve("models.yaml");
        file = TestGguf.write(folder.resolve("it's \"my\" größtes: #1.gguf"));
    }

    private ModelStore store() {
        return new ModelStore(Map.of(
                "LAB_HOME",
                home.toString(),
                "OLLAMA_MODELS",
                folder.resolve("ollama").toString()));
    }

    private ModelStore.Listing add(String name) {
        return store().add(new Addition(file, name, null, null, false));
    }

    private ModelStore.Listing replace(String name) {
        return store().add(new Addition(file, name, null, null, true));
    }

    private void writeCatalogue(String text) throws IOException {
        Files.createDirectories(home);
        Files.writeString(catalogue, text);
    }

    @Test
    void takesAFileAsAModel() throws Exception {
        BaseModel model = store().ofFile(file);

        assertThat(model).isEqualTo(new BaseModel("it's-\"my\"-größtes:-#1", Sha256.ofFile(file), "Q8_0", file));
        assertThat(model.onServer()).isFalse();
    }

    @Test
    void tellsFilesFromNames() throws Exception {
        TestGguf.write(folder.resolve("sub/weights.bin"));

        assertThat(ModelStore.isFile("x.gguf", folder)).isTrue();
        assertThat(ModelStore.isFile("X.GGUF", folder)).isTrue();
        assertThat(ModelStore.isFile("sub/weights.bin", folder)).isTrue();
        assertThat(ModelStore.isFile("sub/none", folder)).isFalse();
        assertThat(ModelStore.isFile("./sub", folder)).isFalse();
        assertThat(ModelStore.isFile("llama3.1:8b", folder)).isFalse();
        assertThat(ModelStore.isFile("org/name\0", folder)).isFalse();
    }

    @Test
    void addsAFileAndUsesItWhereItLies() throws Exception {
        ModelStore.Listing added = store().add(new Addition(file, "mine", "MIT", "llama3.1:8b", false));

        BaseModel model = store().require("mine", listener);
        assertThat(model).isEqualTo(new BaseModel("mine", Sha256.ofFile(file), "Q8_0", file));
        assertThat(store().list()).contains(added);
        assertThat(added.state()).isEqualTo(State.CACHED);
        assertThat(List.of(added.licence(), added.parameters(), String.valueOf(added.ollamaTag())))
                .containsExactly("MIT", 68L, "llama3.1:8b");
        assertThat(home.resolve("models")).doesNotExist();
    }

    @Test
    void keepsAllElseInTheCatalogueByteForByte() throws Exception {
        String before =
                "# mine\r\nmodels:\r\n    a:  # first\r\n        {architecture: llama, quantization: F16, licence: MIT,"
                        + " file: a.gguf, bytes: 7, sha256: " + "0".repeat(64) + "}\r\n    # the end\r\n";
        writeCatalogue(before);
        add("b");
        String two = Files.readString(catalogue);

        assertThat(two).startsWith(before).contains("\r\n    b:\r\n      architecture: llama\r\n");
        add("c");
        String three = Files.readString(catalogue);
        TestGguf.write(file, TestGguf.model().text("general.name", "another"));
        replace("b");

        assertThat(Files.readString(catalogue))
                .startsWith(before)
                .endsWith(three.substring(two.length()))
                .hasLineCount((int) three.lines().count());
        assertThat(store().list()).extracting("name").containsExactly("smollm2-135m-instruct", "a", "b", "c");
        assertThat(store().require("b", listener).digest()).isEqualTo(Sha256.ofFile(file));
    }

    @Test
    void keepsCommentsBehindTheEntryThatIsReplaced() throws Exception {
        add("a");
        Files.writeString(catalogue, Files.readString(catalogue) + "\n  # about z\n");
        add("z");
        replace("a");

        assertThat(catalogue).content().contains("\n\n  # about z\n  z:\n");
    }

    @Test
    void keepsLicenceAndTagOfTheEntryThatIsReplaced() {
        store().add(new Addition(file, "mine", "MIT: \"really\" # yes", "phi4", false));
        replace("mine");

        ModelStore.Listing mine = store().list().get(1);
        assertThat(mine.licence()).isEqualTo("MIT: \"really\" # yes");
        assertThat(mine.ollamaTag()).isEqualTo("phi4");
    }

    @Test
    void refusesATakenNameAndOneWithWhiteSpace() {
        add("mine");

        assertThatThrownBy(() -> add("mine"))
                .isInstanceOf(LabDefinitionException.class)
                .hasMessageContainingAll("a model \"mine\" already", "--name", "--replace");
        assertThatThrownBy(() -> add("smollm2-135m-instruct")).hasMessageContaining("already");
        assertThatThrownBy(() -> add("my model\nADAPTER x"))
                .hasMessageContainingAll("has white space in it", "allowed would be \"my-model-ADAPTER-x\"");
        assertThatThrownBy(() -> add("mine.gguf")).hasMessageContaining("would be taken for a file");
        assertThatThrownBy(() -> store().add(new Addition(file, "b", null, "a b", false)))
                .hasMessageContaining("the Ollama tag \"a b\" has white space");
    }

    @Test
    void saysWhatToWriteWhereNoLineCanBePutIn() throws Exception {
        String flow =
                "models: {a: {architecture: llama, quantization: F16, licence: MIT, file: a.gguf, bytes: 7, sha256: "
                        + "0".repeat(64) + "}}\n";
        writeCatalogue(flow);

        assertThatThrownBy(() -> add("b"))
                .isInstanceOf(LabDefinitionException.class)
                .hasMessageContainingAll("put it in by hand", "  b:\n    architecture: llama\n");
        assertThatThrownBy(() -> replace("a")).hasMessageContaining("put it in by hand");
        assertThat(catalogue).hasContent(flow);
    }

    @Test
    void saysWhereItMayWriteWhenTheHomeCannotBeMade() throws Exception {
        Files.writeString(home, "a file where the folder should be");

        assertThatThrownBy(() -> add("b"))
                .isInstanceOf(PrerequisiteException.class)
                .hasMessageContainingAll("cannot add the model b to " + catalogue, "LAB_HOME");
    }

    @Test
    void refusesAFileThatChangedAndLeavesItAlone() throws Exception {
        add("mine");
        String before = Sha256.ofFile(file);
        TestGguf.write(file, TestGguf.model().text("general.name", "another"));

        assertThatThrownBy(() -> store().require("mine", listener))
                .isInstanceOf(PrerequisiteException.class)
                .hasMessageContainingAll(
                        before,
                        Sha256.ofFile(file),
                        "lab models add '" + file.toString().replace("'", "'\\''") + "' --name mine --replace");
        store().prune();
        assertThat(file).exists();
        assertThat(folder.toFile().list())
                .containsExactlyInAnyOrder("home", file.getFileName().toString());
        assertThat(store().list().get(1).state()).isEqualTo(State.DAMAGED);
    }

    @Test
    void saysThatAFileIsGone() throws Exception {
        add("mine");
        Files.delete(file);

        assertThatThrownBy(() -> store().require("mine", listener))
                .isInstanceOf(PrerequisiteException.class)
                .hasMessageContainingAll("is gone: " + file, "restore it");
    }

    @Test
    void neverMovesAFileWithoutSources() throws Exception {
        writeCatalogue(
                "models:\n  m: {architecture: llama, quantization: F16, licence: MIT, file: m.gguf, bytes: 7, sha256: "
                        + "0".repeat(64) + "}\n");
        Path placed = TestGguf.write(home.resolve("models/m.gguf"));
        Path aside = Files.writeString(home.resolve("models/m.gguf.damaged"), "moved by an earlier version");

        assertThatThrownBy(() -> store().require("m", listener))
                .isInstanceOf(PrerequisiteException.class)
                .hasMessageContainingAll("is not the one of models.yaml", "0".repeat(64), Sha256.ofFile(placed));
        assertThat(store().prune().removed()).isEmpty();
        assertThat(placed).exists();
        assertThat(aside).exists();
    }

    @Test
    void readsThePathStrictly() {
        assertThatThrownBy(() -> {
                    writeCatalogue("""
                            models:
                              my model: {architecture: a, quantization: F16, licence: MIT, path: /a.gguf, bytes: 7, sha256: %1$s}
                              b: {architecture: a, quantization: F16, licence: MIT, path: a.gguf, bytes: 7, sha256: %1$s}
                              c: {architecture: a, quantization: F16, licence: MIT, path: /a.gguf, file: a.gguf, bytes: 7, sha256: %1$s}
                            """.formatted("0".repeat(64)));
                    store();
                })
                .isInstanceOf(LabDefinitionException.class)
                .hasMessageContainingAll(
                        "models.yaml:2: models.my model has white space in it",
                        "models.yaml:3: models.b.path must be the absolute path of a file",
                        "models.yaml:4: models.c.file does not go with path");
    }

    @Test
    void prunesNothingThatARunIsUsing() throws Exception {
        Path adapters = Files.createDirectories(home.resolve("adapters/a")).getParent();
        try (InUse first = InUse.of(home);
                InUse second = InUse.of(home)) {
            assertThat(List.of(first, second)).doesNotContainNull();
            assertThat(store().prune().kept()).containsExactly(adapters);
        }
        try (LockedElsewhere run = LockedElsewhere.lock(home.resolve(".in-use"), 0)) {
            assertThat(run.isLocked()).isTrue();
            assertThat(store().prune()).isEqualTo(new ModelStore.Pruned(List.of(), 0, List.of(adapters)));
        }
        assertThat(store().prune().removed()).containsExactly(adapters);
    }

    @Test
    void prunesNoDownloadThatIsGoingOn() throws Exception {
        Path begun = Files.createDirectories(home.resolve("models/.fetch-m.gguf"));
        Path lock = Files.createFile(home.resolve("models/.m.gguf.lock"));

        try (LockedElsewhere fetching = LockedElsewhere.lock(lock, 0)) {
            assertThat(fetching.isLocked()).isTrue();
            assertThat(store().prune().removed()).isEmpty();
        }
        assertThat(store().prune().removed()).containsExactly(begun);
    }
}
