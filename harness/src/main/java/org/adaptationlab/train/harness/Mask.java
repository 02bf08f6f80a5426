package org.adaptationlab.train.harness;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;

/** Which rows may see which, as what is added to their scores. Made within libtorch: it may be large. */
final class Mask {

    /** Far enough below any score to vanish in the softmax; an infinity could become NaN. */
    private static final double HIDDEN = -1e30;

    private Mask() {}

    /**
     * The mask of rows that see themselves and what comes before them.
     *
     * @param before rows that come before the first one
     * @param window rows that a row sees at most, its own among them; 0 if all
     * @return {@code [rows, before + rows]}, 0 or far below
     */
    static NDArray of(int rows, int before, int window, NDManager manager) {
        try (NDManager scope = manager.newSubManager()) {
            NDArray columns = numbers(0, before + rows, scope);
            NDArray hidden = columns.gt(numbers(before, before + rows, scope).reshape(rows, 1));
            if (window > 0) {
                NDArray last = numbers(before - window, before - window + rows, scope);
                hidden = hidden.logicalOr(columns.lte(last.reshape(rows, 1)));
            }
            NDArray mask = hidden.toType(DataType.FLOAT32, false);
            mask.muli(NativeArrays.of(scope, HIDDEN));
            mask.attach(manager);
            return mask;
        }
    }

    private static NDArray numbers(int from, int to, NDManager manager) {
        return manager.arange(from, to, 1, DataType.FLOAT32);
    }
}
