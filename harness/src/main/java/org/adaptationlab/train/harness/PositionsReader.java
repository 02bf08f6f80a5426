package org.adaptationlab.train.harness;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.adaptationlab.gguf.TensorInfo;

/** Reads from a base how its blocks see positions, as llama.cpp reads it. */
final class PositionsReader {

    /** Divisors of the frequencies, in Llama 3.1 and later. */
    static final String FACTORS = "rope_freqs.weight";

    /** Divisors of the frequencies up to the original context, and beyond it. */
    static final String SHORT_FACTORS = "rope_factors_short.weight";

    static final String LONG_FACTORS = "rope_factors_long.weight";

    private static final double USUAL_BASE = 10_000;

    private final Hyperparameters from;
    private final int headWidth;

    PositionsReader(Hyperparameters from, int headWidth) {
        this.from = from;
        this.headWidth = headWidth;
    }

    Positions positions() {
        double base = base();
        Rope global = rope(base, divisors(stretch()), length());
        long window = from.whole("attention.sliding_window").orElse(0);
        // llama.cpp lets the other families see all, whatever the file says
        if (window <= 0 || from.architecture() != Architecture.GEMMA3) {
            return new Positions(global, global, 0, 1);
        }
        Rope local = rope(from.positive("rope.freq_base_swa", USUAL_BASE), plain(), 1);
        int globalEvery = from.size(
                "attention.sliding_window_pattern", from.architecture().globalEvery());
        return new Positions(global, local, from.size("attention.sliding_window"), globalEvery);
    }

    /** The longest sequence that these positions are for, in tokens. */
    int context() {
        int context = from.size("context_length");
        return factorsByLength() ? Math.min(context, from.size("rope.scaling.original_context_length")) : context;
    }

    private Rope rope(double base, double[] divisors, double length) {
        return new Rope(from.architecture().pairs(), width(), base, divisors, length);
    }

    private int width() {
        int width = from.size("rope.dimension_count", headWidth);
        if (width > headWidth || width % 2 != 0) {
            throw from.refused("turns " + width + " of " + headWidth + " values of a head");
        }
        return width;
    }

    private double base() {
        if (from.architecture() == Architecture.GEMMA3
                && from.real("rope.freq_base").isEmpty()) {
            throw from.refused("lacks " + from.key("rope.freq_base"));
        }
        if (!from.base().items(from.key("attention.sliding_window_pattern")).isEmpty()) {
            throw from.refused("has a list under " + from.key("attention.sliding_window_pattern"));
        }
        return from.positive("rope.freq_base", USUAL_BASE);
    }

    /** The factor that all positions are divided by. */
    private double stretch() {
        String type = from.base().text(from.key("rope.scaling.type")).orElse("linear");
        switch (type) {
            case "none" -> {
                return 1;
            }
            case "linear" -> {
                double factor = from.real("rope.scaling.factor")
                        .orElse(from.real("rope.scale_linear").orElse(1));
                return factor == 0 ? 1 : factor;
            }
            case "longrope" -> {
                if (factorsByLength()) {
                    return 1;
                }
            }
            default -> {}
        }
        throw from.refused("scales its rotary positions in the way \"" + type + "\" (" + from.key("rope.scaling.type")
                + (type.equals("longrope") ? ") without " + SHORT_FACTORS : "), known are none, linear and longrope"));
    }

    private boolean factorsByLength() {
        return from.base().tensor(SHORT_FACTORS).isPresent();
    }

    private double length() {
        return factorsByLength() ? from.positive("rope.scaling.attn_factor", 1) : 1;
    }

    private double[] plain() {
        double[] divisors = new double[width() / 2];
        Arrays.fill(divisors, 1);
        return divisors;
    }

    private double[] divisors(double stretch) {
        double[] divisors = plain();
        Optional<TensorInfo> factors =
                from.base().tensor(FACTORS).or(() -> from.base().tensor(SHORT_FACTORS));
        if (factors.isPresent()) {
            String name = factors.get().name();
            if (!factors.get().shape().equals(List.of((long) divisors.length))) {
                throw from.refused("has a tensor " + name + " of the shape "
                        + factors.get().shape() + " for " + divisors.length + " frequencies");
            }
            float[] values = from.base().floats(name);
            for (int i = 0; i < divisors.length; i++) {
                divisors[i] = values[i];
                if (!(divisors[i] > 0 && divisors[i] < Double.POSITIVE_INFINITY)) {
                    throw from.refused("divides a frequency by " + divisors[i] + " (" + name + ")");
                }
            }
        }
        for (int i = 0; i < divisors.length; i++) {
            divisors[i] *= stretch;
        }
        return divisors;
    }
}
