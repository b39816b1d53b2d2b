namespace Init.E2E.Harness;

internal sealed record ShellResult(int Code, string Output, string Error);
