package org.adaptationlab.train.harness;

import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A frozen matrix in bfloat16, which some processors multiply about twice as fast. DJL knows no such arrays, so what is
 * done with them is a TorchScript module; {@code harness/src/test/python/make_bfloat16.py} makes it.
 */
record Bfloat16Matrix(NDArray narrow) implements FrozenMatrix {

    /** Kept, since the module is gone with its model. */
    private static final Model MODEL = load();

    /** Narrows values. */
    static Bfloat16Matrix of(NDArray values) {
        PtNDManager manager = (PtNDManager) values.getManager();
        try (NDArray made = IValueUtils.runMethod(module(), "narrow", IValue.from((PtNDArray) values))
                .toTensor(manager)) {
            // What a module gives outside of a training cannot take part in one; its copy can.
            return new Bfloat16Matrix(made.duplicate());
        }
    }

    @Override
    public NDArray times(NDArray x, @Nullable NDArray bias) {
        boolean keepsGradients = true;
        NDArray product = IValueUtils.forward(module(), new NDList(x, narrow), keepsGradients)
                .singletonOrThrow();
        return bias == null ? product : product.add(bias);
    }

    private static PtSymbolBlock module() {
        return (PtSymbolBlock) MODEL.getBlock();
    }

    private static Model load() {
        Model model = Model.newInstance("bfloat16", "PyTorch");
        try (InputStream in = Objects.requireNonNull(Bfloat16Matrix.class.getResourceAsStream("bfloat16.pt"))) {
            model.load(in);
            return model;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (MalformedModelException e) {
            throw new IllegalStateException("the module bfloat16.pt is damaged", e);
        }
    }
}
