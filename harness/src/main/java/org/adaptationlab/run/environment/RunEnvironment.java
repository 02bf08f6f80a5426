package org.adaptationlab.run.environment;

import java.time.InstantSource;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.adaptationlab.adapt.PassageIndexStore;
import org.adaptationlab.cost.CostAssumptions;
import org.adaptationlab.model.ModelRuntime;

/**
 * What a run works with, made by the caller: nothing here decides what is measured.
 *
 * @param runtime what runs the model; the caller closes it
 * @param adapters trains and imports adapters
 * @param indexes builds passage indexes
 * @param nanoClock monotonic clock, nanoseconds
 * @param stopRequested whether the user wants to stop; asked after every call
 * @param load tells how busy the machine is with other things
 * @param cost what cost figures rest on
 * @param harnessVersion version of Adaptation Lab, for run.json
 */
public record RunEnvironment(
        ModelRuntime runtime,
        AdapterMaker adapters,
        PassageIndexStore indexes,
        InstantSource time,
        LongSupplier nanoClock,
        BooleanSupplier stopRequested,
        LoadSampler load,
        CostAssumptions cost,
        String harnessVersion,
        RunListener listener) {}
