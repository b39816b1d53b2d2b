using System.Text.Json.Serialization;
using Init.Core.Doctor;
using Init.Core.Link;

namespace Init.Cli;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true,
    Converters = [typeof(KebabEnum<Verdict>)])]
[JsonSerializable(typeof(DoctorDocument))]
internal sealed partial class DoctorJson : JsonSerializerContext;
