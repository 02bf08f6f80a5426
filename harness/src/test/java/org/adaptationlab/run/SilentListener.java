package org.adaptationlab.run;

import org.adaptationlab.run.environment.RunListener;

/** Hears everything and says nothing. */
public final class SilentListener implements RunListener {

    @Override
    public void stage(String what) {}

    @Override
    public void tried(String mode, String outcome) {}

    @Override
    public void warn(String what) {}

    @Override
    public void downloaded(String what, long bytes, long totalBytes) {}

    @Override
    public void trainingStep(int step, int steps, double loss) {}

    @Override
    public void embedded(int done, int before, int of) {}

    @Override
    public void answered(String mode, int done, int total, int right) {}

    @Override
    public void modeDone(String mode) {}
}
