namespace Init.Cli;

internal sealed record HttpReply(int Status, string Body);
