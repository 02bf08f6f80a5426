package org.adaptationlab;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.GeneralCodingRules;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntBiFunction;
import org.adaptationlab.process.ParentLink;

/** Holds the direction of imports and the house rules that are about dependencies. */
@AnalyzeClasses(packages = "org.adaptationlab", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    /** From left to right; a package may import those left of it. ARCHITECTURE.md shows the same order. */
    static final List<String> PACKAGES = List.of(
            "problem",
            "file",
            "process",
            "statistics",
            "gguf",
            "lab",
            "dataset",
            "model",
            "train",
            "adapt",
            "score",
            "cost",
            "guard",
            "decide",
            "result",
            "run",
            "report",
            "tune",
            "compare",
            "cli");

    /** The rooms of a package in the same way; "" is the package itself. */
    static final Map<String, List<String>> ROOMS = Map.of(
            "dataset", List.of("document", "source", "sense", ""),
            "train", List.of("job", "harness", "encoder", "peft", ""),
            "result", List.of("record", "journal", "summary", "load", "csv", ""),
            "run",
                    List.of(
                            "plan",
                            "environment",
                            "prompt",
                            "adapter",
                            "guard",
                            "record",
                            "loop",
                            "load",
                            "start",
                            "export",
                            "preview",
                            "check",
                            "merge",
                            ""),
            "report", List.of("words", "table", "chart", "html", ""),
            "cli", List.of("console", ""),
            "compare", List.of("side", "finding", "number", "gate", "format", ""));

    private static final String BASE = "org.adaptationlab.";

    @ArchTest
    static final ArchRule importsPointLeft = classes().should(importOnlyPackagesToTheLeft());

    @ArchTest
    static final ArchRule importsPointLeftWithinAPackage = classes().should(importOnlyRoomsToTheLeft());

    @ArchTest
    static final ArchRule noCycles =
            slices().matching("org.adaptationlab.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule langChain4jOnlyAtTheModelAndTheRetriever = noClasses()
            .that()
            .resideOutsideOfPackages("..model..", "..adapt..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.langchain4j..");

    @ArchTest
    static final ArchRule djlOnlyInTrain = noClasses()
            .that()
            .resideOutsideOfPackages("..train..", "..model.embedding..") // there its tokenizers, without tensors
            .should()
            .dependOnClassesThat()
            .resideInAPackage("ai.djl..");

    @ArchTest
    static final ArchRule picocliOnlyInCli = noClasses()
            .that()
            .resideOutsideOfPackage("..cli..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("picocli..");

    @ArchTest
    static final ArchRule llamaBindingOnlyInTheEmbeddedRuntime = noClasses()
            .that()
            .resideOutsideOfPackage("..model.embedded..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("de.kherud..");

    @ArchTest
    static final ArchRule linearModelsOnlyWhereModesAnswer = noClasses()
            .that()
            .resideOutsideOfPackage("..adapt..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("de.bwaldvogel..");

    @ArchTest
    static final ArchRule htmlIsReadOnlyAsData = noClasses()
            .that()
            .resideOutsideOfPackage("..dataset..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.jsoup..");

    @ArchTest
    static final ArchRule officeFilesAreReadOnlyAsData = noClasses()
            .that()
            .resideOutsideOfPackage("..dataset..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.pdfbox..", "org.apache.fontbox..", "org.apache.poi..");

    @ArchTest
    static final ArchRule standardStreamsOnlyInCliAndBetweenProcesses = noClasses()
            .that()
            .resideOutsideOfPackage("..cli..")
            .and()
            .doNotBelongToAnyOf(ParentLink.class)
            .should(ACCESS_STANDARD_STREAMS);

    @ArchTest
    static final ArchRule noGenericExceptions = GeneralCodingRules.NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS;

    @ArchTest
    static final ArchRule noDrawers = noClasses()
            .should()
            .resideInAnyPackage("..util..", "..common..", "..core..", "..impl..", "..manager..", "..helper..");

    private static ArchCondition<JavaClass> importOnlyPackagesToTheLeft() {
        return new PointLeft("import only packages to their left", ArchitectureTest::packageOrder);
    }

    private static ArchCondition<JavaClass> importOnlyRoomsToTheLeft() {
        return new PointLeft("import only rooms to their left", ArchitectureTest::roomOrder);
    }

    private static int packageOrder(JavaClass type, JavaClass other) {
        return place(PACKAGES, topPackage(other), other) - place(PACKAGES, topPackage(type), type);
    }

    /** 0 for classes of two packages, and of one whose rooms are in no order. */
    private static int roomOrder(JavaClass type, JavaClass other) {
        List<String> rooms = ROOMS.get(topPackage(type));
        return rooms == null || !topPackage(type).equals(topPackage(other))
                ? 0
                : place(rooms, room(other), other) - place(rooms, room(type), type);
    }

    private static int place(List<String> order, String name, JavaClass type) {
        int place = order.indexOf(name);
        if (place < 0) {
            throw new IllegalStateException(type.getName() + " is in a package that this test does not know");
        }
        return place;
    }

    private static String topPackage(JavaClass type) {
        String rest = relative(type);
        int dot = rest.indexOf('.');
        return dot < 0 ? rest : rest.substring(0, dot);
    }

    private static String room(JavaClass type) {
        String rest = relative(type);
        int dot = rest.indexOf('.');
        return dot < 0 ? "" : rest.substring(dot + 1);
    }

    private static String relative(JavaClass type) {
        return type.getPackageName().substring(Math.min(type.getPackageName().length(), BASE.length()));
    }

    /** Holds where nothing a class depends on comes after it in an order. */
    private static final class PointLeft extends ArchCondition<JavaClass> {

        private final ToIntBiFunction<JavaClass, JavaClass> order;

        PointLeft(String description, ToIntBiFunction<JavaClass, JavaClass> order) {
            super(description);
            this.order = order;
        }

        @Override
        public void check(JavaClass type, ConditionEvents events) {
            type.getDirectDependenciesFromSelf().stream()
                    .filter(dependency -> dependency.getTargetClass().getName().startsWith(BASE))
                    .filter(dependency -> order.applyAsInt(type, dependency.getTargetClass()) > 0)
                    .forEach(
                            dependency -> events.add(SimpleConditionEvent.violated(type, dependency.getDescription())));
        }
    }
}
