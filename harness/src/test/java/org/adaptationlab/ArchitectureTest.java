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
import org.adaptationlab.process.ParentLink;

/** Holds the direction of imports and the house rules that are about dependencies. */
@AnalyzeClasses(packages = "org.adaptationlab", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    /** From left to right; a package may import those left of it. ARCHITECTURE.md shows the same order. */
    static final List<String> PACKAGES = List.of(
            "problem", "file", "process", "gguf", "lab", "dataset", "model", "train", "adapt", "measure", "result",
            "run", "report", "compare", "cli");

    private static final String BASE = "org.adaptationlab.";

    @ArchTest
    static final ArchRule importsPointLeft = classes().should(importOnlyPackagesToTheLeft());

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
            .resideOutsideOfPackage("..train..")
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
        return new ArchCondition<>("import only packages to their left") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                int from = PACKAGES.indexOf(topPackage(type));
                if (from < 0) {
                    events.add(SimpleConditionEvent.violated(type, type.getName() + " is in no known package"));
                }
                type.getDirectDependenciesFromSelf().stream()
                        .filter(dependency ->
                                dependency.getTargetClass().getName().startsWith(BASE))
                        .filter(dependency -> PACKAGES.indexOf(topPackage(dependency.getTargetClass())) > from)
                        .forEach(dependency ->
                                events.add(SimpleConditionEvent.violated(type, dependency.getDescription())));
            }
        };
    }

    private static String topPackage(JavaClass type) {
        String rest =
                type.getPackageName().substring(Math.min(type.getPackageName().length(), BASE.length()));
        int dot = rest.indexOf('.');
        return dot < 0 ? rest : rest.substring(0, dot);
    }
}
