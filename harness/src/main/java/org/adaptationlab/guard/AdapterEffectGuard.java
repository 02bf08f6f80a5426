package org.adaptationlab.guard;

import java.util.List;
import java.util.Locale;
import org.adaptationlab.guard.GuardResult.Status;

/**
 * Judges whether an adapter changes what the model answers. An adapter that is not applied is the error that looks most
 * like a result: "LoRA does not help here".
 */
public final class AdapterEffectGuard {

    /** Training that lowered the loss by less may leave greedy answers as they were. */
    private static final double LEAST_FALL = 0.1;

    private AdapterEffectGuard() {}

    /** The adapter's matrices are zero. */
    public static GuardResult zero(String mode) {
        return Guard.ADAPTER_EFFECT.found(
                Status.STOP,
                mode + ": the adapter changes nothing: in every pair B (or A) is all zero, as before the first step of"
                        + " training; train it, or take the file that was saved after training");
    }

    /**
     * What the answers to the same questions say.
     *
     * @param same of the {@code probes} answers, those that are the same with and without the adapter
     * @param losses mean loss of each epoch where we trained the adapter, else empty
     */
    public static GuardResult judge(String mode, int same, int probes, List<Double> losses) {
        String found =
                mode + ": " + same + " of " + probes + " probe answers are the same with and without the adapter";
        if (same < probes) {
            return Guard.ADAPTER_EFFECT.found(Status.PASS, found);
        }
        if (fell(losses)) {
            return Guard.ADAPTER_EFFECT.found(
                    Status.STOP,
                    String.format(
                            Locale.ROOT,
                            "%s, though its training lowered the loss from %.3f to %.3f: the runtime does not apply it;"
                                    + " try --runtime embedded, or another version of the server",
                            found,
                            losses.get(0),
                            losses.get(losses.size() - 1)));
        }
        return Guard.ADAPTER_EFFECT.found(
                Status.WARN, found + ": it may not be applied, or its training changed next to nothing");
    }

    /** The probes could not be asked. */
    public static GuardResult unknown(String mode, String reason) {
        return Guard.ADAPTER_EFFECT.found(
                Status.WARN, mode + ": whether the adapter has an effect could not be checked: " + reason);
    }

    private static boolean fell(List<Double> losses) {
        return losses.size() > 1 && losses.get(losses.size() - 1) < (1 - LEAST_FALL) * losses.get(0);
    }
}
