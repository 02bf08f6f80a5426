package org.adaptationlab.result.journal;

import java.util.Objects;
import org.adaptationlab.result.record.ExampleResult;
import org.adaptationlab.result.record.ModeFacts;
import org.adaptationlab.result.record.Provenance;
import org.adaptationlab.result.record.RunPart;

/** One line of the journal. The name of its one component is the one key of its JSON. */
sealed interface JournalLine {

    /** What the first line is, and no other. */
    record Header(JournalHeader header) implements JournalLine {
        public Header {
            Objects.requireNonNull(header, "header");
        }
    }

    /** A finished example. */
    record Example(ExampleResult example) implements JournalLine {
        public Example {
            Objects.requireNonNull(example, "example");
        }
    }

    /** An example that was asked alone beside a run that asks many at once. */
    record Alone(ExampleResult alone) implements JournalLine {
        public Alone {
            Objects.requireNonNull(alone, "alone");
        }
    }

    /** What is known of a mode. */
    record Mode(ModeFacts mode) implements JournalLine {
        public Mode {
            Objects.requireNonNull(mode, "mode");
        }
    }

    /** The latency probe of a mode. */
    record Probe(Provenance.LatencyProbe probe) implements JournalLine {
        public Probe {
            Objects.requireNonNull(probe, "probe");
        }
    }

    /** Where the time of a part of the run went. */
    record Part(RunPart part) implements JournalLine {
        public Part {
            Objects.requireNonNull(part, "part");
        }
    }
}
