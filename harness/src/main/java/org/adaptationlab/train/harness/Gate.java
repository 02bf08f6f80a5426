package org.adaptationlab.train.harness;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

/** The functions of a gated feed-forward part, each of the form {@code x·σ(f(x))}. */
enum Gate {
    SILU {
        @Override
        NDArray through(NDArray x, Constants constants) {
            return x.mul(x.getNDArrayInternal().sigmoid());
        }
    },
    /** In the approximation by tanh that llama.cpp and Gemma's own code take, written with σ(2u) = (1 + tanh u) / 2. */
    GELU {
        @Override
        NDArray through(NDArray x, Constants constants) {
            NDArray twice =
                    x.square().mul(constants.cubic).add(constants.linear).mul(x);
            return x.mul(twice.getNDArrayInternal().sigmoid());
        }
    };

    private static final double LINEAR = 2 * Math.sqrt(2 / Math.PI);
    private static final double CUBIC = 0.044715 * LINEAR;

    /** Numbers that live as long as their manager. */
    record Constants(NDArray linear, NDArray cubic) {

        static Constants in(NDManager manager) {
            return new Constants(NativeArrays.of(manager, LINEAR), NativeArrays.of(manager, CUBIC));
        }
    }

    abstract NDArray through(NDArray x, Constants constants);
}
