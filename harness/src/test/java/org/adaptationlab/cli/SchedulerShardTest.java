package org.adaptationlab.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.adaptationlab.dataset.Shard;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchedulerShardTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0, 4, 1, 1/4",
        "3, 0, 4, 1, 4/4",
        "1, 1, 4, 1, 1/4",
        "4, 1, 4, 1, 4/4",
        "12, 0, 4, 4, 4/4",
        "7, 3, 3, 2, 3/3"
    })
    void aSlurmTaskIsTheShardOfItsPlaceInTheArray(int id, int first, int tasks, int step, String shard)
            throws SchedulerShard.NotNamed {
        SchedulerShard found = SchedulerShard.of(slurm(id, first, tasks, step), null);

        assertThat(found.shard().index() + "/" + found.shard().count()).isEqualTo(shard);
        assertThat(found.source()).startsWith("SLURM_ARRAY_TASK_ID=" + id);
    }

    @ParameterizedTest
    @CsvSource({
        "3, 3, 1, 1, , the array has 1 task",
        "3, 3, 1, 1, 4, 'the array has 1 task, not 4'",
        "3, 0, 8, 1, 4, 'the array has 8 tasks, not 4'",
        "7, 1, 3, 1, , the tasks of the array are not numbered one after the other",
        "6, 1, 3, 2, , the tasks of the array are not numbered one after the other",
        "0, 1, 3, 1, , the tasks of the array are not numbered one after the other"
    })
    void anArrayThatDoesNotTellThePlaceIsRefused(
            int id, int first, int tasks, int step, @Nullable Integer count, String why) {
        assertThatThrownBy(() -> SchedulerShard.of(slurm(id, first, tasks, step), count))
                .hasMessageStartingWith(why)
                .hasMessageEndingWith("; say it yourself: --shard I/N");
    }

    @Test
    void aPodOfAnIndexedJobIsTheShardAfterItsIndex() throws SchedulerShard.NotNamed {
        assertThat(SchedulerShard.of(Map.of("JOB_COMPLETION_INDEX", "0"), 4).shard())
                .isEqualTo(new Shard(1, 4));
        assertThat(SchedulerShard.of(Map.of("JOB_COMPLETION_INDEX", "3"), 4).shard())
                .isEqualTo(new Shard(4, 4));
    }

    @Test
    void whatIsMissingOrAmbiguousIsSaid() {
        assertThatThrownBy(() -> SchedulerShard.of(Map.of("JOB_COMPLETION_INDEX", "0"), null))
                .hasMessageContaining("does not tell how many there are: --shard auto/N");
        assertThatThrownBy(() -> SchedulerShard.of(Map.of("JOB_COMPLETION_INDEX", "4"), 4))
                .hasMessageContaining("of 4 shards the last has 3");
        assertThatThrownBy(() -> SchedulerShard.of(Map.of("JOB_COMPLETION_INDEX", "first"), 4))
                .hasMessageContaining("\"first\"");
        assertThatThrownBy(() -> SchedulerShard.of(Map.of(), 4)).hasMessageStartingWith("neither");
        assertThatThrownBy(() -> SchedulerShard.of(Map.of("SLURM_ARRAY_TASK_ID", "1"), 4))
                .hasMessageContaining("SLURM_ARRAY_TASK_MIN is not set");
        assertThatThrownBy(() -> SchedulerShard.of(Map.of("JOB_COMPLETION_INDEX", "0", "SLURM_ARRAY_TASK_ID", "1"), 4))
                .hasMessageStartingWith("both");
    }

    private static Map<String, String> slurm(int id, int first, int tasks, int step) {
        return Map.of(
                "SLURM_ARRAY_TASK_ID", "" + id,
                "SLURM_ARRAY_TASK_MIN", "" + first,
                "SLURM_ARRAY_TASK_COUNT", "" + tasks,
                "SLURM_ARRAY_TASK_STEP", "" + step);
    }
}
