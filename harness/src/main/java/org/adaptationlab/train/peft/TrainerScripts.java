package org.adaptationlab.train.peft;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.adaptationlab.file.Shipped;

/** The Python programs of the trainer: one and the same for the harness and for a folder that is taken elsewhere. */
public final class TrainerScripts {

    static final String MAIN = "trainer.py";

    private static final List<String> MODULES =
            List.of(MAIN, "gguf_model.py", "hub.py", "lora.py", "problem.py", "speed.py", "exported.py");

    private TrainerScripts() {}

    /** Texts by file name, the pinned packages among them. */
    public static Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        MODULES.forEach(name -> texts.put(name, Shipped.text(TrainerScripts.class, name)));
        texts.put("requirements.txt", Shipped.text(TrainerScripts.class, "requirements.txt"));
        return texts;
    }

    /** Writes the programs into a folder and returns the one to start. */
    static Path unpack(Path folder) throws IOException {
        for (String name : MODULES) {
            Files.writeString(folder.resolve(name), Shipped.text(TrainerScripts.class, name));
        }
        return folder.resolve(MAIN);
    }
}
