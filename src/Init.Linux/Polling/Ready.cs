namespace Init.Linux.Polling;

public readonly record struct Ready(bool Readable, bool Writable, bool HungUp);
