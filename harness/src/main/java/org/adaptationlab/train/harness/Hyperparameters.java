package org.adaptationlab.train.harness;

import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.adaptationlab.gguf.GgufFile;
import org.adaptationlab.problem.LabDefinitionException;

/** The metadata of a base under the keys of its architecture. */
record Hyperparameters(GgufFile base, Architecture architecture) {

    private static final long MAX_SIZE = 1 << 24;

    /** Those of a file. */
    static Hyperparameters of(GgufFile base) {
        String name = base.architecture().orElse("unknown");
        Architecture architecture = Architecture.named(name)
                .orElseThrow(() -> new LabDefinitionException(base.path() + ": the model's architecture is \"" + name
                        + "\", the harness's own trainer knows " + Architecture.names() + "; " + ELSEWHERE));
        return new Hyperparameters(base, architecture);
    }

    private static final String ELSEWHERE = "choose such a model, train it with \"trainer: peft\", or train elsewhere"
            + " and give the adapter as a file";

    /** The whole key of a value. */
    String key(String name) {
        return architecture.gguf() + "." + name;
    }

    OptionalLong whole(String name) {
        return base.whole(key(name));
    }

    OptionalDouble real(String name) {
        return base.real(key(name));
    }

    /** A size that must be there, from 1 to 2²⁴. */
    int size(String name) {
        return checked(name, whole(name).orElse(0));
    }

    int size(String name, int otherwise) {
        return checked(name, whole(name).orElse(otherwise));
    }

    private int checked(String name, long size) {
        if (size < 1 || size > MAX_SIZE) {
            throw refused("says " + size + " for " + key(name));
        }
        return (int) size;
    }

    /** A number above 0. */
    double positive(String name, double otherwise) {
        double value = real(name).orElse(otherwise);
        if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
            throw refused("says " + value + " for " + key(name));
        }
        return value;
    }

    /** Why the model cannot be trained here, and what to do instead. */
    LabDefinitionException refused(String what) {
        return new LabDefinitionException(
                base.path() + ": the harness's own trainer cannot train this model: it " + what + "; " + ELSEWHERE);
    }
}
