package org.adaptationlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.adaptationlab.cli.LabCommandLine.Result;
import org.adaptationlab.file.Sha256;
import org.adaptationlab.gguf.AdapterFile;
import org.adaptationlab.gguf.GgufFile;
import org.adaptationlab.gguf.GgufWriter;
import org.adaptationlab.gguf.PeftAdapter;
import org.adaptationlab.gguf.PeftFolder;
import org.adaptationlab.train.AdapterOrigin;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdapterCommandTest {

    @TempDir
    private Path folder;

    private Path base;

    @BeforeEach
    void writeModel() throws IOException {
        base = TinyModel.in(folder.resolve("home"));
        TinyModel.peft(folder.resolve("peft"));
    }

    @Test
    void importsForAModelOfTheCatalogue() throws IOException {
        Result result = run("adapter", "import", "peft", "--base", "tiny", "--out", "lora.gguf");
        Path out = folder.resolve("lora.gguf");
        assertThat(result).isEqualTo(new Result(0, """
                        lora.gguf
                          architecture  llama
                          rank          2
                          alpha         4.0
                          layers        1 (0 to 0)
                          parameters    0.00 million
                          size          0.0 MB
                          sha256        %s
                          made for      tiny, sha256 %s
                          trained       elsewhere, imported

                          module  layers  norm of B
                          attn_q  1       2.000
                        """.formatted(Sha256.ofFile(out), Sha256.ofFile(base)), ""));
        assertThat(AdapterFile.open(out).withoutEffect()).isFalse();
    }

    @Test
    void mergesAnAdapterIntoAModelOfTheCatalogue() throws IOException {
        TinyModel.adapter(folder.resolve("own.gguf"), 0.5f);
        Result result = run("adapter", "merge", "own.gguf", "--base", "tiny", "--out", "merged.gguf");
        Path out = folder.resolve("merged.gguf");
        assertThat(result.exitCode()).isZero();
        assertThat(result.out().replaceAll("\\d+\\.\\d s", "N s")).isEqualTo("""
                        merged.gguf
                          rewritten   1 tensor as F32
                          size        0.0 MB
                          written in  N s
                          sha256      %s
                        """.formatted(Sha256.ofFile(out)));
        float[] merged = GgufFile.open(out).floats("blk.0.attn_q.weight");
        assertThat(merged).as("4 / 2 · (0.5·1 + 0.5·7), and so on").startsWith(8, 10, 12, 14, 16, 18, 8);
        assertThat(result.err()).startsWith("  merged  0/0 kB  in 0 s");
    }

    @Test
    void mergesAPeftFolderAsItsImport() throws IOException {
        run("adapter", "import", "peft", "--base", "tiny", "--out", "lora.gguf");
        assertThat(run("adapter", "merge", "lora.gguf", "--base", "tiny", "--out", "a.gguf")
                        .exitCode())
                .isZero();
        Result result =
                run("adapter", "merge", "peft", "--base", "home/models/tiny.gguf", "--out", "b.gguf", "--type", "f16");
        assertThat(result.exitCode()).isZero();
        assertThat(folder.resolve("b.gguf")).hasSameBinaryContentAs(folder.resolve("a.gguf"));
    }

    @Test
    void warnsOfAnAdapterThatWasTrainedOnAnotherModel() throws IOException {
        new PeftFolder(2, 4)
                .set("base_model_name_or_path", "Qwen/Qwen2.5-0.5B-Instruct")
                .pair(0, "self_attn.q_proj", 2, new float[12], new float[16])
                .write(folder.resolve("qwen"));
        String warning = "warning: the adapter was trained on \"Qwen/Qwen2.5-0.5B-Instruct\", and the base"
                + " home/models/tiny.gguf calls itself \"SmolLM\"";
        Result imported = run("adapter", "import", "qwen", "--base", "tiny", "--out", "x.gguf");
        assertThat(imported.err()).startsWith(warning);
        assertThat(imported.exitCode()).isZero();
        assertThat(imported.out()).contains("trained on    Qwen/Qwen2.5-0.5B-Instruct, as its own files say");
        assertThat(run("adapter", "merge", "qwen", "--base", "tiny", "--out", "y.gguf")
                        .err())
                .startsWith(warning)
                .contains("warning: ")
                .contains("the adapter changes nothing, the merged model is the base in other types");
    }

    @Test
    void warnsOfAnAdapterWhoseManifestNamesOtherWeights() throws IOException {
        Path file = TinyModel.adapter(folder.resolve("own.gguf"), 1);
        Files.writeString(folder.resolve("own.json"), """
                {"base":"other","baseDigest":"abc","adapterDigest":"%s"}
                """.formatted(Sha256.ofFile(file)));
        assertThat(run("adapter", "merge", "own.gguf", "--base", "tiny", "--out", "x.gguf")
                        .err())
                .startsWith("warning: own.gguf: was made for other, sha256 abc, and this base has another;");
    }

    @Test
    void refusesToMergeWhatDoesNotFitOrOverItsSources() throws IOException {
        TinyModel.adapter(folder.resolve("own.gguf"), 1);
        Path other = folder.resolve("other.gguf");
        new GgufWriter().text("general.architecture", "qwen2").write(other);
        Result unfit = run("adapter", "merge", "own.gguf", "--base", "other.gguf", "--out", "x.gguf");
        assertThat(unfit.exitCode()).isEqualTo(2);
        assertThat(unfit.err()).startsWith("own.gguf: the adapter does not fit the base model other.gguf: ");
        assertThat(folder.resolve("x.gguf")).doesNotExist();
        for (String source : List.of("own.gguf", "home/models/tiny.gguf")) {
            Result over = run("adapter", "merge", "own.gguf", "--base", "tiny", "--out", source);
            assertThat(over.exitCode()).isEqualTo(2);
            assertThat(over.err()).startsWith(source + ": is a file that the merged model is made of");
        }
        assertThat(run("adapter", "merge", "own.gguf", "--base", "tiny", "--out", "x", "--type", "q4_0")
                        .err())
                .contains("expected one of [Q8_0, F16]");
    }

    @Test
    void importsForAGgufFile() throws IOException {
        assertThat(run("adapter", "import", "peft", "--base", "home/models/tiny.gguf", "--out", "x.gguf")
                        .exitCode())
                .isZero();
        assertThat(AdapterOrigin.of(folder.resolve("x.gguf")).orElseThrow().baseDigest())
                .isEqualTo(Sha256.ofFile(base));
    }

    @Test
    void showsAnAdapterThatChangesNothing() throws IOException {
        TinyModel.adapter(folder.resolve("zero.gguf"), 0);
        assertThat(run("adapter", "inspect", "zero.gguf").out())
                .contains("manifest      none beside it that is of this file")
                .contains("attn_q  1       0.000 (all zero)\n  It changes nothing: in every pair");
    }

    @Test
    void showsWhatOurTrainingWrote() throws IOException {
        Path file = TinyModel.adapter(folder.resolve("own.gguf"), 1);
        Files.writeString(folder.resolve("own.json"), """
                {"base":"tiny","baseDigest":"abc","seed":3,"adapterDigest":"%s","log":{"losses":[2.5,0.125]}}
                """.formatted(Sha256.ofFile(file)));
        assertThat(run("adapter", "inspect", "own.gguf").out())
                .contains("trained       here, seed 3, 2 epochs, loss 2.500 to 0.125");
    }

    @Test
    void showsHowAnAdapterWasTrainedAndWhatItSays() throws IOException {
        Path file = TinyModel.adapter(folder.resolve("own.gguf"), 1);
        TrainedManifest.of(Sha256.ofFile(file)).write(folder.resolve("own.json"));

        assertThat(run("adapter", "inspect", "own.gguf").out()).contains("""
                          made for      tiny, sha256 base-digest
                          trained       here, seed 3, 3 epochs, loss 2.000 to 0.050
                          trainer       peft 1: PyTorch 2.7.1
                          trained on    org/tiny@main
                          data          50 examples, sha256 data-digest
                          settings      epochs 3, rank 2, alpha 4.0, learning-rate 0.001, batch-size 4, prompt-loss 0.1
                          losses        2.000 0.900 0.050
                                        █▄▁
                          took          12 s at 345 tokens/s
                          memory        at most 900 MiB, and 12000 MiB of the graphics card
                          device        A card, 2 threads
                          precision     nf4
                        """).endsWith("""
                          training example  taught    the trainer says
                          train-7           shipping  ship⏎ping …
                        """);
    }

    @Test
    void showsAFolderOfPeftWithAndWithoutItsManifest() throws IOException {
        String digest = PeftAdapter.open(folder.resolve("peft")).digest();
        assertThat(run("adapter", "inspect", "peft")).isEqualTo(new Result(0, """
                        peft
                          form      PEFT
                          rank      2
                          sha256    %s
                          manifest  none with it that is of this adapter
                        """.formatted(digest), ""));

        TrainedManifest.of("of another file").writeInto(folder.resolve("peft"));
        assertThat(run("adapter", "inspect", "peft").out())
                .contains("made for    tiny, sha256 base-digest", "seed        3", "2.000 0.900 0.050", "ship⏎ping …");
    }

    @Test
    void badInputHasExitCode2AndAMessage() throws IOException {
        assertThat(run("adapter").err()).startsWith("lab: a command is missing: import, inspect or merge\n");
        assertThat(run("adapter", "inspect", "none.gguf"))
                .isEqualTo(new Result(2, "", "none.gguf: there is no such file\n"));
        assertThat(run("adapter", "inspect", "home/models/tiny.gguf").err()).contains("not a LoRA adapter");
        assertThat(run("adapter", "import", "none", "--base", "tiny", "--out", "x.gguf"))
                .isEqualTo(new Result(
                        2,
                        "",
                        "none/adapter_config.json: there is no such file; name the folder that PEFT's save_pretrained"
                                + " wrote\n"));
        assertThat(run("adapter", "import", "peft", "--base", "tinny", "--out", "x.gguf")
                        .err())
                .startsWith("unknown model \"tinny\"; did you mean \"tiny\"?");
        assertThat(run("adapter", "import", "peft", "--base", "no.gguf", "--out", "x.gguf")
                        .err())
                .startsWith("no.gguf: there is no such file; name a model of the catalogue");
    }

    private Result run(String... args) {
        return new LabCommandLine(folder)
                .with("LAB_HOME", folder.resolve("home").toString())
                .run(args);
    }
}
