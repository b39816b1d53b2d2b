namespace Init.Cli;

internal static class ProductVersion
{
    internal static string Text { get; } = typeof(ProductVersion).Assembly.GetName().Version?.ToString(3) ?? "0";
}
