namespace Init.Linux.Accounts;

internal readonly record struct GroupEntry(string Name, uint Gid, string[] Members);
