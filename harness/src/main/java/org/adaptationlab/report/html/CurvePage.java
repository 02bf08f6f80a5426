package org.adaptationlab.report.html;

import java.util.List;
import java.util.Map;
import org.adaptationlab.report.chart.Chart;
import org.adaptationlab.report.table.Table;

/**
 * All that curve.html shows.
 *
 * @param notes sentences below the charts
 * @param tables by title
 */
public record CurvePage(String title, List<String> notes, List<Chart> charts, Map<String, Table> tables) {}
