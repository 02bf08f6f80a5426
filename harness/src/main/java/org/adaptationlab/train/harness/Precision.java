package org.adaptationlab.train.harness;

import ai.djl.ndarray.NDArray;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** In what frozen matrices are multiplied. All else, the adapter among it, is float32. */
public enum Precision {
    FLOAT32,
    BFLOAT16;

    /** Flags of a processor under Linux that multiplies bfloat16 in hardware; without one it is slower than float32. */
    private static final List<String> FLAGS = List.of("avx512_bf16", "amx_bf16");

    private static final Path PROCESSOR = Path.of("/proc/cpuinfo");

    /** What is quickest here. */
    static Precision ofThisMachine() {
        try {
            return of(Files.readString(PROCESSOR));
        } catch (IOException e) {
            return FLOAT32; // not Linux
        }
    }

    /** What is quickest on a processor that Linux describes so. */
    static Precision of(String cpuinfo) {
        boolean quick = cpuinfo.lines()
                .filter(line -> line.startsWith("flags"))
                .flatMap(line -> Arrays.stream(line.split("\\s+", -1)))
                .anyMatch(FLAGS::contains);
        return quick ? BFLOAT16 : FLOAT32;
    }

    /** The word for it in a manifest. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Bytes of a value. */
    int bytes() {
        return this == FLOAT32 ? Float.BYTES : Short.BYTES;
    }

    /**
     * A matrix to multiply by in this precision, which lives as long as the manager of {@code values}.
     *
     * @param values float32; not needed any more where that is not the precision
     */
    FrozenMatrix matrix(NDArray values) {
        return this == FLOAT32 ? new Float32Matrix(values) : Bfloat16Matrix.of(values);
    }
}
