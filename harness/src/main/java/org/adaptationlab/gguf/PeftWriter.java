package org.adaptationlab.gguf;

public final class PeftWriter {
    public static void write(AdapterFile adapter, GgufFile base, String baseName, java.nio.file.Path folder)
            throws java.io.IOException {}
}
