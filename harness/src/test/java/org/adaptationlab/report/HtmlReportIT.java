package org.adaptationlab.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.adaptationlab.guard.Guard;
import org.adaptationlab.guard.GuardResult;
import org.adaptationlab.result.RunFixture;
import org.adaptationlab.result.RunResults;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The report as a browser shows it. Set {@code report.shots} to a folder to get pictures of it. */
class HtmlReportIT {

    private static final String VISIBLE = "[...document.querySelectorAll('#list > li')].filter(e => !e.hidden).length";

    private static final String PRINTED =
            "[...document.querySelectorAll('#list > li')].filter(e => getComputedStyle(e).display !== 'none').length";
    private static final String PAPER =
            "[...document.querySelectorAll('.paper')].filter(e => e.checkVisibility()).map(e => e.textContent).join()";

    @TempDir
    private static Path scratch;

    private static HeadlessBrowser browser;
    private static Path tickets;
    private static Path hostile;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        browser = HeadlessBrowser.start(scratch);
        tickets = report("tickets.html", RunFixture.tickets());
        hostile = report("hostile.html", HostileRun.results());
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
        }
    }

    @Test
    void opensWithoutAComplaintOfTheBrowser() throws Exception {
        browser.show(1280, 800, "light");
        browser.open(tickets);

        assertThat(browser.evaluate("document.title").asText())
                .isEqualTo("Support-ticket triage: prompt, RAG or LoRA?");
        assertThat(browser.complaints()).isEmpty();
        picture("desktop");
    }

    @Test
    void answersTheThreeQuestionsOnTheFirstScreen() throws Exception {
        browser.show(1280, 800, "light");
        browser.open(tickets);

        assertThat(browser.evaluate("[...document.querySelectorAll('.advice h2')].map(e => e.textContent).join()")
                        .asText())
                .isEqualTo("What should I do?,How sure is that?,What would change it?");
        assertThat(browser.evaluate("document.querySelector('table.modes').getBoundingClientRect().bottom")
                        .asDouble())
                .isLessThan(800);
    }

    @Test
    void answersThemOnAPhonesFirstScreenToo() throws Exception {
        browser.show(360, 740, "light");
        browser.open(tickets);

        assertThat(browser.evaluate("document.querySelector('.advice').getBoundingClientRect().bottom")
                        .asDouble())
                .isLessThan(740);
    }

    @Test
    void saysBesideTimesThatTheyAreNotClaimed() throws Exception {
        GuardResult busy = Guard.MACHINE_LOAD.found(
                GuardResult.Status.WARN, "while nothing was asked, up to 80 % of the processors were busy");
        Path doubtful = report("doubtful.html", RunFixture.tickets().withGuards(List.of(busy)));
        browser.show(1280, 800, "light");
        browser.open(doubtful);

        assertThat(browser.evaluate("document.querySelector('.modes .doubt').textContent")
                        .asText())
                .isEqualTo("not claimed");
        assertThat(browser.evaluate("document.querySelector('table.modes').getBoundingClientRect().bottom")
                        .asDouble())
                .isLessThan(800);
        picture("doubtful");
    }

    @ParameterizedTest
    @CsvSource({"360, 740, light", "360, 740, dark", "1280, 800, dark", "320, 256, light"})
    void neverScrollsSideways(int width, int height, String scheme) throws Exception {
        browser.show(width, height, scheme);
        browser.open(tickets);

        picture(width + "-" + scheme);
        assertThat(tooWide()).isEmpty();
    }

    @Test
    void filtersTheExamples() throws Exception {
        browser.show(1280, 800, "light");
        browser.open(tickets);
        assertThat(visible()).isEqualTo(120);

        choose("slice", "terse");
        assertThat(visible()).isEqualTo(25);
        choose("slice", "");
        choose("mode", "4");
        choose("state", "right");
        assertThat(visible()).as("lora is right on").isEqualTo(89);
        choose("state", "wrong");
        assertThat(visible()).isEqualTo(31);
        choose("state", "gained");
        assertThat(visible()).as("as in the paired table").isEqualTo(70);
        choose("state", "lost");
        assertThat(visible()).isEqualTo(7);
        choose("mode", "2");
        choose("state", "none");
        assertThat(visible()).as("the call that failed").isEqualTo(1);
        browser.evaluate("document.querySelector('#filters button').click()");
        choose("text", "PARCEL NO. 1003");
        assertThat(visible()).isEqualTo(1);
        assertThat(browser.evaluate("document.getElementById('shown').textContent")
                        .asText())
                .isEqualTo("1 of 120 shown");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void listsTheExamplesWithoutScripts() throws Exception {
        browser.show(1280, 800, "light");
        browser.allowScripts(false);
        browser.open(tickets);
        browser.allowScripts(true);

        assertThat(visible()).isEqualTo(120);
        assertThat(browser.evaluate("getComputedStyle(document.getElementById('filters')).display")
                        .asText())
                .isEqualTo("none");
    }

    @Test
    void letsNothingOfAHostileRunHappen() throws Exception {
        browser.show(360, 740, "light");
        browser.open(hostile);

        assertThat(browser.evaluate("typeof window.pwned").asText()).isEqualTo("undefined");
        assertThat(browser.evaluate("document.querySelectorAll('script').length")
                        .asInt())
                .isEqualTo(1);
        assertThat(browser.evaluate("document.querySelectorAll('img, iframe, base, link, animate, [onload], [onerror],"
                                + " [onfocus], [onmouseover]').length")
                        .asInt())
                .isZero();
        assertThat(browser.evaluate("location.protocol").asText()).isEqualTo("file:");
        assertThat(browser.evaluate("document.body.textContent.includes('5929')")
                        .asBoolean())
                .as("no template was evaluated")
                .isFalse();
        assertThat(tooWide()).isEmpty();
        assertThat(visible()).isEqualTo(HostileRun.TEXTS.size() + 1);
        assertThat(Files.size(hostile)).isLessThan(500_000);
        assertThat(browser.complaints()).isEmpty();
        picture("hostile");
    }

    @Test
    void printsAsManyExamplesAsItSays() throws Exception {
        browser.show(1280, 800, "light");
        browser.open(tickets);
        assertThat(browser.evaluate(PAPER).asText()).as("on a screen").isEmpty();

        browser.showOnPaper();
        assertThat(browser.evaluate(PRINTED).asInt()).isEqualTo(24);
        assertThat(browser.evaluate(PAPER).asText()).contains("at most 24 of 120 examples");

        choose("mode", "4");
        choose("state", "wrong");
        assertThat(browser.evaluate(PRINTED).asInt())
                .as("of the 31 that the filters show")
                .isEqualTo(24);
        choose("state", "right");
        choose("slice", "terse");
        assertThat(browser.evaluate(PRINTED).asInt())
                .as("all of the few that the filters show, wherever in the list they stand")
                .isEqualTo(visible())
                .isLessThan(24);
    }

    @Test
    void canBePrinted() throws Exception {
        browser.show(1280, 800, "dark");
        browser.open(tickets);

        byte[] pdf = browser.print();

        assertThat(new String(pdf, 0, 5, StandardCharsets.US_ASCII)).isEqualTo("%PDF-");
        keep("print.pdf", pdf);
    }

    private static int visible() throws IOException, InterruptedException {
        return browser.evaluate(VISIBLE).asInt();
    }

    private static void choose(String field, String value) throws IOException, InterruptedException {
        browser.evaluate("(() => { const field = document.getElementById('filters').elements['" + field
                + "']; field.value = '" + value + "'; field.dispatchEvent(new Event('input', {bubbles: true})); })()");
    }

    /** Elements that make the page scroll sideways. */
    private static String tooWide() throws IOException, InterruptedException {
        return browser.evaluate("""
                        document.documentElement.scrollWidth <= innerWidth ? '' : [...document.querySelectorAll('main *')]
                          .filter(e => e.getBoundingClientRect().right > innerWidth && !e.closest('.wide *'))
                          .map(e => e.tagName + '.' + e.getAttribute('class')).join(' ')
                        """).asText();
    }

    private static Path report(String name, RunResults results) throws IOException {
        return report(scratch.resolve(name), results);
    }

    static Path report(Path file, RunResults results) throws IOException {
        try (Writer out = Files.newBufferedWriter(file)) {
            new HtmlReport().write(results, out);
        }
        return file;
    }

    private static void picture(String name) throws IOException, InterruptedException {
        keep(name + ".png", browser.screenshot());
    }

    private static void keep(String name, byte[] content) throws IOException {
        String folder = System.getProperty("report.shots");
        if (folder != null) {
            Files.write(Files.createDirectories(Path.of(folder)).resolve(name), content);
        }
    }
}
