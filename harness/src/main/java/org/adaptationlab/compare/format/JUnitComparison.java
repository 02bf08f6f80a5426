package org.adaptationlab.compare.format;

import java.io.StringWriter;
import java.util.List;
import java.util.Objects;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.adaptationlab.compare.finding.Check;
import org.adaptationlab.compare.finding.Check.Status;
import org.adaptationlab.compare.finding.Comparison;
import org.adaptationlab.report.words.VisibleText;

/**
 * A comparison as JUnit XML: a test case per check. A check that failed is a failure, one that is inconclusive is
 * skipped, or a failure too where the comparison is strict.
 */
final class JUnitComparison {

    private final StringWriter out = new StringWriter();
    private final XMLStreamWriter xml;
    private final Comparison comparison;

    private JUnitComparison(Comparison comparison) throws XMLStreamException {
        this.comparison = comparison;
        this.xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out);
    }

    static String of(Comparison comparison) {
        try {
            JUnitComparison junit = new JUnitComparison(comparison);
            junit.write();
            return junit.out.toString();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("text in memory can be written", e);
        }
    }

    private void write() throws XMLStreamException {
        List<Check> checks = comparison.checks();
        xml.writeStartDocument("UTF-8", "1.0");
        line(0);
        xml.writeStartElement("testsuites");
        line(1);
        xml.writeStartElement("testsuite");
        attribute("name", "lab compare " + comparison.contender().lab());
        attribute("tests", Integer.toString(checks.size()));
        attribute("failures", Integer.toString(comparison.fallen().size()));
        attribute("errors", "0");
        attribute(
                "skipped", Long.toString(checks.stream().filter(this::isSkipped).count()));
        attribute("time", "0");
        for (Check check : checks) {
            testCase(check);
        }
        line(2);
        xml.writeStartElement("system-out");
        xml.writeCharacters("\n" + TextComparison.verdict(comparison));
        xml.writeEndElement();
        line(1);
        xml.writeEndElement();
        line(0);
        xml.writeEndElement();
        line(0);
        xml.writeEndDocument();
        xml.flush();
    }

    private void testCase(Check check) throws XMLStreamException {
        line(2);
        xml.writeStartElement("testcase");
        attribute("name", check.name());
        attribute("classname", comparison.contender().lab() + "." + Objects.requireNonNullElse(check.mode(), "run"));
        attribute("time", "0");
        if (isFailure(check)) {
            line(3);
            xml.writeEmptyElement("failure");
            attribute("type", check.status().word());
            attribute("message", check.detail());
            line(2);
        } else if (isSkipped(check)) {
            line(3);
            xml.writeEmptyElement("skipped");
            attribute("message", check.status().word() + ": " + check.detail());
            line(2);
        }
        xml.writeEndElement();
    }

    private boolean isFailure(Check check) {
        return comparison.fallen().contains(check);
    }

    private boolean isSkipped(Check check) {
        return check.status() == Status.INCONCLUSIVE && !isFailure(check);
    }

    private void attribute(String name, String value) throws XMLStreamException {
        xml.writeAttribute(name, VisibleText.of(value));
    }

    private void line(int depth) throws XMLStreamException {
        xml.writeCharacters("\n" + "  ".repeat(depth));
    }
}
