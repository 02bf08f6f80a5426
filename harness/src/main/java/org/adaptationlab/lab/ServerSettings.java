package org.adaptationlab.lab;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a server wants to be asked where it differs from its protocol; the same for all modes.
 *
 * @param omit fields of a request that are left out; the options of Ollama's protocol count as fields
 * @param mergeSystem whether the system text goes before the first user turn, for models without a system role
 * @param tokenLimit name of the field that bounds the answer, null for the protocol's
 * @param extra further fields of a request, as a JSON object; objects are merged with those of the request
 */
public record ServerSettings(
        List<String> omit, boolean mergeSystem, @Nullable String tokenLimit, String extra) {

    /** Asked as its protocol says. */
    public static final ServerSettings NONE = new ServerSettings(List.of(), false, null, "{}");

    private static final ObjectMapper JSON = new ObjectMapper();

    public ServerSettings {
        omit = List.copyOf(omit);
        Objects.requireNonNull(extra, "extra");
    }

    /** A fresh copy of the further fields. */
    public ObjectNode extraFields() {
        try {
            return (ObjectNode) JSON.readTree(extra);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("written as JSON by the reader", e);
        }
    }
}
