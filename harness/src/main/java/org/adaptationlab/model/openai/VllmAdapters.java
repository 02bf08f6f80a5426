package org.adaptationlab.model.openai;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.adaptationlab.file.Sha256;
import org.adaptationlab.gguf.AdapterFile;
import org.adaptationlab.gguf.GgufFile;
import org.adaptationlab.gguf.PeftWriter;
import org.adaptationlab.model.AdapterRef;
import org.adaptationlab.model.BaseModel;
import org.adaptationlab.model.call.HttpRefusal;
import org.adaptationlab.problem.IoReason;
import org.adaptationlab.problem.LabDefinitionException;
import org.adaptationlab.problem.PrerequisiteException;

/** Adapters that a vLLM takes while it runs, and gives back: folders in PEFT's form on a disk that it can read. */
final class VllmAdapters {

    private static final String PREFIX = "adaptation-lab-";
    private static final int DIGEST_DIGITS = 12;
    private static final int NOT_FOUND = 404;

    private final OpenAiAddress address;
    private final OpenAiModels server;
    private final Path folder;

    /** @param folder where GGUF adapters are kept in PEFT's form */
    VllmAdapters(OpenAiAddress address, OpenAiModels server, Path folder) {
        this.address = address;
        this.server = server;
        this.folder = folder;
    }

    /** Loads an adapter, and returns the name that the server knows it by. */
    String load(BaseModel base, AdapterRef.Weights adapter) {
        return load(inPeftForm(base, adapter.gguf()));
    }

    /** Loads an adapter, and returns the name that the server knows it by. */
    String load(AdapterRef.PeftFolder adapter) {
        return load(adapter.folder());
    }

    private String load(Path peft) {
        Path absolute = peft.toAbsolutePath().normalize();
        String name = PREFIX + digest(absolute.resolve("adapter_model.safetensors"));
        try {
            unload(name); // a run that was killed may have left it
            server.post(
                    "/load_lora_adapter",
                    JsonNodeFactory.instance.objectNode().put("lora_name", name).put("lora_path", absolute.toString()));
            return name;
        } catch (HttpRefusal e) {
            throw e.status() == NOT_FOUND ? closed(peft, e) : refused(absolute, e);
        } catch (IOException e) {
            throw new PrerequisiteException(
                    "the vLLM at " + address.base() + " could not be given the adapter " + peft + ": " + e.getMessage(),
                    e);
        }
    }

    /** Takes an adapter back; one that is not there any more is fine. */
    void unload(String name) {
        try {
            server.post(
                    "/unload_lora_adapter",
                    JsonNodeFactory.instance.objectNode().put("lora_name", name));
        } catch (IOException e) {
            // it never had it, or is gone, or does not let go of it; it keeps a name that nobody else uses
        }
    }

    private PrerequisiteException closed(Path peft, HttpRefusal cause) {
        return new PrerequisiteException(
                "the adapter " + peft + " can't be given to the vLLM at " + address.base()
                        + " while it runs; start it with"
                        + " VLLM_ALLOW_RUNTIME_LORA_UPDATING=True and --enable-lora --max-lora-rank RANK, or with"
                        + " --lora-modules NAME=FOLDER and name that in the lab file as adapter: {openai: NAME}",
                cause);
    }

    private PrerequisiteException refused(Path peft, HttpRefusal cause) {
        return new PrerequisiteException(
                "the vLLM at " + address.base() + " does not take the adapter " + peft + ": " + cause.getMessage()
                        + "; it must be started with --enable-lora and a --max-lora-rank of at least the adapter's rank, and"
                        + " must be able to read that folder under the same path",
                cause);
    }

    private Path inPeftForm(BaseModel base, Path gguf) {
        if (base.file() == null) {
            throw new PrerequisiteException(
                    gguf + ": to bring this adapter into the form that vLLM takes, the weights of "
                            + base.name()
                            + " are needed as a GGUF file on this machine; give the adapter as adapter: {peft: FOLDER},"
                            + " or name a model of the catalogue as model: in the lab file");
        }
        Path peft = folder.resolve("peft-" + digest(gguf));
        try {
            if (!Files.isRegularFile(peft.resolve("adapter_config.json"))) {
                PeftWriter.write(AdapterFile.open(gguf), GgufFile.open(base.file()), base.name(), peft);
            }
            return peft;
        } catch (IOException e) {
            throw new PrerequisiteException(peft + ": cannot be written (" + IoReason.of(e) + ")", e);
        }
    }

    private static String digest(Path file) {
        try {
            return Sha256.ofFile(file).substring(0, DIGEST_DIGITS);
        } catch (IOException e) {
            throw new LabDefinitionException(file + ": the adapter cannot be read (" + IoReason.of(e) + ")", e);
        }
    }
}
