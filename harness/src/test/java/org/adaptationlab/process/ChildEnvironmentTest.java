package org.adaptationlab.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChildEnvironmentTest {

    private static Map<String, String> stripped(String... names) {
        Map<String, String> environment = new TreeMap<>();
        for (String name : names) {
            environment.put(name, "x");
        }
        ChildEnvironment.strip(environment);
        return environment;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "OPENAI_API_KEY",
                "LAB_OPENAI_API_KEY",
                "API_KEY",
                "HF_TOKEN",
                "GITHUB_TOKEN",
                "CI_JOB_TOKEN_OLD",
                "CLIENT_SECRET",
                "DB_PASSWORD",
                "db_password",
                "PGPASSWORD",
                "MYSQL_PASSWD",
                "APPLICATION_CREDENTIALS",
                "AWS_ACCESS_KEY_ID",
                "AWS_PROFILE",
                "AZURE_CLIENT_ID",
                "GOOGLE_CLOUD_PROJECT"
            })
    void takesSecretsOut(String name) {
        assertThat(stripped(name)).isEmpty();
    }

    @Test
    void leavesTheRest() {
        String[] names = {
            "HOME",
            "HTTPS_PROXY",
            "JAVA_HOME",
            "LANG",
            "LD_LIBRARY_PATH",
            "LLAMA_ARG_N_GPU_LAYERS",
            "OMP_NUM_THREADS",
            "PATH",
            "TOKENIZERS_PARALLELISM",
            "XDG_CACHE_HOME",
            "no_proxy"
        };

        assertThat(stripped(names)).containsOnlyKeys(names);
    }
}
