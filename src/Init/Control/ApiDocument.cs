using Init.Doors;

namespace Init.Control;

/// <summary>The OpenAPI document, which is a file beside this one and a part of the binary.</summary>
internal static class ApiDocument
{
    private const string Name = "openapi.json";

    internal static byte[] Bytes()
    {
        using var resource = typeof(ApiDocument).Assembly.GetManifestResourceStream(Name)
            ?? throw new InvalidOperationException($"{Name} is not in the binary");
        var bytes = new byte[resource.Length];
        resource.ReadExactly(bytes);
        return bytes;
    }

    internal static Answer Answer() => Doors.Answer.Json(200, Bytes());
}
