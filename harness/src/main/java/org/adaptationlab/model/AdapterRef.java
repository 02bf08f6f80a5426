package org.adaptationlab.model;

import java.nio.file.Path;
import java.util.Objects;

/** An adapter as a runtime is asked to serve it: by its weights or by a name. Equal references are the same adapter. */
public sealed interface AdapterRef {

    /** A GGUF LoRA on this machine, at full scale. */
    record Weights(Path gguf) implements AdapterRef {
        public Weights {
            Objects.requireNonNull(gguf, "gguf");
        }
    }

    /** A folder on this machine that PEFT saved, for runtimes that take it as it is. */
    record PeftFolder(Path folder) implements AdapterRef {
        public PeftFolder {
            Objects.requireNonNull(folder, "folder");
        }
    }

    /** A model on the runtime's server that is the base with the adapter in it. */
    record Served(String modelName) implements AdapterRef {
        public Served {
            Objects.requireNonNull(modelName, "modelName");
        }
    }
}
