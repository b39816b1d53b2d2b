namespace Init.Metrics;

internal readonly record struct Sample(double Value, params KeyValuePair<string, object?>[] Attributes);
