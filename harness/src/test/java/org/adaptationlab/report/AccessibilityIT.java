package org.adaptationlab.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.adaptationlab.result.RunFixture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether people can read the pages who see little, no colours or nothing: WCAG 2.2, level AA. */
class AccessibilityIT {

    /** Colours as the browser works them out, and their ratio of luminance. */
    private static final String COLOURS = """
            const canvas = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
            const rgba = colour => {
              canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1);
              const data = canvas.getImageData(0, 0, 1, 1).data;
              return [data[0], data[1], data[2], data[3] / 255];
            };
            const over = (top, below) => [0, 1, 2].map(i => top[i] * top[3] + below[i] * (1 - top[3])).concat(1);
            const channel = c => (c /= 255) <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
            const luminance = c => 0.2126 * channel(c[0]) + 0.7152 * channel(c[1]) + 0.0722 * channel(c[2]);
            const contrast = (a, b) =>
              (Math.max(luminance(a), luminance(b)) + 0.05) / (Math.min(luminance(a), luminance(b)) + 0.05);
            const behind = e => {
              const layers = [];
              for (; e; e = e.parentElement) {
                layers.unshift(rgba(getComputedStyle(e).backgroundColor));
              }
              return layers.reduce((below, top) => over(top, below), rgba('Canvas'));
            };
            """;

    /** Every shade and colour of text that the style knows, also those that no example of this test has. */
    private static final String SHADES = """
            const add = (parent, tag, look) => {
              const e = document.createElement(tag);
              e.className = look; e.textContent = 'text'; parent.append(e); return e;
            };
            const main = document.querySelector('main');
            const heat = add(add(main, 'table', 'heat'), 'tr', '');
            for (let shade = 0; shade <= 9; shade++) {
              add(heat, 'td', 'h' + shade); add(heat, 'td', 'h' + shade + ' same');
            }
            const answers = add(add(main, 'section', ''), 'ul', 'answers');
            for (const state of ['right', 'wrong', 'none']) {
              const answer = add(answers, 'li', state);
              for (const look of ['mode', 'sign', 'text', 'output', 'read']) add(answer, 'span', look);
              add(answer, 'small', '');
            }
            const advice = add(add(main, 'div', 'advice'), 'div', 'todo');
            for (const look of ['stop', 'warn', 'pass']) add(add(advice, 'li', look), 'a', '').href = '#guards';
            for (const look of ['recommended', '']) {
              const cell = add(add(add(main, 'table', 'modes'), 'tr', look), 'td', '');
              for (const inner of ['tag', 'doubt', 'name']) add(cell, 'span', inner);
              add(cell, 'small', '');
            }
            document.querySelectorAll('details').forEach(e => e.open = true);
            """;

    @TempDir
    private static Path scratch;

    private static HeadlessBrowser browser;
    private static Path report;
    private static Path curve;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        browser = HeadlessBrowser.start(scratch);
        report = HtmlReportIT.report(scratch.resolve("tickets.html"), RunFixture.tickets());
        CurveFixture runs = CurveFixture.in(scratch);
        runs.write("5", Map.of("prompt", 0.2, "rag", 0.3, "nearest", 0.4, "lora", 0.2));
        runs.write("50", Map.of("prompt", 0.2, "rag", 0.3, "nearest", 0.6, "lora", 0.75));
        CurveReport.write(runs.folder());
        curve = runs.folder().file("curve.html");
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void givesTextOfEveryShadeEnoughContrast(String scheme) throws Exception {
        browser.show(1280, 800, scheme);
        for (Path page : List.of(report, curve)) {
            browser.open(page);

            assertThat(browser.evaluate("(() => {" + COLOURS + SHADES + """
                            const low = [];
                            for (const e of document.querySelectorAll('main *, header *, nav *')) {
                              const text = [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim());
                              if (!text || e.matches('title') || !e.checkVisibility()) continue;
                              const style = getComputedStyle(e);
                              const below = behind(e.closest('svg') ? e.closest('svg').parentElement : e);
                              const ratio = contrast(over(rgba(e.closest('svg') ? style.fill : style.color), below), below);
                              if (ratio < 4.5) {
                                low.push(e.tagName + '.' + e.getAttribute('class') + ' ' + ratio.toFixed(2));
                              }
                            }
                            return low.join('; ');
                            """ + "})()")
                            .asText())
                    .isEmpty();
        }
    }

    /** WCAG 1.4.11: what is needed to read a chart has 3 to 1, on whatever it is drawn. */
    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void givesEveryMarkOfAChartEnoughContrast(String scheme) throws Exception {
        browser.show(1280, 800, scheme);
        browser.open(report);

        assertThat(browser.evaluate("(() => {" + COLOURS + """
                        const looks = ['s0', 's1', 's2', 's3', 's4', 's5'];
                        const marks = [
                          ['circle', 'dot on', ['page', 'card', 'pale']], ['circle', 'dot off', ['page', 'card']],
                          ['polyline', 'line front', ['page', 'card']],
                          ['line', 'whisker', ['card', 'pale']], ['line', 'zero', ['card', 'pale']],
                          ['rect', 'band', ['card']], ['path', 'rug', ['card', 'pale']],
                          ...looks.flatMap(look => [
                            ['polyline', 'line ' + look, ['page', 'card']],
                            ['polyline', 'line range ' + look, ['page', 'card']],
                            ['circle', 'dot on ' + look, ['page', 'card']],
                            ['circle', 'dot void ' + look, ['page', 'card']]])];
                        const low = [];
                        for (const [tag, look, places] of marks) {
                          const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
                          const mark = document.createElementNS('http://www.w3.org/2000/svg', tag);
                          mark.setAttribute('class', look);
                          svg.append(mark); document.querySelector('main').append(svg);
                          const style = getComputedStyle(mark);
                          const paints = [style.stroke, style.fill].filter(paint => paint !== 'none');
                          for (const place of places) {
                            const below = rgba(getComputedStyle(document.documentElement).getPropertyValue('--' + place));
                            const seen = paints.map(rgba).map(c => [c[0], c[1], c[2], c[3] * style.opacity]);
                            const ratio = Math.max(1, ...(['line', 'polyline', 'path', 'rect'].includes(tag)
                              ? seen.slice(0, style.stroke === 'none' ? 0 : 1) : seen).map(c => contrast(over(c, below), below)));
                            if (ratio < 3) low.push(look + ' on ' + place + ' ' + ratio.toFixed(2));
                          }
                        }
                        return low.join('; ');
                        """ + "})()").asText())
                .isEmpty();
        assertThat(browser.evaluate("document.querySelectorAll('#differences .strip .zero').length"
                                + " - document.querySelectorAll('#differences .strip').length")
                        .asInt())
                .as("a line at 0 in every picture of a difference")
                .isZero();
    }

    @Test
    void namesEverythingThatTakesTheFocus() throws Exception {
        browser.show(1280, 800, "light");
        for (Path page : List.of(report, curve)) {
            browser.open(page);
            browser.evaluate("document.querySelectorAll('details').forEach(e => e.open = true)");

            List<String> nameless = new ArrayList<>();
            int named = 0;
            for (JsonNode node : browser.accessibility()) {
                if (isFocusable(node)) {
                    if (node.at("/name/value").asText().isBlank()) {
                        nameless.add(node.at("/role/value").asText());
                    } else {
                        named++;
                    }
                }
            }
            assertThat(nameless).isEmpty();
            assertThat(named).isGreaterThan(6);
        }
    }

    /** A phone, and a window of 1,280 pixels at 400 % zoom. */
    @ParameterizedTest
    @ValueSource(ints = {360, 320})
    void keepsTablesTablesAndIntervalsInSightWhereThereIsLittleRoom(int width) throws Exception {
        browser.show(1280, 800, "light");
        browser.open(report);
        Map<String, Integer> wide = cells();

        browser.show(width, 740, "light");
        browser.open(report);

        assertThat(cells()).isEqualTo(wide).containsKeys("table", "row", "cell", "columnheader", "rowheader");
        assertThat(browser.evaluate("""
                        [...document.querySelectorAll('table.modes, table.pairs, table.times')]
                          .flatMap(table => [table, ...table.querySelectorAll('thead, tbody, tr, th, td')])
                          .filter(e => !e.closest('[aria-hidden]') && !e.hasAttribute('role')).length
                        """).asInt())
                .as("parts of tables that some browsers take for none when their display is another")
                .isZero();
        assertThat(browser.evaluate("""
                        (() => {
                          const cells = [...document.querySelectorAll('#differences > table td.more, .modes td.more')];
                          const hidden = cells.filter(e => {
                            const box = e.getBoundingClientRect();
                            return !e.checkVisibility() || box.width < 10 || box.height < 8 || box.right > innerWidth;
                          });
                          return cells.length + ' cells, hidden ' + hidden.length;
                        })()
                        """).asText())
                .as("five intervals of modes; four differences with interval, p and adjusted p")
                .isEqualTo("17 cells, hidden 0");
    }

    private static boolean isFocusable(JsonNode node) {
        for (JsonNode property : node.path("properties")) {
            if (property.path("name").asText().equals("focusable")) {
                return property.at("/value/value").asBoolean();
            }
        }
        return false;
    }

    /** How many of each kind of cell are told to those who do not see them. */
    private static Map<String, Integer> cells() throws IOException, InterruptedException {
        Set<String> kinds = Set.of("table", "row", "cell", "columnheader", "rowheader");
        Map<String, Integer> cells = new TreeMap<>();
        for (JsonNode node : browser.accessibility()) {
            String role = node.at("/role/value").asText();
            if (kinds.contains(role)) {
                cells.merge(role, 1, Integer::sum);
            }
        }
        return cells;
    }
}
