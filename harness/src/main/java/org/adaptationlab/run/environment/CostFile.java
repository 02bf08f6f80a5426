package org.adaptationlab.run.environment;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.adaptationlab.cost.CostAssumptions;
import org.adaptationlab.cost.CostAssumptions.Hardware;
import org.adaptationlab.cost.CostAssumptions.TokenPrice;
import org.adaptationlab.file.Shipped;
import org.adaptationlab.file.Utf8File;
import org.adaptationlab.file.YamlFile;
import org.adaptationlab.file.YamlSection;
import org.adaptationlab.lab.AdapterSource;
import org.adaptationlab.lab.LabDefinition;
import org.adaptationlab.lab.ModeDefinition;
import org.adaptationlab.problem.LabDefinitionException;
import org.adaptationlab.problem.Problems;

/**
 * Reads what costs are counted with: {@code cost.yaml} beside the lab file, else the one in the lab's home, else the
 * shipped one. The first that exists counts as a whole; nothing is mixed.
 */
public final class CostFile {

    private static final String NAME = "cost.yaml";
    private static final double MOST_USD = 1e9;
    private static final double MOST_WATTS = 1e6;
    private static final double MOST_YEARS = 100;
    /** Machines that are never used, or worth nothing at once, have no price for a second. */
    private static final double LEAST = 0.001;

    private final YamlSection top;
    private final String source;

    /**
     * Who answers in a run.
     *
     * @param base the run's model
     * @param ofModes models of a server that have an adapter in them, by mode
     */
    public record Models(String base, Map<String, String> ofModes) {

        public Models {
            Objects.requireNonNull(base, "base");
            ofModes = Map.copyOf(ofModes);
        }

        /** Those of a lab. */
        public static Models of(String base, LabDefinition lab) {
            Map<String, String> ofModes = new LinkedHashMap<>();
            for (ModeDefinition mode : lab.modes()) {
                mode.adaptation()
                        .adapterSource()
                        .flatMap(AdapterSource::apiModel)
                        .ifPresent(name -> ofModes.put(mode.name(), name));
            }
            return new Models(base, ofModes);
        }
    }

    private CostFile(YamlSection top, String source) {
        this.top = top;
        this.source = source;
    }

    /**
     * The assumptions for a run.
     *
     * @param labFile the lab.yaml
     * @param labHome folder for what is kept between runs
     * @param models names of the models, to look up their prices where a closed API serves them
     * @throws LabDefinitionException with every problem of the file
     */
    public static CostAssumptions read(Path labFile, Path labHome, Models models) {
        Problems problems = new Problems();
        Optional<CostAssumptions> read = read(labFile, labHome, models, problems);
        problems.throwIfAny();
        return read.orElseThrow();
    }

    /** The same with what is wrong added to the problems; empty where it cannot be read at all. */
    public static Optional<CostAssumptions> read(Path labFile, Path labHome, Models models, Problems problems) {
        Optional<Path> own = Stream.of(labFile.resolveSibling(NAME), labHome.resolve(NAME))
                .filter(Files::exists)
                .findFirst();
        Path file = own.orElse(Path.of(NAME));
        String source = own.isPresent() ? file.toString() : NAME + CostAssumptions.SHIPPED;
        return (own.isPresent() ? Utf8File.read(file, problems) : Optional.of(Shipped.text(CostFile.class, NAME)))
                .flatMap(text -> YamlFile.parse(file, text, problems))
                .flatMap(top -> new CostFile(top, source).assumptions(models));
    }

    /** What is wrong is reported and ends the reading later; the fallbacks are never seen. */
    private Optional<CostAssumptions> assumptions(Models models) {
        top.allow(List.of("as-of", "hardware", "electricity-usd-per-kwh", "token-prices"));
        top.require("as-of", "hardware", "electricity-usd-per-kwh");
        String asOf = date(top);
        double electricity = top.number("electricity-usd-per-kwh", 0, 0, MOST_USD);
        Map<String, TokenPrice> prices =
                top.section("token-prices").map(CostFile::prices).orElse(Map.of());
        Map<String, TokenPrice> ofModes = new LinkedHashMap<>();
        models.ofModes().forEach((mode, model) -> {
            if (prices.containsKey(model)) {
                ofModes.put(mode, prices.get(model));
            }
        });
        return top.section("hardware")
                .map(machine -> new CostAssumptions(
                        source, asOf, hardware(machine), electricity, prices.get(models.base()), ofModes));
    }

    private static Hardware hardware(YamlSection machine) {
        String[] keys = {"price-usd", "life-years", "utilisation", "busy-watts", "idle-watts"};
        machine.allow(List.of(keys));
        machine.require(keys);
        return new Hardware(
                machine.number("price-usd", 0, 0, MOST_USD),
                machine.number("life-years", 1, LEAST, MOST_YEARS),
                machine.number("utilisation", 1, LEAST, 1),
                machine.number("busy-watts", 0, 0, MOST_WATTS),
                machine.number("idle-watts", 0, 0, MOST_WATTS));
    }

    /** By model; all entries are checked, whichever model runs. */
    private static Map<String, TokenPrice> prices(YamlSection section) {
        Map<String, TokenPrice> prices = new LinkedHashMap<>();
        for (String name : section.keys()) {
            section.section(name).ifPresent(entry -> prices.put(name, price(name, entry)));
        }
        return prices;
    }

    private static TokenPrice price(String name, YamlSection entry) {
        String[] keys = {"input-usd-per-million", "output-usd-per-million", "as-of"};
        entry.allow(List.of(keys[0], keys[1], keys[2], "source"));
        entry.require(keys);
        return new TokenPrice(
                name,
                entry.number(keys[0], 0, 0, MOST_USD),
                entry.number(keys[1], 0, 0, MOST_USD),
                date(entry),
                entry.text("source").orElse(null));
    }

    private static String date(YamlSection section) {
        String text = section.text("as-of").orElse("");
        try {
            return text.isEmpty() ? text : LocalDate.parse(text).toString();
        } catch (DateTimeException e) {
            section.report("as-of", "must be a date such as 2026-01-31, but is \"" + text + "\"");
            return text;
        }
    }
}
