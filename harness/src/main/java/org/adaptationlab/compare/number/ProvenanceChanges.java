package org.adaptationlab.compare.number;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.adaptationlab.compare.finding.ProvenanceChange;
import org.adaptationlab.compare.side.RunNumbers;
import org.adaptationlab.compare.side.RunSource;
import org.adaptationlab.cost.CostAssumptions;
import org.adaptationlab.cost.CostAssumptions.Hardware;
import org.adaptationlab.cost.CostAssumptions.TokenPrice;
import org.adaptationlab.report.words.Figures;
import org.adaptationlab.result.record.EmbedderCopy;
import org.adaptationlab.result.record.Provenance;
import org.adaptationlab.result.record.RunIdentity;
import org.adaptationlab.result.summary.ModeNumbers;
import org.jspecify.annotations.Nullable;

/** Goes through all that is recorded of two runs and keeps what differs: settings first, surroundings last. */
public final class ProvenanceChanges {

    private static final int LINES = 12;
    private static final int DIGEST_DIGITS = 12;

    private final List<ProvenanceChange> changes = new ArrayList<>();

    private ProvenanceChanges() {}

    public static List<ProvenanceChange> between(RunSource a, RunNumbers first, RunSource b, RunNumbers second) {
        ProvenanceChanges found = new ProvenanceChanges();
        found.identity(first.run(), second.run());
        first.modes().forEach((mode, numbers) -> {
            ModeNumbers other = second.modes().get(mode);
            if (other != null) {
                found.add("adapter of " + mode, adapters(numbers), adapters(other));
                found.add("technique of " + mode, technique(numbers), technique(other));
            }
        });
        Provenance before = a.provenance();
        Provenance after = b.provenance();
        if (before != null && after != null) {
            found.lab(before, after);
            found.costs(before.cost(), after.cost());
            found.deliveries(before, after);
            found.surroundings(before, after);
        }
        return List.copyOf(found.changes);
    }

    private void identity(RunIdentity a, RunIdentity b) {
        add("lab", a.lab(), b.lab());
        add("model", a.model(), b.model());
        digest("model digest", a.modelDigest(), b.modelDigest());
        add("quantization", a.quantization(), b.quantization());
        add("runtime", a.runtime() + " " + a.runtimeVersion(), b.runtime() + " " + b.runtimeVersion());
        add("prefix cache", a.prefixCache(), b.prefixCache());
        add("sampling seed", a.samplingSeed(), b.samplingSeed());
    }

    private void lab(Provenance a, Provenance b) {
        digest("lab digest", a.lab().digest(), b.lab().digest());
        lines("lab file", a.lab().text(), b.lab().text());
        Map<String, String> prompts = prompts(b);
        if (firstExample(a).equals(firstExample(b))) {
            prompts(a).forEach((mode, text) -> {
                if (prompts.containsKey(mode)) {
                    lines("prompt of " + mode, text, prompts.get(mode));
                }
            });
        }
        add("embedder", embedder(a), embedder(b));
        add("temperature", a.sampling().temperature(), b.sampling().temperature());
        add("most output tokens", a.sampling().maxOutputTokens(), b.sampling().maxOutputTokens());
        add("stop", a.sampling().stopWords(), b.sampling().stopWords());
        add("context tokens", a.sampling().contextTokens(), b.sampling().contextTokens());
        add("examples to measure", a.selection().limit(), b.selection().limit());
        add("repetitions", a.selection().repetitions(), b.selection().repetitions());
        lines(
                "training examples",
                String.join("\n", a.selection().training()),
                String.join("\n", b.selection().training()));
    }

    /** Other vectors find other neighbours; older files do not say which. */
    private static @Nullable String embedder(Provenance run) {
        EmbedderCopy embedder = run.embedder();
        return embedder == null ? null : embedder.name() + ", digest " + shortened(embedder.digest());
    }

    /** Merged weights have other types than a base that an adapter is laid over, and so answer and take time otherwise. */
    private void deliveries(Provenance a, Provenance b) {
        Map<String, String> after = deliveries(b);
        deliveries(a).forEach((mode, delivery) -> {
            if (after.containsKey(mode)) {
                add("adapter delivery of " + mode, delivery, after.get(mode));
            }
        });
    }

    private static Map<String, String> deliveries(Provenance run) {
        Map<String, String> deliveries = new LinkedHashMap<>();
        run.facts().stream()
                .filter(facts -> facts.delivery() != null)
                .forEach(facts -> deliveries.put(facts.mode().mode(), String.valueOf(facts.delivery())));
        return deliveries;
    }

    private void costs(@Nullable CostAssumptions a, @Nullable CostAssumptions b) {
        add("cost assumptions", origin(a), origin(b));
        if (a == null || b == null) {
            return;
        }
        Hardware before = a.hardware();
        Hardware after = b.hardware();
        add("price of the machine", Figures.exactUsd(before.priceUsd()), Figures.exactUsd(after.priceUsd()));
        add("years of the machine", Figures.plain(before.lifeYears()), Figures.plain(after.lifeYears()));
        add(
                "use of the machine",
                Figures.exactPercent(before.utilisation()),
                Figures.exactPercent(after.utilisation()));
        add("watts busy", Figures.plain(before.busyWatts()), Figures.plain(after.busyWatts()));
        add("watts idle", Figures.plain(before.idleWatts()), Figures.plain(after.idleWatts()));
        add("USD per kWh", Figures.plain(a.electricityUsdPerKwh()), Figures.plain(b.electricityUsdPerKwh()));
        tokens("", a.tokenPrice(), b.tokenPrice());
        Set<String> modes = new TreeSet<>(a.modePrices().keySet());
        modes.addAll(b.modePrices().keySet());
        modes.forEach(mode ->
                tokens(" of " + mode, a.modePrices().get(mode), b.modePrices().get(mode)));
    }

    private void tokens(String where, @Nullable TokenPrice a, @Nullable TokenPrice b) {
        add("model of the token price" + where, of(a, TokenPrice::model), of(b, TokenPrice::model));
        add("price of tokens" + where, of(a, ProvenanceChanges::price), of(b, ProvenanceChanges::price));
        add("date of the token price" + where, of(a, TokenPrice::asOf), of(b, TokenPrice::asOf));
        add("source of the token price" + where, of(a, TokenPrice::source), of(b, TokenPrice::source));
    }

    private static @Nullable String of(@Nullable TokenPrice price, Function<TokenPrice, @Nullable String> part) {
        return price == null ? null : part.apply(price);
    }

    private static String price(TokenPrice price) {
        return Figures.exactUsd(price.inputUsdPerMillion()) + " and " + Figures.exactUsd(price.outputUsdPerMillion())
                + " for a million tokens in and out";
    }

    private static @Nullable String origin(@Nullable CostAssumptions cost) {
        return cost == null ? null : cost.source() + " of " + cost.asOf();
    }

    private void surroundings(Provenance a, Provenance b) {
        add("harness version", a.harnessVersion(), b.harnessVersion());
        add("threads", a.model().threads(), b.model().threads());
        add("operating system", a.machine().os(), b.machine().os());
        add("processor", a.machine().cpu(), b.machine().cpu());
        add("cores", a.machine().cores(), b.machine().cores());
        add("memory MiB", a.machine().memoryMb(), b.machine().memoryMb());
        add("Java", a.machine().jvm(), b.machine().jvm());
    }

    private void add(String field, @Nullable Object a, @Nullable Object b) {
        if (!Objects.equals(a, b)) {
            changes.add(new ProvenanceChange(field, text(a), text(b)));
        }
    }

    private void digest(String field, String a, String b) {
        if (!a.equals(b)) {
            add(field, shortened(a), shortened(b));
        }
    }

    /** Lines that only one side has, as often as it has them more; where they stand is not looked at. */
    private void lines(String field, @Nullable String a, @Nullable String b) {
        String first = Objects.requireNonNullElse(a, "");
        String second = Objects.requireNonNullElse(b, "");
        if (!first.equals(second)) {
            changes.add(new ProvenanceChange(field, surplus(first, second), surplus(second, first)));
        }
    }

    private static @Nullable String surplus(String own, String other) {
        Map<String, Integer> there = new HashMap<>();
        other.lines().forEach(line -> there.merge(line.strip(), 1, Integer::sum));
        List<String> only = own.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && there.merge(line, -1, Integer::sum) < 0)
                .toList();
        String shown = only.stream().limit(LINES).collect(Collectors.joining("\n"));
        int rest = only.size() - LINES;
        return only.isEmpty() ? null : rest > 0 ? shown + "\n… and " + rest + " more lines" : shown;
    }

    /** The first example's messages of each mode, of its first adapter. */
    private static Map<String, String> prompts(Provenance provenance) {
        Map<String, String> prompts = new LinkedHashMap<>();
        provenance
                .modes()
                .forEach(mode -> prompts.putIfAbsent(
                        mode.facts().mode().mode(),
                        mode.prompt().stream()
                                .map(turn -> turn.role() + ": " + turn.text())
                                .collect(Collectors.joining("\n"))));
        return prompts;
    }

    private static String firstExample(Provenance provenance) {
        return provenance.selection().examples().stream()
                .map(Provenance.Sample::id)
                .findFirst()
                .orElse("");
    }

    private static String technique(ModeNumbers mode) {
        return mode.scores().adapters().iterator().next().technique();
    }

    private static @Nullable String adapters(ModeNumbers mode) {
        String adapters = mode.scores().adapters().stream()
                .flatMap(adapter -> adapter(adapter.adapterSeed(), adapter.adapterDigest()))
                .collect(Collectors.joining("; "));
        return adapters.isEmpty() ? null : adapters;
    }

    private static Stream<String> adapter(@Nullable Long seed, @Nullable String digest) {
        return digest == null
                ? Stream.empty()
                : Stream.of((seed == null ? "" : "seed " + seed + ", ") + "digest " + shortened(digest));
    }

    private static String shortened(String digest) {
        return digest.substring(0, Math.min(DIGEST_DIGITS, digest.length()));
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }
}
