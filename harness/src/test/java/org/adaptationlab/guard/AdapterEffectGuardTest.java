package org.adaptationlab.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.adaptationlab.guard.GuardResult.Status;
import org.junit.jupiter.api.Test;

class AdapterEffectGuardTest {

    @Test
    void oneOtherAnswerIsEnough() {
        assertThat(AdapterEffectGuard.judge("lora", 3, 4, List.of(2.0, 0.1)))
                .isEqualTo(new GuardResult(
                        "adapter-effect",
                        Status.PASS,
                        "lora: 3 of 4 probe answers are the same with and without the adapter"));
    }

    @Test
    void theSameAnswersWarnAndStopWhereOurTrainingLoweredTheLoss() {
        assertThat(AdapterEffectGuard.judge("lora", 4, 4, List.of()).status()).isEqualTo(Status.WARN);
        assertThat(AdapterEffectGuard.judge("lora", 4, 4, List.of(2.0)).status())
                .isEqualTo(Status.WARN);
        assertThat(AdapterEffectGuard.judge("lora", 4, 4, List.of(2.0, 1.9)).status())
                .isEqualTo(Status.WARN);
        assertThat(AdapterEffectGuard.judge("lora", 4, 4, List.of(2.0, 2.5)).status())
                .isEqualTo(Status.WARN);
        GuardResult stop = AdapterEffectGuard.judge("lora", 4, 4, List.of(2.0, 1.0, 0.25));
        assertThat(stop.status()).isEqualTo(Status.STOP);
        assertThat(stop.detail()).contains("from 2.000 to 0.250: the runtime does not apply it");
    }

    @Test
    void zeroMatricesStop() {
        assertThat(AdapterEffectGuard.zero("lora").status()).isEqualTo(Status.STOP);
    }
}
