package org.adaptationlab.lab;

import java.util.List;
import org.adaptationlab.file.YamlSection;
import org.jspecify.annotations.Nullable;

/** Reads {@code slo} and {@code requests-per-hour} of a lab file. */
final class ServiceGoalReader {

    /** Keys of the lab file that are read here. */
    static final String LIMITS = "slo";

    static final String VOLUME = "requests-per-hour";

    private static final List<String> TIMES = List.of("ttft-ms-p95", "tpot-ms-p95", "total-ms-p95");
    private static final String FAILED = "failed-share";
    private static final double LEAST_MS = 0.001;
    private static final double MOST_MS = 1e8;
    private static final double LEAST_VOLUME = 0.01;
    private static final double MOST_VOLUME = 1e9;

    private ServiceGoalReader() {}

    /** The goal; what is wrong is reported. */
    static ServiceGoal read(YamlSection top) {
        return new ServiceGoal(
                top.section(LIMITS).map(ServiceGoalReader::limits).orElse(null),
                number(top, VOLUME, LEAST_VOLUME, MOST_VOLUME));
    }

    private static ServiceLimits limits(YamlSection slo) {
        slo.allow(List.of(TIMES.get(0), TIMES.get(1), TIMES.get(2), FAILED));
        if (slo.keys().isEmpty()) {
            slo.report(
                    TIMES.get(0), "is missing: slo names at least one of " + String.join(", ", TIMES) + ", " + FAILED);
        }
        return new ServiceLimits(
                number(slo, TIMES.get(0), LEAST_MS, MOST_MS),
                number(slo, TIMES.get(1), LEAST_MS, MOST_MS),
                number(slo, TIMES.get(2), LEAST_MS, MOST_MS),
                slo.number(FAILED, ServiceLimits.USUAL_FAILED_SHARE, 0, 1));
    }

    private static @Nullable Double number(YamlSection section, String key, double least, double most) {
        return section.has(key) ? Double.valueOf(section.number(key, most, least, most)) : null;
    }
}
