package org.adaptationlab.model.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.adaptationlab.model.BaseModel;
import org.adaptationlab.model.store.ModelStore.Listing.State;
import org.adaptationlab.model.store.StoreFixture.Answer;
import org.adaptationlab.problem.LabDefinitionException;
import org.adaptationlab.problem.PrerequisiteException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelStoreTest {

    @TempDir
    private Path folder;

    private StoreFixture fixture;

    @BeforeEach
    void open() throws IOException {
        fixture = new StoreFixture(folder);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private BaseModel require() {
        return fixture.store().require("m", fixture.listener);
    }

    @Test
    void fetchesOnceAndThenUsesItsOwnFile() throws Exception {
        BaseModel model = require();
        require();

        assertThat(model).isEqualTo(new BaseModel("m", fixture.sha256, "Q8_0", fixture.file()));
        assertThat(fixture.file()).hasBinaryContent(fixture.content);
        assertThat(fixture.requests).containsExactly("");
        assertThat(fixture.listener.progress).endsWith((long) fixture.content.length);
        assertThat(namesIn(fixture.home.resolve("models"))).containsExactly(".m.gguf.lock", "m.gguf");
    }

    @Test
    void takesABlobOfTheLocalOllamaFirst() throws Exception {
        Files.write(fixture.ollama.resolve("sha256-" + fixture.sha256), fixture.content);

        require();

        assertThat(fixture.file()).hasBinaryContent(fixture.content);
        assertThat(fixture.requests).isEmpty();
    }

    @Test
    void goesOnWhereADownloadBrokeOff() throws Exception {
        fixture.answer = Answer.CUT;

        require();

        assertThat(fixture.file()).hasBinaryContent(fixture.content);
        assertThat(fixture.requests).containsExactly("", "bytes=120000-", "bytes=240000-");
        assertThat(fixture.listener.notes).hasSize(2).first().asString().contains("going on at byte 120000");
    }

    @Test
    void goesOnWhereAnEarlierProcessStopped() throws Exception {
        Files.write(fixture.part(), Arrays.copyOf(fixture.content, 1000));

        require();

        assertThat(fixture.file()).hasBinaryContent(fixture.content);
        assertThat(fixture.requests).containsExactly("bytes=1000-");
    }

    @Test
    void startsAgainWhenTheServerKnowsNoRanges() throws Exception {
        Files.write(fixture.part(), Arrays.copyOf(fixture.content, 1000));
        fixture.answer = Answer.NO_RANGES;

        require();

        assertThat(fixture.file()).hasBinaryContent(fixture.content);
    }

    @Test
    void startsAgainWhenTheServerRefusesTheRange() throws Exception {
        Files.write(fixture.part(), Arrays.copyOf(fixture.content, 1000));
        fixture.answer = Answer.RANGE_REFUSED;

        require();

        assertThat(fixture.file()).hasBinaryContent(fixture.content);
        assertThat(fixture.requests).containsExactly("bytes=1000-", "");
    }

    @Test
    void keepsWhatIsThereWhenTheServerIsUnavailable() throws Exception {
        byte[] begun = Arrays.copyOf(fixture.content, 1000);
        Files.write(fixture.part(), begun);
        fixture.answer = Answer.UNAVAILABLE;

        assertThatThrownBy(this::require).hasMessageContaining("HTTP 503");

        assertThat(fixture.part()).hasBinaryContent(begun);
    }

    @Test
    void startsAgainWhenTheOldPartIsOfAnotherFile() throws Exception {
        Files.write(fixture.part(), new byte[1000]);

        require();

        assertThat(fixture.file()).hasBinaryContent(fixture.content);
        assertThat(fixture.requests).containsExactly("bytes=1000-", "");
    }

    @Test
    void refusesAFileWithTheWrongSum() {
        fixture.answer = Answer.WRONG;

        assertThatThrownBy(this::require)
                .isInstanceOf(PrerequisiteException.class)
                .hasMessageContaining("gave a file with the SHA-256")
                .hasMessageContaining("instead of " + fixture.sha256);
        assertThat(fixture.file()).doesNotExist();
    }

    @Test
    void namesEachSourceAndWhereToPutTheFileByHand() throws Exception {
        fixture.answer = Answer.NOT_FOUND;

        assertThatThrownBy(this::require)
                .isInstanceOf(PrerequisiteException.class)
                .hasMessageContaining("local Ollama store " + fixture.ollama + ": has no sha256-" + fixture.sha256)
                .hasMessageContaining(fixture.address() + ": HTTP 404")
                .hasMessageContaining("put the file with the SHA-256 " + fixture.sha256 + " at " + fixture.file());
    }

    @Test
    void takesAFilePutThereByHand() throws Exception {
        fixture.answer = Answer.NOT_FOUND;
        Files.createDirectories(fixture.file().getParent());
        Files.write(fixture.file(), fixture.content);

        assertThat(require().file()).isEqualTo(fixture.file());
    }

    @Test
    void movesADamagedFileAsideAndFetchesAgain() throws Exception {
        Files.createDirectories(fixture.file().getParent());
        byte[] damaged = fixture.content.clone();
        damaged[7]++;
        Files.write(fixture.file(), damaged);

        require();

        assertThat(fixture.file()).hasBinaryContent(fixture.content);
        assertThat(fixture.home.resolve("models/m.gguf.damaged")).hasBinaryContent(damaged);
        assertThat(fixture.listener.notes).singleElement().asString().contains("wrong SHA-256", "m.gguf.damaged");
    }

    @Test
    void saysHowMuchRoomIsMissing() {
        fixture.freeBytes = 1000;

        assertThatThrownBy(this::require)
                .isInstanceOf(PrerequisiteException.class)
                .hasMessageContaining("needs 1 MB on the disk of")
                .hasMessageContaining("only 1 MB are free");
    }

    @Test
    void saysWhenTheFolderCannotBeMade() throws Exception {
        Files.writeString(fixture.home.resolve("models"), "a file where the folder should be");

        assertThatThrownBy(this::require)
                .isInstanceOf(PrerequisiteException.class)
                .hasMessageContaining("cannot keep the model m in " + fixture.home.resolve("models"))
                .hasMessageContaining("LAB_HOME");
    }

    @Test
    void fetchesOnceForManyAtATime() throws Exception {
        List<CompletableFuture<BaseModel>> all = IntStream.range(0, 4)
                .mapToObj(i -> CompletableFuture.supplyAsync(this::require))
                .toList();
        for (CompletableFuture<BaseModel> one : all) {
            assertThat(one.get().file()).hasBinaryContent(fixture.content);
        }

        assertThat(fixture.requests).hasSize(1);
    }

    @Test
    void waitsForAnotherProcess() throws Exception {
        fixture.gate = new CountDownLatch(1);
        Process other = OtherProcess.fetch(fixture);
        await(() -> fixture.requests.size() == 1);
        CompletableFuture<BaseModel> ours = CompletableFuture.supplyAsync(this::require);
        await(() -> fixture.listener.notes.contains("another process fetches the model m; waiting for it"));
        fixture.gate.countDown();

        assertThat(other.waitFor()).isZero();
        assertThat(ours.get().file()).hasBinaryContent(fixture.content);
        assertThat(fixture.requests).hasSize(1);
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        for (int tries = 0; !condition.getAsBoolean(); tries++) {
            assertThat(tries).as("tries of 50 ms").isLessThan(400);
            Thread.sleep(50);
        }
    }

    @Test
    void suggestsTheNameThatWasMeant() {
        assertThatThrownBy(() -> fixture.store().require("smollm2-135m-instuct", fixture.listener))
                .isInstanceOf(LabDefinitionException.class)
                .hasMessageContaining("did you mean \"smollm2-135m-instruct\"?");
    }

    @Test
    void listsWhatIsHere() throws Exception {
        ModelStore store = fixture.store();
        assertThat(store.list()).extracting("name").containsExactly("smollm2-135m-instruct", "m");
        assertThat(store.list().get(1).state()).isEqualTo(State.ABSENT);

        require();
        assertThat(store.list().get(1).state()).isEqualTo(State.CACHED);

        Files.write(fixture.file(), new byte[3]);
        assertThat(store.list().get(1).state()).isEqualTo(State.DAMAGED);
    }

    @Test
    void prunesWhatRunsLeftAndKeepsModels() throws Exception {
        require();
        Files.write(Files.createDirectories(fixture.home.resolve("adapters/a")).resolve("x.gguf"), new byte[10]);
        Files.write(Files.createDirectories(fixture.home.resolve("encoders/b")).resolve("model.onnx"), new byte[20]);
        Files.write(fixture.part(), new byte[5]);

        ModelStore.Pruned pruned = fixture.store().prune();

        assertThat(pruned.removed())
                .containsExactly(
                        fixture.home.resolve("adapters"),
                        fixture.home.resolve("encoders"),
                        fixture.part().getParent());
        assertThat(pruned.bytes()).isEqualTo(35);
        assertThat(fixture.home.resolve("adapters")).doesNotExist();
        assertThat(fixture.file()).exists();
    }

    @Test
    void knowsTheShippedModel() {
        ModelStore store = new ModelStore(Map.of("LAB_HOME", folder.toString()));

        assertThat(store.knows("smollm2-135m-instruct")).isTrue();
        assertThat(store.knows("gpt-5")).isFalse();
    }

    private static List<String> namesIn(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
