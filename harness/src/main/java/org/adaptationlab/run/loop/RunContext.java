package org.adaptationlab.run.loop;

import org.adaptationlab.run.environment.RunEnvironment;
import org.adaptationlab.run.environment.TimeShares;
import org.adaptationlab.run.guard.RunChecks;
import org.adaptationlab.run.plan.RunPlan;
import org.adaptationlab.run.record.RunLog;

/**
 * What all parts of one run share.
 *
 * @param shares where its time goes
 * @param checks its guards
 * @param log what it has found out so far
 */
public record RunContext(RunPlan plan, RunEnvironment environment, TimeShares shares, RunChecks checks, RunLog log) {}
