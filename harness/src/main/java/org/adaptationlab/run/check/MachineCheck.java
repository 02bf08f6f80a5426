package org.adaptationlab.run.check;

/**
 * One thing {@code lab doctor} looked at.
 *
 * @param mend what to do; empty where nothing is to be done
 */
public record MachineCheck(Verdict verdict, String subject, String found, String mend) {

    /** How it stands. */
    public enum Verdict {
        FINE("ok"),
        /** Only some labs or runtimes need it. */
        OPTIONAL("--"),
        MISSING("MISSING");

        private final String word;

        Verdict(String word) {
            this.word = word;
        }

        /** The word before what was found. */
        public String word() {
            return word;
        }
    }

    static MachineCheck fine(String subject, String found) {
        return new MachineCheck(Verdict.FINE, subject, found, "");
    }

    static MachineCheck optional(String subject, String found, String mend) {
        return new MachineCheck(Verdict.OPTIONAL, subject, found, mend);
    }

    static MachineCheck missing(String subject, String found, String mend) {
        return new MachineCheck(Verdict.MISSING, subject, found, mend);
    }
}
