namespace Init.Core.Dialects;

/// <summary>What every dialect says alike.</summary>
internal static class DialectText
{
    public const string License = """
        pm1, the process manager that is PID 1, called by another name whose command line it understands.
        Licensed under the Apache License, Version 2.0: http://www.apache.org/licenses/LICENSE-2.0

        """;
}
