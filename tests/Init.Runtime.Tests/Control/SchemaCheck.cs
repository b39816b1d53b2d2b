using System.Globalization;
using System.Text.Json;

namespace Init.Runtime.Tests.Control;

/// <summary>As much of JSON Schema as the API's document uses. A keyword that it does not know is a failure: what is
/// not checked must not look as if it were.</summary>
internal sealed class SchemaCheck(JsonElement document)
{
    private static readonly HashSet<string> NoCheck = ["description", "format", "properties", "required"];

    /// <returns>What is wrong, with its place; nothing: it is valid.</returns>
    internal IEnumerable<string> Errors(JsonElement schema, JsonElement value, string place = "$")
    {
        foreach (var rule in schema.EnumerateObject().Where(rule => !NoCheck.Contains(rule.Name)))
        {
            foreach (var error in Rule(rule, schema, value, place))
            {
                yield return error;
            }
        }

        if (value.ValueKind == JsonValueKind.Object && schema.TryGetProperty("properties", out var properties))
        {
            foreach (var error in Properties(schema, properties, value, place))
            {
                yield return error;
            }
        }
    }

    internal JsonElement Resolve(JsonElement schema)
    {
        if (!schema.TryGetProperty("$ref", out var reference))
        {
            return schema;
        }

        var found = document;
        foreach (var part in reference.GetString()!.Split('/').Skip(1))
        {
            found = found.GetProperty(part);
        }

        return found;
    }

    private IEnumerable<string> Rule(JsonProperty rule, JsonElement schema, JsonElement value, string place) =>
        rule.Name switch
        {
            "$ref" => Errors(Resolve(schema), value, place),
            "type" => Types(rule.Value).Any(type => IsOf(type, value))
                ? [] : [$"{place}: {value.GetRawText()} is not {rule.Value}"],
            "const" => rule.Value.GetRawText() == value.GetRawText() ? [] : [$"{place}: is not {rule.Value}"],
            "enum" => rule.Value.EnumerateArray().Any(one => one.GetRawText() == value.GetRawText())
                ? [] : [$"{place}: {value.GetRawText()} is none of {rule.Value}"],
            "oneOf" => rule.Value.EnumerateArray().Count(one => !Errors(one, value, place).Any()) == 1
                ? [] : [$"{place}: {value.GetRawText()} is not one of the kinds"],
            "minimum" => value.ValueKind != JsonValueKind.Number || value.GetDouble() >= rule.Value.GetDouble()
                ? [] : [$"{place}: less than {rule.Value}"],
            "minLength" => value.ValueKind != JsonValueKind.String || value.GetString()!.Length >= rule.Value.GetInt32()
                ? [] : [$"{place}: shorter than {rule.Value}"],
            "maxLength" => value.ValueKind != JsonValueKind.String || value.GetString()!.Length <= rule.Value.GetInt32()
                ? [] : [$"{place}: longer than {rule.Value}"],
            "items" => value.ValueKind != JsonValueKind.Array ? [] : value.EnumerateArray().SelectMany((item, at) =>
                Errors(rule.Value, item, $"{place}[{at.ToString(CultureInfo.InvariantCulture)}]")),
            "additionalProperties" when rule.Value.ValueKind == JsonValueKind.False => Strays(schema, value, place),
            var unknown => [$"{place}: no check for {unknown}"],
        };

    private IEnumerable<string> Properties(
        JsonElement schema, JsonElement properties, JsonElement value, string place)
    {
        foreach (var property in properties.EnumerateObject())
        {
            if (value.TryGetProperty(property.Name, out var part))
            {
                foreach (var error in Errors(property.Value, part, $"{place}.{property.Name}"))
                {
                    yield return error;
                }
            }
            else if (schema.TryGetProperty("required", out var required)
                && required.EnumerateArray().Any(name => name.GetString() == property.Name))
            {
                yield return $"{place}: {property.Name} is missing";
            }
        }
    }

    private static IEnumerable<string> Strays(JsonElement schema, JsonElement value, string place) =>
        value.ValueKind != JsonValueKind.Object
            ? []
            : value.EnumerateObject()
                .Where(part => !schema.GetProperty("properties").TryGetProperty(part.Name, out _))
                .Select(part => $"{place}: {part.Name} is in no schema");

    private static IEnumerable<string> Types(JsonElement type) => type.ValueKind == JsonValueKind.Array
        ? type.EnumerateArray().Select(one => one.GetString()!)
        : [type.GetString()!];

    private static bool IsOf(string type, JsonElement value) => type switch
    {
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        "string" => value.ValueKind == JsonValueKind.String,
        "number" => value.ValueKind == JsonValueKind.Number,
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "null" => value.ValueKind == JsonValueKind.Null,
        _ => throw new InvalidOperationException($"no such type: {type}"),
    };
}
