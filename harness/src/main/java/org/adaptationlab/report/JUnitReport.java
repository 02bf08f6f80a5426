package org.adaptationlab.report;

import java.io.IOException;
import java.io.Writer;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.adaptationlab.guard.GuardResult;
import org.adaptationlab.guard.GuardResult.Status;
import org.adaptationlab.report.words.Figures;
import org.adaptationlab.report.words.Notes;
import org.adaptationlab.report.words.VisibleText;
import org.adaptationlab.result.RunResults;
import org.adaptationlab.result.record.ExampleResult;
import org.adaptationlab.result.record.Provenance;
import org.adaptationlab.result.summary.ExampleScores;
import org.adaptationlab.result.summary.SummaryRow;

/**
 * junit.xml: a test case per mode, in the form of the Apache Ant JUnit schema. A mode fails where none of its answers
 * could be judged, or where calls of it failed in a run that ended early as failed; low quality is no failure. And a
 * test case per guard: it fails where it says stop; a warning is in its output.
 */
final class JUnitReport implements ReportFormat {

    private static final double MS_PER_S = 1000;

    @Override
    public String fileName() {
        return "junit.xml";
    }

    @Override
    public void write(RunResults results, Writer out) throws IOException {
        try {
            XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out);
            xml.writeStartDocument("UTF-8", "1.0");
            line(xml, 0);
            xml.writeStartElement("testsuites");
            suite(xml, results);
            line(xml, 0);
            xml.writeEndElement();
            line(xml, 0);
            xml.writeEndDocument();
            xml.flush();
        } catch (XMLStreamException e) {
            throw new IOException(e);
        }
    }

    private static void suite(XMLStreamWriter xml, RunResults results) throws XMLStreamException {
        Provenance provenance = results.provenance();
        Map<String, SummaryRow> modes = results.byMode();
        long failures =
                modes.values().stream().filter(row -> failed(results, row)).count()
                        + provenance.stops().size();
        line(xml, 1);
        xml.writeStartElement("testsuite");
        attribute(xml, "name", provenance.run().lab());
        attribute(xml, "package", "adaptation-lab");
        attribute(xml, "id", "0");
        attribute(xml, "hostname", "localhost");
        attribute(
                xml,
                "timestamp",
                DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss", Locale.ROOT)
                        .withZone(ZoneOffset.UTC)
                        .format(provenance.started().truncatedTo(ChronoUnit.SECONDS)));
        attribute(
                xml,
                "tests",
                Integer.toString(modes.size() + provenance.guards().size()));
        attribute(xml, "failures", Long.toString(failures));
        attribute(xml, "errors", "0");
        attribute(xml, "time", Figures.fixed(provenance.seconds().total(), 3));
        properties(xml, Notes.facts(results));
        Map<String, List<ExampleResult>> rows = ExampleScores.byMode(results.examples());
        for (SummaryRow row : modes.values()) {
            testCase(xml, results, row, rows.getOrDefault(row.mode().mode(), List.of()));
        }
        for (GuardResult guard : provenance.guards()) {
            guardCase(xml, provenance.run().lab(), guard);
        }
        line(xml, 2);
        xml.writeStartElement("system-out");
        xml.writeCharacters("\n" + ConsoleTable.of(results));
        xml.writeEndElement();
        line(xml, 2);
        xml.writeEmptyElement("system-err");
        line(xml, 1);
        xml.writeEndElement();
    }

    private static void properties(XMLStreamWriter xml, Map<String, String> facts) throws XMLStreamException {
        line(xml, 2);
        xml.writeStartElement("properties");
        for (Map.Entry<String, String> fact : facts.entrySet()) {
            line(xml, 3);
            xml.writeEmptyElement("property");
            attribute(xml, "name", fact.getKey());
            attribute(xml, "value", fact.getValue());
        }
        line(xml, 2);
        xml.writeEndElement();
    }

    private static void testCase(XMLStreamWriter xml, RunResults results, SummaryRow row, List<ExampleResult> calls)
            throws XMLStreamException {
        double ms = calls.stream()
                .map(call -> call.measurement().totalMs())
                .mapToDouble(time -> time == null ? 0 : time)
                .sum();
        line(xml, 2);
        xml.writeStartElement("testcase");
        attribute(xml, "name", row.mode().mode());
        attribute(xml, "classname", results.provenance().run().lab());
        attribute(xml, "time", Figures.fixed(ms / MS_PER_S, 3));
        if (failed(results, row)) {
            line(xml, 3);
            xml.writeStartElement("failure");
            attribute(xml, "message", message(row, results.provenance()));
            attribute(xml, "type", "run");
            xml.writeCharacters(firstError(calls));
            xml.writeEndElement();
            line(xml, 2);
        }
        xml.writeEndElement();
    }

    private static void guardCase(XMLStreamWriter xml, String lab, GuardResult guard) throws XMLStreamException {
        line(xml, 2);
        xml.writeStartElement("testcase");
        attribute(xml, "name", guard.name());
        attribute(xml, "classname", lab + ".guards");
        attribute(xml, "time", Figures.fixed(0, 3));
        if (guard.status() != Status.PASS) {
            line(xml, 3);
            xml.writeStartElement(guard.status() == Status.STOP ? "failure" : "system-out");
            if (guard.status() == Status.STOP) {
                attribute(xml, "message", "no claim may rest on this run");
                attribute(xml, "type", "guard");
            }
            xml.writeCharacters(VisibleText.of(guard.detail(), Integer.MAX_VALUE));
            xml.writeEndElement();
            line(xml, 2);
        }
        xml.writeEndElement();
    }

    private static boolean failed(RunResults results, SummaryRow row) {
        return row.counts().graded() == 0
                || (results.provenance().failure() != null && row.counts().callsFailed() > 0);
    }

    private static String message(SummaryRow row, Provenance provenance) {
        String counts = row.counts().callsFailed() + " of "
                + Figures.counted(row.counts().calls(), "call") + " failed";
        return provenance.failure() == null ? counts : provenance.failure() + "; " + counts;
    }

    private static String firstError(List<ExampleResult> calls) {
        return calls.stream()
                .filter(call -> call.outcome().error() != null)
                .map(call -> call.exampleId() + ": "
                        + VisibleText.of(String.valueOf(call.outcome().error())))
                .findFirst()
                .orElse("");
    }

    private static void attribute(XMLStreamWriter xml, String name, String value) throws XMLStreamException {
        xml.writeAttribute(name, VisibleText.of(value));
    }

    private static void line(XMLStreamWriter xml, int depth) throws XMLStreamException {
        xml.writeCharacters("\n" + "  ".repeat(depth));
    }
}
