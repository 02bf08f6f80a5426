package org.adaptationlab.report.words;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.adaptationlab.lab.ServerSettings;
import org.adaptationlab.result.record.ModeFacts;
import org.adaptationlab.result.record.Provenance;
import org.adaptationlab.result.record.Requests;

/** How adapters reached the server, and how the server was asked. */
final class RequestNotes {

    private RequestNotes() {}

    /** By title, only what there is something to say of. */
    static Map<String, String> facts(Provenance provenance) {
        Map<String, String> facts = new LinkedHashMap<>();
        String adapters = provenance.facts().stream()
                .filter(mode -> mode.delivery() != null)
                .collect(Collectors.groupingBy(
                        RequestNotes::way,
                        LinkedHashMap::new,
                        Collectors.mapping(
                                mode -> mode.mode().mode(),
                                Collectors.collectingAndThen(Collectors.toList(), RequestNotes::once))))
                .entrySet()
                .stream()
                .map(entry -> entry.getValue() + " " + entry.getKey())
                .collect(Collectors.joining("; "));
        if (!adapters.isEmpty()) {
            facts.put("adapters", adapters);
        }
        Requests requests = provenance.requests();
        String asked = requests == null ? "" : asked(requests);
        if (!asked.isEmpty()) {
            facts.put("server", asked);
        }
        return facts;
    }

    private static String once(List<String> modes) {
        return modes.stream().distinct().collect(Collectors.joining(", "));
    }

    private static String way(ModeFacts mode) {
        return switch (String.valueOf(mode.delivery())) {
            case "applied" -> "applied: the server lays the adapter over the base";
            case "merged" -> "merged: the adapter was merged into the base, which the server has as whole weights";
            default -> "named: the server has the adapter";
        };
    }

    private static String asked(Requests requests) {
        List<String> parts = new ArrayList<>();
        if (requests.address() != null) {
            parts.add(requests.address());
        }
        if (!requests.notSet().isEmpty()) {
            parts.add("could not be set, so that its own defaults counted: " + String.join(", ", requests.notSet()));
        }
        parts.addAll(requests.leftOut());
        ServerSettings settings = requests.settings();
        if (!settings.equals(ServerSettings.NONE)) {
            parts.add("asked as the lab says under server: "
                    + (settings.omit().isEmpty() ? "" : "without " + String.join(", ", settings.omit()) + " ")
                    + (settings.mergeSystem() ? "system text in the first user turn " : "")
                    + (settings.tokenLimit() == null ? "" : "token limit as " + settings.tokenLimit() + " ")
                    + (settings.extra().equals("{}") ? "" : "with " + settings.extra()));
        }
        return parts.stream().map(String::strip).collect(Collectors.joining("; "));
    }
}
