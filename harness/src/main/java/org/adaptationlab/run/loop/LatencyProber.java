package org.adaptationlab.run.loop;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.adaptationlab.cost.LatencySummary;
import org.adaptationlab.file.Sha256;
import org.adaptationlab.lab.SamplingOptions;
import org.adaptationlab.model.ChatMessage;
import org.adaptationlab.model.ChatMessage.Role;
import org.adaptationlab.model.GenerationException;
import org.adaptationlab.model.GenerationRequest;
import org.adaptationlab.model.ServedModel;
import org.adaptationlab.problem.LabException;
import org.adaptationlab.result.record.ModeIdentity;
import org.adaptationlab.result.record.Provenance.LatencyProbe;
import org.adaptationlab.run.environment.TimeShares;
import org.jspecify.annotations.Nullable;

/**
 * Puts the same short question before and after a mode's block, apart from what is measured: with something new at the
 * start of the prompt, so that no prefix of it is cached (cold), and the same prompt once more (warm). Between two blocks
 * that one served model answers, the probe after the first is also that before the second. A call that fails is not
 * measured; it never fails a run.
 */
final class LatencyProber {

    private static final int REPEATS = 3;
    /** The time to the first token, thinking or answer, is wanted; a second one costs little and makes the first come as it always does. */
    private static final int TOKENS = 2;

    private static final int NONCE_DIGITS = 12;
    private static final String SYSTEM = "You answer questions in one word.";
    private static final String USER =
            "What colour is the sky at noon on a clear day in summer, seen from the ground? Answer with one word.";

    private final SamplingOptions options;
    private final TimeShares shares;
    private final String seed;
    private int asked;
    private @Nullable Between between;

    /** @param options of the run; other ones would make some servers load the model anew */
    LatencyProber(SamplingOptions options, TimeShares shares, String runId, Instant started) {
        this.options = options.withMaxOutputTokens(TOKENS);
        this.shares = shares;
        this.seed = runId + " " + started;
    }

    /** What was measured before a block, to be completed after it; milliseconds. */
    record Before(List<@Nullable Double> cold, List<@Nullable Double> warm) {}

    /** What the probe after a block is for the next one that the same served model answers. */
    private record Between(ServedModel served, Before before) {}

    /** Probes before a block. The first call is thrown away: a server that just loaded the model is slow once. */
    Before before(ServedModel served) {
        if (between != null && between.served == served) {
            return between.before;
        }
        List<@Nullable Double> cold = new ArrayList<>();
        List<@Nullable Double> warm = new ArrayList<>();
        ttft(served, prompt());
        for (int i = 0; i < REPEATS; i++) {
            List<ChatMessage> prompt = prompt();
            cold.add(ttft(served, prompt));
            warm.add(ttft(served, prompt));
        }
        return new Before(cold, warm);
    }

    /** Probes after a block. */
    LatencyProbe after(ModeIdentity mode, Before before, ServedModel served) {
        List<@Nullable Double> cold = new ArrayList<>();
        for (int i = 0; i < REPEATS; i++) {
            cold.add(ttft(served, prompt()));
        }
        between = new Between(served, new Before(cold, before.warm()));
        return probe(mode, before, cold);
    }

    /** The probe of a block that was broken off. */
    static LatencyProbe brokenOff(ModeIdentity mode, Before before) {
        return probe(mode, before, List.of());
    }

    private static LatencyProbe probe(ModeIdentity mode, Before before, List<@Nullable Double> after) {
        List<@Nullable Double> all = new ArrayList<>(before.cold());
        all.addAll(after);
        return new LatencyProbe(
                mode.mode(),
                mode.adapterSeed(),
                median(all),
                median(before.warm()),
                median(before.cold()),
                median(after));
    }

    private static @Nullable Double median(List<@Nullable Double> times) {
        return LatencySummary.of(times).p50();
    }

    private List<ChatMessage> prompt() {
        asked++;
        String nonce =
                new Sha256().field(seed).field(Integer.toString(asked)).hex().substring(0, NONCE_DIGITS);
        return List.of(new ChatMessage(Role.SYSTEM, nonce + " " + SYSTEM), new ChatMessage(Role.USER, USER));
    }

    private @Nullable Double ttft(ServedModel served, List<ChatMessage> prompt) {
        long start = shares.mark();
        try {
            return served.generate(new GenerationRequest(prompt, options, null))
                    .timings()
                    .firstTokenMs();
        } catch (GenerationException | LabException e) {
            return null;
        } finally {
            shares.addModel(shares.secondsSince(start));
        }
    }
}
