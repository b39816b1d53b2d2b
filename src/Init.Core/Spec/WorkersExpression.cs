namespace Init.Core.Spec;

/// <summary>`auto`, `max`, N, `50%`, `2n+1`, `auto-1`: always (numerator × base ÷ 100) + offset, at least 1.</summary>
/// <param name="Base">What the percentage is taken of.</param>
/// <param name="Percent">100 for `auto` and `n`, 200 for `2n`, 50 for `50%`; 0 for a plain number.</param>
/// <param name="Offset">N for a plain number, 1 for `2n+1`, −1 for `auto-1`.</param>
public readonly record struct WorkersExpression(WorkersBase Base, int Percent, int Offset);
