package org.adaptationlab.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The system's files are made up; the machine has 900 of 1000 bytes free. */
class SystemMemoryTest {

    private static final SystemMemory MACHINE = new SystemMemory(900, 1000);

    @TempDir
    private Path root;

    @Test
    void isTheMachinesWhereNothingLimitsIt() throws IOException {
        assertThat(MACHINE.within(root)).isEqualTo(MACHINE);

        membership("0::/user.slice");
        group("sys/fs/cgroup/user.slice", "memory.max", "max", "memory.current", "100");
        assertThat(MACHINE.within(root)).isEqualTo(MACHINE);

        membership("4:memory:/");
        group("sys/fs/cgroup/memory", "memory.limit_in_bytes", "9223372036854771712", "memory.usage_in_bytes", "100");
        assertThat(MACHINE.within(root)).isEqualTo(MACHINE);
    }

    @Test
    void isWhatAContainerLeavesWithItsCachedFiles() throws IOException {
        membership("0::/");
        group("sys/fs/cgroup", "memory.max", "500", "memory.current", "300");
        stat("sys/fs/cgroup", "anon 250", "inactive_file 20", "active_file 5", "workingset_refault_file 7");

        assertThat(MACHINE.within(root)).isEqualTo(new SystemMemory(225, 500));
    }

    @Test
    void isTheLeastOfAllGroupsAbove() throws IOException {
        membership("0::/pod/inner");
        group("sys/fs/cgroup/pod", "memory.max", "400", "memory.current", "350");
        group("sys/fs/cgroup/pod/inner", "memory.max", "300", "memory.current", "100");

        assertThat(MACHINE.within(root)).isEqualTo(new SystemMemory(50, 300));
    }

    @Test
    void knowsTheFirstVersionOfControlGroupsToo() throws IOException {
        membership("5:cpu,cpuacct:/other", "4:hugetlb,memory:/box", "0::/");
        group("sys/fs/cgroup/memory/box", "memory.limit_in_bytes", "600", "memory.usage_in_bytes", "500");
        stat("sys/fs/cgroup/memory/box", "inactive_file 1", "total_inactive_file 30", "total_active_file 10");

        assertThat(MACHINE.within(root)).isEqualTo(new SystemMemory(140, 600));
    }

    @Test
    void looksAtTheTopWhereTheMembershipNamesAFolderOfTheHost() throws IOException {
        membership("4:memory:/docker/0123");
        group("sys/fs/cgroup/memory", "memory.limit_in_bytes", "700", "memory.usage_in_bytes", "650");

        assertThat(MACHINE.within(root)).isEqualTo(new SystemMemory(50, 700));
    }

    @Test
    void neverLeavesLessThanNothing() throws IOException {
        membership("0::/");
        group("sys/fs/cgroup", "memory.max", "500", "memory.current", "501");

        assertThat(MACHINE.within(root)).isEqualTo(new SystemMemory(0, 500));
    }

    @Test
    void findsThatOfThisMachine() {
        SystemMemory now = SystemMemory.now();

        assertThat(now.available()).isBetween(1L << 20, now.total());
        assertThat(SystemMemory.rssMb()).isBetween(20L, now.total() >> 20);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void thePeakIsNotBelowWhatIsResidentNow() {
        long now = SystemMemory.rssMb();

        assertThat(SystemMemory.peakRssMb().orElseThrow()).isGreaterThanOrEqualTo(now - 1);
    }

    private void membership(String... lines) throws IOException {
        write("proc/self/cgroup", lines);
    }

    private void group(String folder, String limitFile, String limit, String usageFile, String usage)
            throws IOException {
        write(folder + "/" + limitFile, limit);
        write(folder + "/" + usageFile, usage);
    }

    private void stat(String folder, String... lines) throws IOException {
        write(folder + "/memory.stat", lines);
    }

    private void write(String file, String... lines) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.write(path, List.of(lines));
    }
}
