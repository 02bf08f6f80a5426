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
                .isEqualTo("unsteady");
        assertThat(browser.evaluate("document.querySelector('table.modes').getBoundingClientRect().bottom")
                        .asDouble())
                .isLessThan(800);
        picture("doubtful");
    }

    @ParameterizedTest
    @CsvSource({"360, 740, light", "360, 740, dark", "1280, 800, dark"})
    void neverScrollsSidewaysAndStaysReadable(int width, int height, String scheme) throws Exception {
        browser.show(width, height, scheme);
        browser.open(tickets);

        picture(width + "-" + scheme);
        assertThat(tooWide()).isEmpty();
        assertThat(lowContrast()).as("contrast of text, WCAG AA").isEmpty();
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

    /** Elements whose text has a ratio of luminance below 4.5 to what is behind it, by WCAG 2.2. */
    private static String lowContrast() throws IOException, InterruptedException {
        return browser.evaluate("""
                        (() => {
                          const channel = c => (c /= 255) <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
                          const canvas = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
                          const rgb = color => {
                            canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = color; canvas.fillRect(0, 0, 1, 1);
                            return canvas.getImageData(0, 0, 1, 1).data;
                          };
                          const luminance = c => 0.2126 * channel(c[0]) + 0.7152 * channel(c[1]) + 0.0722 * channel(c[2]);
                          const behind = e => {
                            for (; e; e = e.parentElement) {
                              const c = rgb(getComputedStyle(e).backgroundColor);
                              if (c[3] > 250) return c;
                            }
                            return rgb('Canvas');
                          };
                          const low = [];
                          for (const e of document.querySelectorAll('main *, header *')) {
                            const text = [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim());
                            if (!text || e.closest('svg') || !e.checkVisibility()) continue;
                            const a = luminance(rgb(getComputedStyle(e).color)), b = luminance(behind(e));
                            const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
                            if (ratio < 4.5) low.push(e.tagName + '.' + e.className + ' ' + ratio.toFixed(2));
                          }
                          return low.join('; ');
                        })()
                        """).asText();
    }

    private static Path report(String name, RunResults results) throws IOException {
        Path file = scratch.resolve(name);
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
