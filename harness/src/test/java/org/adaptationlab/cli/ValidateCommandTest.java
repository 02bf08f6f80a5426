package org.adaptationlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.adaptationlab.adapt.FakeSearch;
import org.adaptationlab.cli.LabCommandLine.Result;
import org.adaptationlab.gguf.GgufWriter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ValidateCommandTest {

    private static final String FEW =
            "warning: 2 labels have fewer than 3 training examples, too few to learn them: \"left\""
                    + " and \"right\"; add rows, or join labels\n";

    @TempDir
    private Path folder;

    private LabFolder files;

    @BeforeEach
    void writeLab() throws IOException {
        files = LabFolder.in(folder);
    }

    @Test
    void showsWhatARightLabHas() {
        assertThat(validate("turns")).isEqualTo(new Result(0, """
                        labs/turns/lab.yaml is valid
                          task      classification
                          modes     prompt, near
                          controls  shots
                          model     smollm2-135m-instruct
                          data set  turns (datasets/turns)
                          train     2 examples, pool of the modes: 2
                          test      2 examples, measured by default: 1
                          corpus    0 documents
                          cost      cost.yaml (shipped, round assumptions) of 2026-10-07

                          label  train  test
                          left   1      1
                          right  1      1

                          slice   train  test
                          (none)  1      2
                          terse   1      0
                        """, FEW));
    }

    @Test
    void asksASearchServiceForItsPassages() throws IOException {
        try (FakeSearch search = new FakeSearch(query -> "{\"passages\": [], \"index\": \"v1\"}")) {
            searchAt(search.address());

            assertThat(validate("turns").out())
                    .contains("near  " + search.address() + ", index v1, digest of 1 search ");
            assertThat(search.asked).hasToString("[{\"query\":\"turn to the window\",\"top_k\":1}]");
        }
        Result gone = validate("turns");
        assertThat(gone.exitCode()).isZero();
        assertThat(gone.out()).contains("does not answer", "lab run needs it");
    }

    @Test
    void refusesASearchServiceThatAnswersSomethingElse() throws IOException {
        try (FakeSearch search = new FakeSearch(query -> "{\"hits\": []}")) {
            searchAt(search.address());

            assertThat(validate("turns"))
                    .isEqualTo(new Result(
                            2,
                            "",
                            "labs/turns/lab.yaml: modes.near.retrieve: search service "
                                    + search.address()
                                    + " answered {\"hits\":[]}; {\"passages\": [{\"id\": \"…\", \"text\": \"…\"}]}"
                                    + " is wanted\n"));
        }
    }

    private void searchAt(URI address) throws IOException {
        files.replace("labs/turns/lab.yaml", "from: train,", "from: http, url: \"" + address + "\",");
    }

    @Test
    void takesAPathToo() {
        Result byName = validate("turns");

        assertThat(validate("labs/turns")).isEqualTo(byName);
        assertThat(validate(folder.resolve("labs/turns/lab.yaml").toString())).isEqualTo(byName);
    }

    @Test
    void showsWhichSlicesAreMeasuredAndRefusesOneThatNoTestExampleHas() throws IOException {
        files.replace("labs/turns/lab.yaml", "limit: 1", "slices: [terse]");
        assertThat(validate("turns")).isEqualTo(new Result(2, "", """
                        labs/turns/lab.yaml: slices has "terse", but no row of datasets/turns/test.jsonl has it; rows \
                        have no slice
                        """));

        files.replace("datasets/turns/test.jsonl", "\"right\"", "\"right\",\"slice\":\"terse\"");
        assertThat(validate("turns").out())
                .contains("test      2 examples, measured by default: 1\n")
                .contains("slices    terse\n");

        files.replace("labs/turns/lab.yaml", "[terse]", "[ters]");
        assertThat(validate("turns").err()).contains("has it; the slices there are: terse; did you mean \"terse\"?");
    }

    @Test
    void reportsTheProblemsOfLabAndDataTogether() throws IOException {
        files.replace("labs/turns/lab.yaml", "limit", "limt");
        files.replace("datasets/turns/train.jsonl", "\"a2\"", "\"a1\"");
        files.replace("datasets/turns/test.jsonl", "to your heart", "Turn to the window!");

        assertThat(validate("turns")).isEqualTo(new Result(2, "", """
                        labs/turns/lab.yaml:7: unknown key "limt"; did you mean "limit"?
                        datasets/turns/train.jsonl:2: duplicate id "a1"; the first is at datasets/turns/train.jsonl:1
                        datasets/turns/test.jsonl:1: leak: the input of "b1" is the same as that of "a1" at \
                        datasets/turns/train.jsonl:1 (similarity 1.00); remove one of them
                        """));
    }

    @Test
    void reportsWhatTheModesNeedAndTheDataDoNotHave() throws IOException {
        files.replace("labs/turns/lab.yaml", "training-examples: 2", "training-examples: all");
        files.replace("labs/turns/lab.yaml", "shots: 2", "shots: 3");
        files.replace("labs/turns/lab.yaml", "from: train", "from: corpus");

        assertThat(validate("turns")).isEqualTo(new Result(2, "", """
                        labs/turns/lab.yaml: modes.near.retrieve.from is "corpus", but the data set has no \
                        datasets/turns/corpus
                        labs/turns/lab.yaml: modes.shots.shots is 3, but datasets/turns/train.jsonl has 2 examples
                        """));
    }

    @Test
    void takesTheExamplesThatAreThereWhereTheLabFileGivesNoNumber() throws IOException {
        files.replace("labs/turns/lab.yaml", "training-examples: 2\n", "");
        files.replace(
                "labs/turns/lab.yaml",
                "modes:\n",
                "modes:\n  lora: {technique: lora, system: task.txt, adapter: {train: {}}}\n");

        assertThat(validate("turns").err()).isEqualTo(FEW);
        assertThat(validate("turns").out()).contains("2 examples, pool of the modes: 2\n");
    }

    @Test
    void refusesANumberOfExamplesThatTheDataSetDoesNotHave() throws IOException {
        files.replace("labs/turns/lab.yaml", "training-examples: 2", "training-examples: 50");

        assertThat(validate("turns").err())
                .isEqualTo("labs/turns/lab.yaml: training-examples is 50, but datasets/turns/train.jsonl has 2"
                        + " examples\n");
    }

    @Test
    void refusesANumberForAnAdapterThatTheDataSetDoesNotHave() throws IOException {
        files.replace("labs/turns/lab.yaml", "training-examples: 2\n", "");
        files.replace(
                "labs/turns/lab.yaml",
                "modes:\n",
                "modes:\n  lora: {technique: lora, system: task.txt, adapter: {train: {examples: 50}}}\n");

        assertThat(validate("turns").err()).contains("modes.lora.adapter.train.examples is 50, but");
    }

    @Test
    void opensTheAdaptersThatTheLabNames() throws IOException {
        Files.writeString(folder.resolve("labs/turns/half.gguf"), "GGUF");
        TinyModel.peft(folder.resolve("labs/turns/peft"));
        Files.writeString(folder.resolve("labs/turns/peft/adapter_config.json"), "{}");
        TinyModel.adapter(folder.resolve("labs/turns/zero.gguf"), 0);
        files.replace("labs/turns/lab.yaml", "modes:\n", """
                modes:
                  half: {technique: lora, system: task.txt, adapter: {file: half.gguf}}
                  peft: {technique: lora, system: task.txt, adapter: {peft: peft}}
                  zero: {technique: lora, system: task.txt, adapter: {file: zero.gguf}}
                """);

        assertThat(validate("turns").exitCode()).isEqualTo(2);
        assertThat(validate("turns").err().lines())
                .hasSize(3)
                .anyMatch(line -> line.startsWith("labs/turns/lab.yaml: modes.half.adapter: labs/turns/half.gguf: not a"
                        + " sound GGUF file: it ends within the version"))
                .anyMatch(
                        line -> line.contains("modes.peft.adapter: labs/turns/peft/adapter_config.json: peft_type is"))
                .anyMatch(
                        line -> line.contains("modes.zero.adapter: labs/turns/zero.gguf: the adapter changes nothing"));
    }

    @Test
    void checksThatAnAdapterFitsABaseThatIsHere() throws IOException {
        TinyModel.in(folder.resolve("home"));
        files.replace("labs/turns/lab.yaml", "smollm2-135m-instruct", "tiny");
        files.replace(
                "labs/turns/lab.yaml",
                "modes:\n",
                "modes:\n  own: {technique: lora, system: task.txt, adapter: {file: ../../other.gguf}}\n");
        new GgufWriter()
                .text("general.type", "adapter")
                .text("general.architecture", "llama")
                .text("adapter.type", "lora")
                .f32("adapter.lora.alpha", 4)
                .tensor("blk.0.attn_k.weight.lora_a", new float[6], 6, 1)
                .tensor("blk.0.attn_k.weight.lora_b", new float[8], 1, 8)
                .write(folder.resolve("other.gguf"));

        assertThat(validate("turns").err()).contains("it changes blk.0.attn_k.weight, which the base does not have");
    }

    @Test
    void notesAModelThatTheCatalogueDoesNotHave() throws IOException {
        files.replace("labs/turns/lab.yaml", "smollm2-135m-instruct", "smollm2-135-instruct");

        assertThat(validate("turns").out())
                .contains("  model     smollm2-135-instruct (not in the catalogue, so only a server that has it can run"
                        + " it; did you mean \"smollm2-135m-instruct\"?)\n");
    }

    @Test
    void reportsTheProblemsOfTheCostsBesideTheLabOrElseOfTheHome() throws IOException {
        Files.createDirectories(folder.resolve("home"));
        Files.writeString(folder.resolve("home/cost.yaml"), "as-of: 2026-01-01\nhardwear: {}\n");
        assertThat(validate("turns").err().lines())
                .anyMatch(
                        line -> line.endsWith("home/cost.yaml:2: unknown key \"hardwear\"; did you mean \"hardware\"?"))
                .anyMatch(line -> line.endsWith("home/cost.yaml:1: missing key \"electricity-usd-per-kwh\""));

        files.replace("labs/turns/lab.yaml", "limit", "limt");
        Files.writeString(folder.resolve("labs/turns/cost.yaml"), """
                as-of: soon
                hardware: {price-usd: 500, life-years: 5, utilisation: 0.5, busy-watts: 40, idle-watts: 5}
                electricity-usd-per-kwh: 0.3
                """);
        assertThat(validate("turns").err())
                .contains("labs/turns/cost.yaml:1: as-of must be a date such as 2026-01-31, but is \"soon\"\n")
                .doesNotContain("home/cost.yaml");

        files.replace("labs/turns/lab.yaml", "limt", "limit");
        Files.writeString(
                folder.resolve("labs/turns/cost.yaml"),
                Files.readString(folder.resolve("labs/turns/cost.yaml")).replace("soon", "2026-02-03"));
        assertThat(validate("turns").out()).contains("  cost      labs/turns/cost.yaml of 2026-02-03\n");
    }

    @Test
    void namesAMissingDataSet() throws IOException {
        files.replace("labs/turns/lab.yaml", "datasets/turns", "datasets/urns");

        assertThat(validate("turns").err())
                .isEqualTo("datasets/urns: no such data-set folder; it must have dataset.yaml, train.jsonl and"
                        + " test.jsonl\n");
    }

    @Test
    void checksNoLabelsWhereTheLabFileHasNone() throws IOException {
        files.replace("labs/turns/lab.yaml", ", labels: [left, right]", "");

        assertThat(validate("turns").err()).isEqualTo("labs/turns/lab.yaml:3: missing key \"labels\" in task\n");
    }

    @Test
    void looksForNoDataWhereTheLabNamesNone() throws IOException {
        files.replace("labs/turns/lab.yaml", "dataset: ../../datasets/turns\n", "");

        assertThat(validate("turns").err()).isEqualTo("labs/turns/lab.yaml:1: missing key \"dataset\"\n");
    }

    @Test
    void doesNotReportTheDataOfAnUnreadableLab() throws IOException {
        Files.writeString(folder.resolve("labs/turns/lab.yaml"), "- x\n");

        assertThat(validate("turns").err()).isEqualTo("labs/turns/lab.yaml:1: must be a mapping of keys to values\n");
    }

    @Test
    void namesTheNearestLab() {
        assertThat(validate("turn").exitCode()).isEqualTo(2);
        assertThat(validate("turn").err())
                .startsWith("no lab \"turn\"; labs: turns; ")
                .endsWith("mean \"turns\"?\n");
    }

    private Result validate(String lab) {
        return new LabCommandLine(folder)
                .with("LAB_HOME", folder.resolve("home").toString())
                .run("validate", lab);
    }

    @Test
    void mendsWhatNeedsNoPersonAndKeepsWhatTheFilesWere() throws IOException {
        String before = """
                {"id":"a","input":"Turn to the west side","target":"Left "}

                {"id":"a","input":"Go east at the mill","target":"right"}{"id":"b","input":"Both ways lead there","target":"left"}
                {"id":"c","input":"both  WAYS lead there","target":"right"}
                {"id":"d","input":"Bear starboard now","target":"right"}
                """;
        String test = """
                {"id":"e","input":"bear starboard, now!","target":"right"}
                {"id":"f","input":"Hard to port","target":"left"}
                """;
        files.write("datasets/turns/train.jsonl", before);
        files.write("datasets/turns/test.jsonl", test);
        assertThat(validate("turns").exitCode()).isEqualTo(2);

        Result fixed = new LabCommandLine(folder).run("validate", "turns", "--fix");

        assertThat(fixed.exitCode()).as(fixed.err()).isZero();
        assertThat(fixed.err())
                .contains(
                        "fixed: train.jsonl line 1: target \"Left\" is now \"left\" (case)\n",
                        "fixed: train.jsonl line 3: id \"a\" is taken; it is now \"a-1\"\n",
                        "fixed: train.jsonl line 3: left out: its text has another target in as many rows\n",
                        "fixed: train.jsonl line 4: left out: its text has another target in as many rows\n",
                        "fixed: train.jsonl line 5: left out: its text is in the test, or nearly\n",
                        "fixed: wrote datasets/turns/train.jsonl anew; as it was it is in train.jsonl.before-fix\n")
                .doesNotContain("test.jsonl anew");
        assertThat(Files.readString(folder.resolve("datasets/turns/train.jsonl")))
                .isEqualTo("""
                {"id":"a","input":"Turn to the west side","target":"left"}
                {"id":"a-1","input":"Go east at the mill","target":"right"}
                """);
        assertThat(folder.resolve("datasets/turns/train.jsonl.before-fix")).hasContent(before);
        assertThat(folder.resolve("datasets/turns/test.jsonl")).hasContent(test);
        assertThat(new LabCommandLine(folder).run("validate", "turns", "--fix").err())
                .contains("fixed: nothing; no row needs it\n");
    }
}
