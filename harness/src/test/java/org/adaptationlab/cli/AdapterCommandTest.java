package org.adaptationlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.adaptationlab.cli.LabCommandLine.Result;
import org.adaptationlab.file.Sha256;
import org.adaptationlab.gguf.AdapterFile;
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
    void badInputHasExitCode2AndAMessage() throws IOException {
        assertThat(run("adapter").err()).startsWith("lab: a command is missing: import or inspect\n");
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
