package org.adaptationlab.cli;

import java.util.Map;
import java.util.Optional;
import org.adaptationlab.dataset.Shard;
import org.jspecify.annotations.Nullable;

/**
 * The shard that a scheduler's variables name: those of a Slurm job array or of a Kubernetes Indexed Job.
 *
 * @param source the variables it was taken from, with their values
 */
record SchedulerShard(Shard shard, String source) {

    private static final String SLURM = "SLURM_ARRAY_TASK_ID";
    private static final String KUBERNETES = "JOB_COMPLETION_INDEX";

    /** The variables do not name a shard; the message says why and what to do. */
    static final class NotNamed extends Exception {

        private static final long serialVersionUID = 1L;

        NotNamed(String message) {
            super(message + "; say it yourself: --shard I/N");
        }
    }

    /**
     * The shard of this process.
     *
     * @param count of all shards where the user said it, else null; Kubernetes does not tell it
     * @throws NotNamed where the variables are missing, of two schedulers, or do not fit
     */
    static SchedulerShard of(Map<String, String> environment, @Nullable Integer count) throws NotNamed {
        boolean slurm = environment.containsKey(SLURM);
        boolean kubernetes = environment.containsKey(KUBERNETES);
        if (slurm && kubernetes) {
            throw new NotNamed("both " + SLURM + " and " + KUBERNETES + " are set, and only one can name the shard");
        }
        if (!slurm && !kubernetes) {
            throw new NotNamed("neither " + SLURM + " nor " + KUBERNETES + " is set, so no scheduler names the shard");
        }
        return slurm ? ofSlurm(environment, count) : ofKubernetes(environment, count);
    }

    /**
     * The task's place in the array. An array of fewer tasks than shards, such as one of a single task that is submitted
     * again, says nothing of the place in the first array.
     */
    private static SchedulerShard ofSlurm(Map<String, String> environment, @Nullable Integer count) throws NotNamed {
        int id = number(environment, SLURM);
        int first = number(environment, "SLURM_ARRAY_TASK_MIN");
        int tasks = number(environment, "SLURM_ARRAY_TASK_COUNT");
        int step = environment.containsKey("SLURM_ARRAY_TASK_STEP") ? number(environment, "SLURM_ARRAY_TASK_STEP") : 1;
        String source = SLURM + "=" + id + ", SLURM_ARRAY_TASK_MIN=" + first + " and SLURM_ARRAY_TASK_COUNT=" + tasks;
        if (count == null ? tasks < 2 : tasks != count) {
            throw new NotNamed("the array has " + tasks + (tasks == 1 ? " task" : " tasks")
                    + (count == null ? "" : ", not " + count) + " (" + source
                    + "), so its numbers do not tell which shard this is");
        }
        int place = step < 1 ? -1 : (id - first) / step;
        if (place < 0 || place >= tasks || first + place * step != id) {
            throw new NotNamed(
                    "the tasks of the array are not numbered one after the other (" + source + ", step " + step + ")");
        }
        return new SchedulerShard(new Shard(place + 1, tasks), source);
    }

    private static SchedulerShard ofKubernetes(Map<String, String> environment, @Nullable Integer count)
            throws NotNamed {
        int index = number(environment, KUBERNETES);
        if (count == null) {
            throw new NotNamed(KUBERNETES + " is " + index
                    + " but Kubernetes does not tell how many there are: --shard auto/N, N as in completions");
        }
        if (index >= count) {
            throw new NotNamed(KUBERNETES + " is " + index + ", and of " + count + " shards the last has " + (count - 1)
                    + ": N must be the completions of the job");
        }
        return new SchedulerShard(new Shard(index + 1, count), KUBERNETES + "=" + index);
    }

    private static int number(Map<String, String> environment, String name) throws NotNamed {
        String value = Optional.ofNullable(environment.get(name)).orElseThrow(() -> new NotNamed(name + " is not set"));
        if (!value.matches("\\d{1,9}")) {
            throw new NotNamed(name + " is \"" + value + "\", a whole number from 0 is needed");
        }
        return Integer.parseInt(value);
    }
}
