package org.adaptationlab.result.record;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * Where the harness ran, and the model too unless that was asked of another machine.
 *
 * @param cpu model name
 * @param cores logical processors
 * @param memoryMb physical memory in MiB
 * @param jvm name and version
 * @param client true where another machine served the model, of which nothing is known; else null
 */
public record Machine(
        String os,
        String cpu,
        int cores,
        long memoryMb,
        String jvm,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean client) {}
