namespace Init.Agent;

/// <summary>Kestrel wants a service provider; everything that it would look for there is optional.</summary>
internal sealed class NoServices : IServiceProvider
{
    internal static NoServices Instance { get; } = new();

    public object? GetService(Type serviceType) => null;
}
