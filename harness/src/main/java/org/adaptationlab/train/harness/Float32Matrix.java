package org.adaptationlab.train.harness;

import ai.djl.ndarray.NDArray;
import org.jspecify.annotations.Nullable;

/** A frozen matrix as it is. */
record Float32Matrix(NDArray values) implements FrozenMatrix {

    @Override
    public NDArray times(NDArray x, @Nullable NDArray bias) {
        return x.getNDArrayInternal().linear(x, values, bias).singletonOrThrow();
    }
}
