namespace Init.Core.Dialects;

/// <summary>How this process was called.</summary>
/// <param name="Name">argv[0] as it is.</param>
/// <param name="Args">The rest.</param>
/// <param name="Pid">For messages.</param>
/// <param name="Variable">The value of an environment variable, or null.</param>
public sealed record Called(string Name, IReadOnlyList<string> Args, int Pid, Func<string, string?> Variable)
{
    public string BaseName => Name[(Name.LastIndexOf('/') + 1)..];
}
