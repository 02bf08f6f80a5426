package org.adaptationlab.cli;

/**
 * One thing {@code lab doctor} looked at.
 *
 * @param mend what to do; empty where nothing is to be done
 */
record MachineCheck(Verdict verdict, String subject, String found, String mend) {

    /** How it stands. */
    enum Verdict {
        FINE("ok"),
        /** Only some labs or runtimes need it. */
        OPTIONAL("--"),
        MISSING("MISSING");

        private final String word;

        Verdict(String word) {
            this.word = word;
        }

        String word() {
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
