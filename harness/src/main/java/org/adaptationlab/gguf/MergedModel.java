package org.adaptationlab.gguf;

public final class MergedModel { public static String write(GgufFile base, @org.jspecify.annotations.Nullable AdapterFile adapter, java.util.Set<String> tensors, TensorType type, java.nio.file.Path target) throws java.io.IOException { return ""; } }
