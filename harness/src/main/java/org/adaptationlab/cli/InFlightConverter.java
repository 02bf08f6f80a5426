package org.adaptationlab.cli;

import org.adaptationlab.lab.LabDefinition;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** How many questions are asked at once, from 1 on. */
final class InFlightConverter implements ITypeConverter<Integer> {

    @Override
    public Integer convert(String text) {
        try {
            int requests = Integer.parseInt(text);
            if (requests >= 1 && requests <= LabDefinition.MOST_IN_FLIGHT) {
                return requests;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new TypeConversionException(
                "is \"" + text + "\"; a whole number from 1 to " + LabDefinition.MOST_IN_FLIGHT + " is allowed");
    }
}
