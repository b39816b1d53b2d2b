using System.Diagnostics.CodeAnalysis;

namespace Init.Core.Spec;

/// <summary>What a parser made of a text: a value, or a fault. Parsers never throw on what people write.</summary>
/// <param name="Value">Meaningful only without a fault.</param>
/// <param name="Fault">null: parsed.</param>
public readonly record struct Parsed<T>(T? Value, Fault? Fault)
{
    public static implicit operator Parsed<T>(T value) => new(value, null);

    public static implicit operator Parsed<T>(Fault fault) => new(default, fault);

    public bool Succeeded([MaybeNullWhen(false)] out T value)
    {
        value = Value;
        return Fault is null;
    }
}
