namespace Init.Linux.Accounts;

/// <param name="Name">Empty for a number that no entry has.</param>
internal readonly record struct PasswdEntry(string Name, uint Uid, uint Gid);
