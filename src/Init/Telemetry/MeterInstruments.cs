using System.Diagnostics.Metrics;
using Init.Metrics;

namespace Init.Telemetry;

/// <summary>Makes an instrument of every <see cref="Measure"/>.</summary>
/// <param name="reading">The reading of the collection under way; null when there is nothing to observe.</param>
internal sealed class MeterInstruments(Meter meter, Func<Reading?> reading)
{
    internal void Create(Measure measure)
    {
        if (measure.IsWhole)
        {
            Create(measure, s => new Measurement<long>((long)s.Value, s.Attributes));
        }
        else
        {
            Create(measure, s => new Measurement<double>(s.Value, s.Attributes));
        }
    }

    private void Create<T>(Measure measure, Func<Sample, Measurement<T>> convert)
        where T : struct
    {
        IEnumerable<Measurement<T>> Observe() =>
            reading() is { } now ? measure.Read(now).Select(convert) : [];

        _ = measure.Kind switch
        {
            MeasureKind.Counter => (Instrument)meter.CreateObservableCounter(
                measure.Name, Observe, measure.Unit, measure.Description),
            MeasureKind.UpDownCounter => meter.CreateObservableUpDownCounter(
                measure.Name, Observe, measure.Unit, measure.Description),
            MeasureKind.Gauge => meter.CreateObservableGauge(
                measure.Name, Observe, measure.Unit, measure.Description),
        };
    }
}
