package org.adaptationlab.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.adaptationlab.problem.LabDefinitionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabCatalogueTest {

    @TempDir
    private Path root;

    private LabCatalogue catalogue;

    @BeforeEach
    void makeLabs() throws IOException {
        for (String lab : List.of("here/labs/tickets", "here/labs/empty", "there/labs/tickets", "there/labs/orders")) {
            Files.createDirectories(root.resolve(lab));
        }
        for (String lab : List.of("here/labs/tickets", "there/labs/tickets", "there/labs/orders")) {
            Files.writeString(root.resolve(lab).resolve("lab.yaml"), "");
        }
        catalogue = new LabCatalogue(List.of(root.resolve("here"), root.resolve("there"), root.resolve("nowhere")));
    }

    @Test
    void listsFoldersWithALabFileOnceAndSorted() {
        assertThat(catalogue.labs()).containsOnlyKeys("orders", "tickets");
        assertThat(catalogue.labs().get("tickets")).isEqualTo(root.resolve("here/labs/tickets/lab.yaml"));
    }

    @Test
    void findsByNameByFolderAndByFile() {
        Path orders = root.resolve("there/labs/orders/lab.yaml");

        assertThat(catalogue.find("orders", root)).isEqualTo(orders);
        assertThat(catalogue.find("there/labs/orders", root)).isEqualTo(orders);
        assertThat(catalogue.find("there/labs/../labs/orders/lab.yaml", root)).isEqualTo(orders);
        assertThat(catalogue.find(orders.toString(), Path.of(""))).isEqualTo(orders);
    }

    @Test
    void namesTheNearestLabAndAllOthers() {
        assertThatThrownBy(() -> catalogue.find("ticket", root))
                .isInstanceOf(LabDefinitionException.class)
                .hasMessage("no lab \"ticket\"; labs: orders, tickets; the path of a lab.yaml or its folder is allowed"
                        + " too; did you mean \"tickets\"?");
        assertThatThrownBy(() -> catalogue.find("a\0b", root)).isInstanceOf(LabDefinitionException.class);
    }

    @Test
    void saysWhereItLookedWhenThereIsNoLab() {
        assertThatThrownBy(() -> new LabCatalogue(List.of(root)).find("x", root))
                .hasMessageContaining("there is no lab under " + root.resolve("labs"));
    }
}
